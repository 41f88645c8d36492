import { daysBetween } from '#kernel/days.ts';
import { timeText } from '#kernel/language.ts';
import type { ShownActivity } from '../contract.ts';
import { phases } from '../template.ts';

export const ROW = 26;
export const HEAD = 34;

/** A line of the chart: the head of a phase, or an activity. `y` is the top of the row. */
export type Line =
  | { readonly kind: 'phase'; readonly phase: number; readonly title: string; readonly y: number }
  | { readonly kind: 'activity'; readonly activity: ShownActivity; readonly y: number };

/** Lines in the order of phases and days. */
export function linesOf(activities: readonly ShownActivity[]): readonly Line[] {
  const lines: Line[] = [];
  const next = () => HEAD + lines.length * ROW;
  for (const { phase, title } of phases) {
    const own = activities.filter((each) => each.phase === phase).sort(byTime);
    if (own.length === 0) continue;
    lines.push({ kind: 'phase', phase, title: `${phase} ${title}`, y: next() });
    for (const activity of own) lines.push({ kind: 'activity', activity, y: next() });
  }
  return lines;
}

function byTime(a: ShownActivity, b: ShownActivity): number {
  if (a.start !== b.start) return a.start < b.start ? -1 : 1;
  return a.end < b.end ? -1 : a.end > b.end ? 1 : 0;
}

/** Days to pixels, from the start of the plan. */
export type Scale = {
  readonly from: string;
  readonly days: number;
  readonly left: number;
  readonly width: number;
};

export function xOf(scale: Scale, day: string, after = 0): number {
  return scale.left + ((daysBetween(scale.from, day) + after) * (scale.width - scale.left)) / scale.days;
}

/** The days that so many pixels stand for, rounded. */
export function daysIn(scale: Scale, pixels: number): number {
  return Math.round((pixels * scale.days) / (scale.width - scale.left));
}

/** The first day of every month within the chart, for its lines. */
export function monthsOf(scale: Scale): readonly { readonly day: string; readonly label: string }[] {
  const months: { day: string; label: string }[] = [];
  const first = new Date(`${scale.from.slice(0, 7)}-01T00:00:00Z`);
  for (let at = first; daysBetween(scale.from, at.toISOString().slice(0, 10)) < scale.days; ) {
    const day = at.toISOString().slice(0, 10);
    if (day >= scale.from) months.push({ day, label: timeText(at, { month: 'short', timeZone: 'UTC' }) });
    at = new Date(Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1));
  }
  return months;
}

/** Lines from the end of one bar to the start of another, drawn as an elbow. */
export function arrowsOf(
  lines: readonly Line[],
  scale: Scale,
): readonly { readonly key: string; readonly path: string; readonly critical: boolean }[] {
  const at = new Map(
    lines.flatMap((line) => (line.kind === 'activity' ? [[line.activity.id, line] as const] : [])),
  );
  return [...at.values()].flatMap((line) =>
    line.activity.after.flatMap(({ id }) => {
      const before = at.get(id);
      if (!before) return [];
      const x1 = xOf(scale, before.activity.end, 1);
      const x2 = Math.max(
        xOf(scale, line.activity.start, line.activity.kind === 'milestone' ? 1 : 0),
        scale.left + 2,
      );
      const [y1, y2] = [before.y + ROW / 2, line.y + ROW / 2];
      const bend = Math.max(x1 + 3, Math.min(x1 + 6, x2 - 3));
      return [
        {
          key: `${id} ${line.activity.id}`,
          path: `M${x1} ${y1} H${bend} V${y2} H${x2}`,
          critical: before.activity.critical && line.activity.critical && before.activity.slack === 0,
        },
      ];
    }),
  );
}
