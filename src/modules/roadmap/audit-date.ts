import { addDays, daysBetween } from '#kernel/days.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t, writtenDay } from '#kernel/language.ts';
import { type OperatingHistory, operatingHistory } from '#modules/readiness/api.ts';
import type { Ctx } from '#platform/context.ts';
import type { planEndpoints, ShownActivity } from './contract.ts';
import { wholePlan } from './queries.ts';
import { scaledTemplate, taskOf } from './scaled.ts';
import { scheduleOf } from './schedule.ts';
import type { Activity } from './service.ts';

type Answer = OutputOf<typeof planEndpoints.auditDate>;
/** What the question needs of an activity, whether of the plan or of the template. */
type Wanted = Pick<Activity, 'id' | 'phase' | 'title' | 'leastDays' | 'historyWeeks' | 'after'> & {
  readonly templateKey: string | null;
  readonly shown: boolean;
};

const MONTH = 28;

/**
 * "Audit in four weeks": what can still honestly be done before that day, and what cannot. Every activity is taken in
 * the least time it needs; what the records show already takes none. Where weeks of records must lie behind
 * something, no hurry makes them.
 */
export async function beforeAudit(
  ctx: Ctx,
  input: { readonly auditOn?: string | undefined },
  plan: readonly Activity[],
): Promise<Answer> {
  const auditOn = input.auditOn ?? addDays(ctx.today, MONTH);
  const history = await operatingHistory(ctx);
  const whole = await wholePlan(ctx);
  const wanted = plan.length > 0 ? ofPlan(plan, whole.activities) : ofTemplate();
  // Stage 2 is the audit itself, and what follows it comes after the day.
  const before = untilAudit(wanted);
  const schedule = scheduleOf(
    ctx.today,
    before.map((each) => ({
      id: each.id,
      title: each.title,
      days: each.shown ? 0 : each.leastDays,
      notBefore: null,
      after: each.after.map(({ id }) => ({ id, lag: 0 })),
    })),
  );
  const daysLeft = daysBetween(ctx.today, auditOn);
  const lines = before.map((each, i) =>
    lineOf(each, { auditOn, daysLeft, history, end: schedule.tasks[i]!.end }),
  );
  return {
    today: ctx.today,
    auditOn,
    daysLeft,
    history,
    sentence: sentenceOf(history, daysLeft, lines),
    lines,
  };
}

function lineOf(
  each: Wanted,
  known: {
    readonly auditOn: string;
    readonly daysLeft: number;
    readonly history: OperatingHistory;
    readonly end: string;
  },
): Answer['lines'][number] {
  const base = { id: each.id, phase: each.phase, title: each.title };
  if (each.shown) return { ...base, state: 'shown', why: t('The records show it.'), earliestEnd: null };
  const weeks = known.history.recordedWeeks + Math.max(0, Math.floor(known.daysLeft / 7));
  const needed = each.historyWeeks ?? 0;
  if (needed > weeks)
    return {
      ...base,
      state: 'no-history',
      why: t(
        'Needs about {needed} weeks of records; by then there are {weeks}. Records made up afterwards would show their day of entry.',
        { needed, weeks },
      ),
      earliestEnd: known.end,
    };
  if (known.end > known.auditOn)
    return {
      ...base,
      state: 'too-late',
      why: t('Done at the earliest on {end}, with nothing else in the way.', { end: writtenDay(known.end) }),
      earliestEnd: known.end,
    };
  return {
    ...base,
    state: 'fits',
    why: t('Can be done by {end}.', { end: writtenDay(known.end) }),
    earliestEnd: known.end,
  };
}

function sentenceOf(history: OperatingHistory, daysLeft: number, lines: Answer['lines']): string {
  const cannot = lines.filter((each) => each.state === 'too-late' || each.state === 'no-history').length;
  const weeks = `${history.recordedWeeks} ${history.recordedWeeks === 1 ? 'week' : 'weeks'}`;
  const past =
    history.firstEntryOn === null
      ? 'There is no operating history yet'
      : `There are only ${weeks} of operating history in the log`;
  const left = daysLeft < 0 ? 'The day has passed.' : `${daysLeft} days are left.`;
  return cannot === 0
    ? `${left} Everything that has to come before can still be done. ${past}.`
    : `${left} ${cannot} of ${lines.length} activities cannot honestly be done by then. ${past}.`;
}

function ofPlan(plan: readonly Activity[], shown: readonly ShownActivity[]): readonly Wanted[] {
  const states = new Map(shown.map((each) => [each.id, each.progress.state]));
  return plan.map((each) => ({ ...each, shown: states.get(each.id) === 'shown' }));
}

function ofTemplate(): readonly Wanted[] {
  return scaledTemplate(28).map((each) => ({
    id: each.key,
    templateKey: each.key,
    phase: each.phase,
    title: each.title,
    leastDays: each.leastDays,
    historyWeeks: each.historyWeeks ?? null,
    after: taskOf(each).after,
    shown: false,
  }));
}

function untilAudit(all: readonly Wanted[]): readonly Wanted[] {
  const last = ['stage-1', 'concerns', 'stage-2', 'decision', 'm5', 'reserve'];
  const kept = all.filter((each) => !last.includes(each.templateKey ?? ''));
  const ids = new Set(kept.map((each) => each.id));
  return kept.map((each) => ({ ...each, after: each.after.filter(({ id }) => ids.has(id)) }));
}
