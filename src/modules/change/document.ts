import type { Block, DocumentTree } from '#documents/tree.ts';
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
  open: 'To be looked at again',
  'looked-again': 'Looked at again',
  'still-right': 'Still right',
  'fell-away': 'Stands no longer',
  withdrawn: 'Change withdrawn',
};

/** More rows than this are summed up by kind, so that the note stays a page. */
const ONE_PAGE = 24;

/** The note of a change: what, why, what it made stale, who decided what (8.1). */
export function changeNote(change: SystemChange, facts: NoteFacts): DocumentTree {
  const name = (id: string | null) =>
    id === null ? 'nobody yet' : (facts.names.get(id) ?? 'an erased person');
  const planned = {
    planned: 'Planned',
    unintended: 'Not intended',
    unknown: 'Nobody has said whether it was intended',
  };
  return {
    title: `Change note ${change.ref}`,
    subtitle: change.title,
    organisation: facts.organisation,
    register: 'Changes of AI systems (ISO/IEC 42001:2023, 8.1)',
    language: 'en',
    createdAt: facts.now,
    version: String(change.version),
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: 'What', value: facts.why },
          {
            key: 'Where',
            value: facts.subjects.map((each) => `${each.ref} ${each.title}`).join('; ') || 'Not stated',
          },
          { key: 'State', value: systemChangeLifecycle.states[change.state].label },
          { key: 'Kind', value: planned[change.planned] },
          {
            key: 'Made',
            value: change.day
              ? `${change.day}, by the calendar`
              : change.madeAt
                ? `${change.madeAt.slice(0, 10)} by ${name(change.madeBy)}${change.seq === null ? '' : `, entry ${change.seq} of the log`}`
                : 'Not yet',
          },
          { key: 'Purpose', value: change.purpose ?? 'Not stated' },
          { key: 'Consequences', value: change.consequences ?? 'Not stated' },
          ...(change.mitigation ? [{ key: 'Effects dealt with', value: change.mitigation }] : []),
          { key: 'Resources', value: change.resources ?? 'Not stated' },
          { key: 'Who answers', value: name(change.responsibleId) },
          {
            key: 'Approved',
            value: change.approvedOn ? `${change.approvedOn} by ${name(change.approvedBy)}` : 'Not yet',
          },
          ...(change.singlePersonReason
            ? [{ key: 'Approved by one person', value: change.singlePersonReason }]
            : []),
          {
            key: 'Review',
            value: change.reviewedOn
              ? `${change.reviewedOn} by ${name(change.reviewedBy)}: ${change.conclusion}`
              : 'Not closed yet',
          },
          ...(change.withdrawnReason
            ? [{ key: 'Withdrawn', value: `${name(change.withdrawnBy)}: ${change.withdrawnReason}` }]
            : []),
        ],
      },
      { kind: 'heading', level: 1, text: 'What it made stale' },
      ...stale(facts),
    ],
  };
}

function stale(facts: NoteFacts): readonly Block[] {
  const total = Object.values(facts.tally).reduce((sum, each) => sum + each, 0);
  if (total === 0) return [{ kind: 'paragraph', text: 'Nothing that anybody had looked at rested on it.' }];
  const counted = (Object.keys(STATES) as Affected['state'][])
    .filter((state) => facts.tally[state] > 0)
    .map((state) => `${facts.tally[state]} ${STATES[state].toLowerCase()}`)
    .join(', ');
  const rows = facts.rows.length > ONE_PAGE ? summed(facts.rows) : facts.rows.map(asRow);
  return [
    { kind: 'paragraph', text: `${total} in all: ${counted}.` },
    {
      kind: 'table',
      title: 'What was to be looked at again',
      columns: [
        { key: 'what', title: 'What', width: 26 },
        { key: 'record', title: 'Record', width: 28 },
        { key: 'owner', title: 'Owner', width: 14 },
        { key: 'state', title: 'What came of it', width: 32 },
      ],
      rows,
    },
  ];
}

function asRow(row: Affected): Record<string, string> {
  const who = [row.by, row.at?.slice(0, 10)].filter(Boolean).join(', ');
  return {
    what: row.what,
    record: [row.ref, row.partShown, row.title].filter(Boolean).join(' '),
    owner: row.owner ?? 'Nobody',
    state: [STATES[row.state], who, row.reason].filter(Boolean).join('. '),
  };
}

/** By kind and owner, when there are too many for one page. */
function summed(rows: readonly Affected[]): readonly Record<string, string>[] {
  return [...Map.groupBy(rows, (row) => `${row.what}\n${row.owner ?? 'Nobody'}`)].map(([key, group]) => {
    const [what, owner] = key.split('\n') as [string, string];
    const states = [...Map.groupBy(group, (row) => row.state)].map(
      ([state, some]) => `${some.length} ${STATES[state].toLowerCase()}`,
    );
    return { what, record: `${group.length} records`, owner, state: states.join(', ') };
  });
}
