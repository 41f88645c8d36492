import { DEFAULT_WEEKS } from './estimate.ts';
import { scheduleOf } from './schedule.ts';
import { type TemplateActivity, template } from './template.ts';

/**
 * The template stretched or shortened to so many weeks. Days are rounded down, and what that leaves over becomes the
 * reserve before Stage 1, so that the plan takes exactly the weeks that were estimated.
 */
export function scaledTemplate(weeks: number): readonly TemplateActivity[] {
  const scaled = template.map((each) => ({
    ...each,
    days:
      each.kind === 'milestone' || each.days === 0
        ? each.days
        : Math.max(1, Math.floor((each.days * weeks) / DEFAULT_WEEKS)),
  }));
  const left = weeks * 7 - scheduleOf('2026-01-05', scaled.map(taskOf)).days;
  return scaled.map((each) => (each.key === 'reserve' ? { ...each, days: Math.max(0, left) } : each));
}

/** An activity of the template as the schedule sees it. */
export function taskOf(each: TemplateActivity) {
  return {
    id: each.key,
    title: each.title,
    days: each.days,
    notBefore: null,
    after: each.after.map((one) =>
      typeof one === 'string' ? { id: one, lag: 0 } : { id: one[0], lag: one[1] },
    ),
  };
}
