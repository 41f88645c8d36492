import type { Block, DocumentTree } from '#documents/tree.ts';
import { dayBy } from '#documents/words.ts';
import { msg, numberText, speaker, t, writtenDay } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import type { Affected } from './contract-acts.ts';
import { systemChangeLifecycle } from './lifecycle.ts';
import type { SystemChange } from './service.ts';

/** What the note says beside the record of the change. */
export type NoteFacts = {
  readonly organisation: string;
  readonly now: string;
  readonly why: string;
  readonly names: ReadonlyMap<string, string>;
  readonly subjects: readonly { readonly ref: string; readonly title: string }[];
  readonly tally: Readonly<Record<Affected['state'], number>>;
  readonly rows: readonly Affected[];
};

/** The words of the states, for screen and print. */
const STATES: Readonly<Record<Affected['state'], string>> = {
  open: msg('To be looked at again'),
  'looked-again': msg('Looked at again'),
  'still-right': msg('Still right'),
  'fell-away': msg('Stands no longer'),
  withdrawn: msg('Change withdrawn'),
};

/** More rows than this are summed up by kind, so that the note stays a page. */
const ONE_PAGE = 24;

/** The note of a change: what, why, what it made stale, who decided what (8.1). */
export function changeNote(change: SystemChange, facts: NoteFacts): DocumentTree {
  const name = (id: string | null) =>
    id === null ? t('nobody yet') : (facts.names.get(id) ?? t('an erased person'));
  const planned = {
    planned: t('Planned'),
    unintended: t('Not intended'),
    unknown: t('Nobody has said whether it was intended'),
  };
  return {
    title: t('Change note {ref}', { ref: change.ref }),
    subtitle: change.title,
    organisation: facts.organisation,
    register: t('Changes of AI systems (ISO/IEC 42001:2023, 8.1)'),
    language: speaker().locale,
    createdAt: facts.now,
    version: String(change.version),
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: t('What'), value: facts.why },
          {
            key: t('Where'),
            value: facts.subjects.map((each) => `${each.ref} ${each.title}`).join('; ') || t('Not stated'),
          },
          { key: t('State'), value: t(systemChangeLifecycle.states[change.state].label) },
          { key: t('Kind'), value: planned[change.planned] },
          {
            key: t('Made'),
            value: change.day
              ? t('{day}, by the calendar', { day: writtenDay(change.day) })
              : change.madeAt
                ? [
                    dayBy(change.madeAt, name(change.madeBy)),
                    change.seq !== null && t('entry {seq} of the log', { seq: change.seq }),
                  ]
                    .filter(Boolean)
                    .join(', ')
                : t('Not yet'),
          },
          { key: t('Purpose'), value: change.purpose ?? t('Not stated') },
          { key: t('Consequences'), value: change.consequences ?? t('Not stated') },
          ...(change.mitigation ? [{ key: t('Effects dealt with'), value: change.mitigation }] : []),
          { key: t('Resources'), value: change.resources ?? t('Not stated') },
          { key: t('Who answers'), value: name(change.responsibleId) },
          {
            key: t('Approved'),
            value: change.approvedOn ? dayBy(change.approvedOn, name(change.approvedBy)) : t('Not yet'),
          },
          ...(change.singlePersonReason
            ? [{ key: t('Approved by one person'), value: change.singlePersonReason }]
            : []),
          {
            key: t('Review'),
            value: change.reviewedOn
              ? `${dayBy(change.reviewedOn, name(change.reviewedBy))}: ${change.conclusion}`
              : t('Not closed yet'),
          },
          ...(change.withdrawnReason
            ? [{ key: t('Withdrawn'), value: `${name(change.withdrawnBy)}: ${change.withdrawnReason}` }]
            : []),
        ],
      },
      { kind: 'heading', level: 1, text: t('What it made stale') },
      ...stale(facts),
    ],
  };
}

function stale(facts: NoteFacts): readonly Block[] {
  const total = Object.values(facts.tally).reduce((sum, each) => sum + each, 0);
  if (total === 0)
    return [{ kind: 'paragraph', text: t('Nothing that anybody had looked at rested on it.') }];
  const tally = (Object.keys(STATES) as Affected['state'][])
    .filter((state) => facts.tally[state] > 0)
    .map((state) => counted(facts.tally[state], state))
    .join(', ');
  const rows = facts.rows.length > ONE_PAGE ? summed(facts.rows) : facts.rows.map(asRow);
  return [
    { kind: 'paragraph', text: t('{total} in all: {tally}.', { total, tally }) },
    {
      kind: 'table',
      title: t('What was to be looked at again'),
      columns: [
        { key: 'what', title: t('What'), width: 26 },
        { key: 'record', title: t('Record'), width: 28 },
        { key: 'owner', title: t('Owner'), width: 14 },
        { key: 'state', title: t('What came of it'), width: 32 },
      ],
      rows,
    },
  ];
}

function counted(n: number, state: Affected['state']): string {
  return `${numberText(n)} ${midSentence(t(STATES[state]))}`;
}

function asRow(row: Affected): Record<string, string> {
  const who = [row.by, row.at && writtenDay(row.at)].filter(Boolean).join(', ');
  return {
    what: row.what,
    record: [row.ref, row.partShown, row.title].filter(Boolean).join(' '),
    owner: row.owner ?? t('Nobody'),
    state: [t(STATES[row.state]), who, row.reason].filter(Boolean).join('. '),
  };
}

/** By kind and owner, when there are too many for one page. */
function summed(rows: readonly Affected[]): readonly Record<string, string>[] {
  return [...Map.groupBy(rows, (row) => `${row.what}\n${row.owner ?? t('Nobody')}`)].map(([key, group]) => {
    const [what, owner] = key.split('\n') as [string, string];
    const states = [...Map.groupBy(group, (row) => row.state)].map(([state, some]) =>
      counted(some.length, state),
    );
    return {
      what,
      record: t('{n, plural, one {# record} other {# records}}', { n: group.length }),
      owner,
      state: states.join(', '),
    };
  });
}
