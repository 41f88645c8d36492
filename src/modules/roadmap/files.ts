import { toIcalendar } from '#documents/icalendar.ts';
import type { DocumentTree } from '#documents/tree.ts';
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
    title: plan?.title ?? 'No plan yet',
    subtitle: 'The way to certification by ISO/IEC 42001',
    organisation: facts.organisation,
    register: 'Plan',
    asOf: whole.today,
    language: 'en',
    createdAt: facts.now,
    landscape: true,
    sections: [
      {
        kind: 'keyValues',
        entries: plan
          ? [
              { key: 'State', value: planLifecycle.states[plan.state].label },
              { key: 'Start', value: plan.startOn },
              { key: 'End', value: `${whole.end} (${plan.weeks} weeks estimated)` },
              {
                key: 'Approved',
                value: plan.approvedOn ? `${plan.approvedOn} by ${plan.approvedByName}` : 'Not yet',
              },
              ...(plan.commitment ? [{ key: 'Commitment of top management', value: plan.commitment }] : []),
              ...(plan.singlePersonReason
                ? [{ key: 'Approved by one person', value: plan.singlePersonReason }]
                : []),
              ...whole.estimate.factors.map((each) => ({
                key: each.title,
                value: `${each.weeks >= 0 ? '+' : ''}${each.weeks} weeks: ${each.reason}`,
              })),
            ]
          : [{ key: 'State', value: 'Nobody drafted a plan yet' }],
      },
      {
        kind: 'table',
        title: 'Schedule',
        columns: [
          { key: 'ref', title: 'Ref', width: 9 },
          { key: 'phase', title: 'Phase', width: 6 },
          { key: 'title', title: 'Activity', width: 30 },
          { key: 'owner', title: 'Owner', width: 14 },
          { key: 'start', title: 'Start', width: 10 },
          { key: 'end', title: 'End', width: 10 },
          { key: 'days', title: 'Days', width: 6 },
          { key: 'effort', title: 'Work', width: 6 },
          { key: 'slack', title: 'Slack', width: 7 },
          { key: 'after', title: 'After', width: 16 },
          { key: 'progress', title: 'By the records', width: 18 },
        ],
        rows: activities.map((each) => ({
          ref: each.ref,
          phase: `${each.phase}`,
          title: each.kind === 'milestone' ? `◆ ${each.title}` : each.title,
          owner: each.ownerName ?? '',
          start: each.start,
          end: each.end,
          days: `${each.days}`,
          effort: `${each.effortDays}`,
          slack: each.critical ? 'critical' : `${each.slack}`,
          after: each.after
            .map(
              (one) =>
                `${refs.get(one.id)}${one.lag === 0 ? '' : one.lag > 0 ? ` +${one.lag}` : ` ${one.lag}`}`,
            )
            .join(', '),
          progress: `${progressStates[each.progress.state].label}${each.progress.of > 0 ? ` (${each.progress.holds} of ${each.progress.of})` : ''}`,
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
    name: `${whole.plan?.title ?? 'Plan'}, ${facts.organisation}`,
    now: facts.now,
    domain: `${facts.org}.openaims`,
    events: whole.activities.map((each) => ({
      uid: each.id,
      title: each.kind === 'milestone' ? `◆ ${each.title}` : each.title,
      when: { day: each.start, lastDay: each.end },
      text: [
        each.description,
        each.ownerName && `Owner: ${each.ownerName}`,
        `By the records: ${progressStates[each.progress.state].label}`,
      ]
        .filter(Boolean)
        .join('\n'),
      categories: [phases[each.phase - 1]!.title.split(':')[0]!],
      state: whole.plan?.state === 'approved' ? ('confirmed' as const) : ('tentative' as const),
      sequence: each.version,
    })),
  });
}
