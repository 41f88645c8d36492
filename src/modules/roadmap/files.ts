import { toIcalendar } from '#documents/icalendar.ts';
import type { DocumentTree } from '#documents/tree.ts';
import { dayBy } from '#documents/words.ts';
import { numberText, speaker, t, writtenDay } from '#kernel/language.ts';
import type { WholePlan } from './contract.ts';
import { planLifecycle } from './lifecycle.ts';
import { progressStates } from './proofs.ts';
import { phases } from './template.ts';

/** The schedule as a document: phases, activities, owners, days, what waits for what, progress by the records. */
export function planDocument(
  whole: WholePlan,
  facts: { readonly organisation: string; readonly now: string },
): DocumentTree {
  const { plan, activities } = whole;
  const refs = new Map(activities.map((each) => [each.id, each.ref]));
  return {
    title: plan?.title ?? t('No plan yet'),
    subtitle: t('The way to certification by ISO/IEC 42001'),
    organisation: facts.organisation,
    register: t('Plan'),
    asOf: whole.today,
    language: speaker().locale,
    createdAt: facts.now,
    landscape: true,
    sections: [
      {
        kind: 'keyValues',
        entries: plan
          ? [
              { key: t('State'), value: t(planLifecycle.states[plan.state].label) },
              { key: t('Start'), value: writtenDay(plan.startOn) },
              {
                key: t('End'),
                value: t('{end} ({weeks} weeks estimated)', {
                  end: writtenDay(whole.end ?? plan.startOn),
                  weeks: plan.weeks,
                }),
              },
              {
                key: t('Approved'),
                value: plan.approvedOn
                  ? dayBy(plan.approvedOn, plan.approvedByName ?? t('an erased person'))
                  : t('Not yet'),
              },
              ...(plan.commitment
                ? [{ key: t('Commitment of top management'), value: plan.commitment }]
                : []),
              ...(plan.singlePersonReason
                ? [{ key: t('Approved by one person'), value: plan.singlePersonReason }]
                : []),
              ...whole.estimate.factors.map((each) => ({
                key: t(each.title),
                value: t('{weeks} weeks: {reason}', {
                  weeks: numberText(each.weeks, { signDisplay: 'exceptZero' }),
                  reason: each.reason,
                }),
              })),
            ]
          : [{ key: t('State'), value: t('Nobody drafted a plan yet') }],
      },
      {
        kind: 'table',
        title: t('Schedule'),
        columns: [
          { key: 'ref', title: t('Ref'), width: 9 },
          { key: 'phase', title: t('Phase'), width: 6 },
          { key: 'title', title: t('Activity'), width: 30 },
          { key: 'owner', title: t('Owner'), width: 14 },
          { key: 'start', title: t('Start'), width: 10 },
          { key: 'end', title: t('End'), width: 10 },
          { key: 'days', title: t('Days'), width: 6 },
          { key: 'effort', title: t('Work'), width: 6 },
          { key: 'slack', title: t('Slack'), width: 7 },
          { key: 'after', title: t('After'), width: 16 },
          { key: 'progress', title: t('By the records'), width: 18 },
        ],
        rows: activities.map((each) => ({
          ref: each.ref,
          phase: `${each.phase}`,
          title: each.kind === 'milestone' ? `◆ ${each.title}` : each.title,
          owner: each.ownerName ?? '',
          start: writtenDay(each.start),
          end: writtenDay(each.end),
          days: `${each.days}`,
          effort: `${each.effortDays}`,
          slack: each.critical ? t('critical') : `${each.slack}`,
          after: each.after
            .map(
              (one) =>
                `${refs.get(one.id)}${one.lag === 0 ? '' : one.lag > 0 ? ` +${one.lag}` : ` ${one.lag}`}`,
            )
            .join(', '),
          progress: [
            t(progressStates[each.progress.state].label),
            each.progress.of > 0 && `(${t('{n} of {of}', { n: each.progress.holds, of: each.progress.of })})`,
          ]
            .filter(Boolean)
            .join(' '),
        })),
      },
    ],
  };
}

/** The schedule as a calendar: an entry for each activity and milestone that is not shown by the records yet. */
export function planCalendar(
  whole: WholePlan,
  facts: { readonly org: string; readonly organisation: string; readonly now: string },
): string {
  return toIcalendar({
    name: `${whole.plan?.title ?? t('Plan')}, ${facts.organisation}`,
    now: facts.now,
    domain: `${facts.org}.openaims`,
    events: whole.activities.map((each) => ({
      uid: each.id,
      title: each.kind === 'milestone' ? `◆ ${each.title}` : each.title,
      when: { day: each.start, lastDay: each.end },
      text: [
        each.description,
        each.ownerName && t('Owner: {name}', { name: each.ownerName }),
        t('By the records: {state}', { state: t(progressStates[each.progress.state].label) }),
      ]
        .filter(Boolean)
        .join('\n'),
      categories: [t(phases[each.phase - 1]!.title).split(':')[0]!],
      state: whole.plan?.state === 'approved' ? ('confirmed' as const) : ('tentative' as const),
      sequence: each.version,
    })),
  });
}
