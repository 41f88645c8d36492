import { render } from '#documents/render.ts';
import type { DocumentTree } from '#documents/tree.ts';
import { dayBy } from '#documents/words.ts';
import { speaker, t, writtenDay } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { ActionCtx } from '#platform/context.ts';
import type { FileAnswer } from '#platform/operation.ts';
import { actorNames } from '#platform/register/history.ts';
import { readRecord } from '#platform/register/operations.ts';
import { heads, links } from '#platform/view.ts';
import { actionsOf } from './actions.ts';
import { type correctiveAction, nonconformity } from './contract.ts';
import { grades } from './grade.ts';
import { actionLifecycle, nonconformityLifecycle } from './lifecycle.ts';
import type { Part } from './parts.ts';
import { partsNow } from './rounds.ts';
import { causeCategories, managementSystems, sources } from './words.ts';

type Nonconformity = RecordOf<typeof nonconformity>;
type Blocks = DocumentTree['sections'][number][];
type Facts = {
  readonly it: Nonconformity;
  readonly actions: readonly RecordOf<typeof correctiveAction>[];
  readonly parts: readonly Part[];
  readonly linked: readonly { readonly kind: string; readonly title: string }[];
  readonly name: (id: string | null) => string;
  readonly requirement: (ref: string) => string;
};

/** The report of one nonconformity as an auditor reads it: nature, actions and results, round by round (10.2). */
export async function reportFile(
  ctx: ActionCtx,
  input: { readonly id: string; readonly format: 'docx' | 'pdf' | 'html' | 'md' },
): Promise<FileAnswer> {
  const tree = await ctx.scan(async (read) => {
    const it = await readRecord(read, nonconformity, { id: input.id });
    const rows = await read.q
      .selectFrom(links(read).as('l'))
      .innerJoin(heads(read).as('h'), 'h.id', 'l.to_id')
      .innerJoin('record as rec', (join) =>
        join.onRef('rec.id', '=', 'l.to_id').on('rec.org_id', '=', read.org.id),
      )
      .select(['l.kind', 'h.title', 'rec.ref'])
      .where('l.from_id', '=', it.id)
      .orderBy('rec.ref')
      .execute();
    const actions = await actionsOf(read, it);
    const names = await actorNames(read, peopleOf(it, actions));
    return {
      tree: treeOf(
        {
          it,
          actions,
          parts: (await partsNow(read, it)).parts,
          linked: rows.map((row) => ({ kind: row.kind, title: `${row.ref} ${row.title ?? ''}` })),
          name: (id) => (id ? (names.get(id) ?? t('an erased person')) : t('nobody yet')),
          requirement: (ref) => `${ref} ${read.catalog.requirement(ref)?.title ?? ''}`.trim(),
        },
        { organisation: ctx.org.name, now: ctx.now },
      ),
      name: `${it.ref.toLowerCase()}.${input.format}`,
    };
  });
  const drawn = await render(tree.tree, input.format);
  return { body: drawn.bytes, mediaType: drawn.mediaType, name: tree.name };
}

function treeOf(facts: Facts, about: { readonly organisation: string; readonly now: string }): DocumentTree {
  const { it } = facts;
  return {
    title: `${it.ref} ${it.title}`,
    subtitle: t('Nonconformity and corrective action, ISO/IEC 42001:2023, 10.2'),
    organisation: about.organisation,
    register: t('Nonconformities'),
    language: speaker().locale,
    createdAt: about.now,
    version: String(it.version),
    sections: [
      ...nature(facts),
      ...reaction(facts),
      ...cause(facts),
      ...measures(facts),
      ...ending(facts),
      ...pastRounds(facts),
    ],
  };
}

function nature({ it, linked, name, requirement }: Facts): Blocks {
  const concerns = linked.filter((each) => each.kind === 'nc-concerns').map((each) => each.title);
  const from = linked.filter((each) => each.kind === 'nc-found-by').map((each) => each.title);
  return [
    { kind: 'heading', level: 1, text: t('What is wrong') },
    facts([
      [t('State'), t(nonconformityLifecycle.states[it.state].label)],
      [t('Grade'), it.grade ? `${t(grades[it.grade].label)}: ${it.gradeReason ?? ''}` : t('Not graded yet')],
      [t('Graded'), it.gradedOn ? dayBy(it.gradedOn, name(it.gradedBy)) : t('Not yet')],
      [t('Found'), dayBy(it.foundOn, name(it.foundBy))],
      [t('Source'), [t(sources[it.source]), it.sourceNote, ...from].filter(Boolean).join('; ')],
      [t('Requirement'), [...it.requirements.map(requirement), it.ownRequirement].filter(Boolean).join('; ')],
      [t('Management systems'), it.managementSystems.map((each) => t(managementSystems[each])).join('; ')],
      [t('Concerns'), concerns.join('; ')],
      [t('Owner'), name(it.ownerId)],
      [t('Answer due'), it.dueOn ? writtenDay(it.dueOn) : t('No date')],
    ]),
    ...said(t('Statement'), it.description),
    ...said(t('Objective evidence'), it.objectiveEvidence),
  ];
}

function reaction({ it, name }: Facts): Blocks {
  return [
    { kind: 'heading', level: 1, text: t('Reaction, round {n}', { n: it.round }) },
    ...said(
      t('Correction'),
      it.correction && `${writtenDay(it.correctedOn ?? '')}, ${name(it.correctedBy)}: ${it.correction}`,
    ),
    ...said(t('Consequences and what was done about them'), it.consequences),
  ];
}

function cause({ it, name }: Facts): Blocks {
  const looked = it.similarLooked ?? [];
  return [
    { kind: 'heading', level: 1, text: t('Cause') },
    ...(it.whys.length > 0
      ? [
          { kind: 'heading' as const, level: 2 as const, text: t('Why, asked again and again') },
          { kind: 'list' as const, items: it.whys.map((why, i) => `${i + 1}. ${why}`) },
        ]
      : []),
    ...(it.fishbone.length > 0
      ? [
          { kind: 'heading' as const, level: 2 as const, text: t('Possible causes by category') },
          {
            kind: 'list' as const,
            items: it.fishbone.map(
              (bone) => `${t(causeCategories[bone.category])}: ${bone.causes.join('; ')}`,
            ),
          },
        ]
      : []),
    ...said(
      t('Cause chosen'),
      it.cause && `${writtenDay(it.causeOn ?? '')}, ${name(it.causeBy)}: ${it.cause}`,
    ),
    { kind: 'heading', level: 2, text: t('Similar cases') },
    ...(looked.length > 0
      ? [
          {
            kind: 'table' as const,
            title: t('Records looked at'),
            columns: [
              { key: 'record', title: t('Record'), width: 45 },
              { key: 'why', title: t('In common'), width: 40 },
              { key: 'found', title: t('Same fault'), width: 15 },
            ],
            rows: looked.map((each) => ({
              record: `${each.ref} ${each.title}`,
              why: each.why.join('; '),
              found: each.found ? 'yes' : 'no',
            })),
          },
        ]
      : []),
    {
      kind: 'paragraph',
      text: it.similarConclusion
        ? `${writtenDay(it.similarOn ?? '')}, ${name(it.similarBy)}: ${it.similarConclusion}`
        : 'No search is recorded yet.',
    },
  ];
}

function measures({ it, actions, name }: Facts): Blocks {
  return [
    { kind: 'heading', level: 1, text: t('Corrective action') },
    ...(it.actionNeeded === false
      ? [{ kind: 'paragraph' as const, text: `None is needed: ${it.noActionReason ?? ''}` }]
      : []),
    ...(actions.length > 0
      ? [
          {
            kind: 'table' as const,
            title: t('Corrective actions of this round'),
            columns: [
              { key: 'what', title: t('What'), width: 34 },
              { key: 'owner', title: t('Owner'), width: 16 },
              { key: 'due', title: t('By'), width: 12 },
              { key: 'state', title: t('State'), width: 12 },
              { key: 'outcome', title: t('Outcome'), width: 26 },
            ],
            rows: actions.map((each) => ({
              what: [`${each.ref} ${each.title}`, each.resources && `Resources: ${each.resources}`]
                .filter(Boolean)
                .join('\n'),
              owner: name(each.ownerId),
              due: each.dueOn ?? '',
              state: t(actionLifecycle.states[each.state].label),
              outcome: [each.doneOn, each.outcome].filter(Boolean).join(' '),
            })),
          },
        ]
      : []),
    facts([
      [t('How the effect is judged'), it.effectMethod ?? t('Not chosen yet')],
      [t('Criterion'), it.effectCriterion ?? ''],
      [t('On'), it.effectDueOn ?? ''],
      [t('By'), it.effectJudgeId ? name(it.effectJudgeId) : ''],
      [t('Chosen'), it.effectChosenOn ? dayBy(it.effectChosenOn, name(it.effectChosenBy)) : ''],
      [
        t('Plan approved'),
        it.planApprovedOn ? dayBy(it.planApprovedOn, name(it.planApprovedBy)) : t('Not yet'),
      ],
      ...(it.planSingleReason ? ([[t('Approved by one person'), it.planSingleReason]] as const) : []),
      [
        t('Judgement'),
        it.effectResult
          ? `${writtenDay(it.effectJudgedOn ?? '')}, ${name(it.effectJudgedBy)}: ${it.effectResult}. ${it.effectFinding ?? ''}`
          : t('Not yet'),
      ],
    ]),
  ];
}

function ending({ it, linked, name, parts }: Facts): Blocks {
  const of = (kind: string) =>
    linked
      .filter((each) => each.kind === kind)
      .map((each) => each.title)
      .join('; ');
  const missing = parts.flatMap((each) => (each.missing ? [`${each.title}: ${each.missing}`] : []));
  const decisions = {
    undecided: t('Not decided yet'),
    updated: t('Updated'),
    'not-needed': t('Nothing to change'),
  };
  return [
    { kind: 'heading', level: 1, text: t('What changed because of it') },
    facts([
      [t('Risks'), [decisions[it.risksDecision], of('nc-risk'), it.risksNote].filter(Boolean).join(': ')],
      [
        t('Management system'),
        [decisions[it.changesDecision], of('nc-changed'), it.changesNote].filter(Boolean).join(': '),
      ],
      [
        t('Closed'),
        it.closedOn && it.state === 'closed' ? dayBy(it.closedOn, name(it.closedBy)) : t('Not closed'),
      ],
      ...(it.closeSingleReason ? ([[t('Closed by one person'), it.closeSingleReason]] as const) : []),
      ...(it.dismissedReason ? ([[t('Not a nonconformity because'), it.dismissedReason]] as const) : []),
    ]),
    ...(missing.length > 0 && it.state !== 'dismissed'
      ? [
          { kind: 'heading' as const, level: 2 as const, text: t('Parts of 10.2 that are not there yet') },
          { kind: 'list' as const, items: missing },
        ]
      : []),
  ];
}

function pastRounds({ it, name }: Facts): Blocks {
  return (it.pastRounds ?? []).flatMap(
    (round): Blocks => [
      { kind: 'heading', level: 1, text: t('Round {n}, as it was', { n: round.round }) },
      facts([
        [t('Correction'), round.correction ?? ''],
        [t('Why'), round.whys.map((why, i) => `${i + 1}. ${why}`).join('\n')],
        [t('Cause'), round.cause ?? ''],
        [t('Similar cases'), round.similarConclusion ?? ''],
        [
          t('Actions'),
          round.actions
            .map((each) => `${each.ref} ${each.title}, ${name(each.ownerId)}: ${each.outcome ?? each.state}`)
            .join('\n'),
        ],
        [t('Method and criterion'), [round.method, round.criterion].filter(Boolean).join('; ')],
        [
          t('Judgement'),
          round.result
            ? `${writtenDay(round.judgedOn ?? '')}, ${name(round.judgedBy)}: ${round.result}. ${round.finding ?? ''}`
            : '',
        ],
        [t('It went on because'), round.endedBecause ?? ''],
      ]),
    ],
  );
}

function facts(entries: readonly (readonly [key: string, value: string])[]): Blocks[number] {
  return { kind: 'keyValues', entries: entries.map(([key, value]) => ({ key, value })) };
}

function said(title: string, text: string | null): Blocks {
  return [
    { kind: 'heading', level: 2, text: title },
    { kind: 'paragraph', text: text || t('Nothing is recorded yet.') },
  ];
}

function peopleOf(it: Nonconformity, actions: Facts['actions']): readonly string[] {
  const past = (it.pastRounds ?? []).flatMap((round) => [
    round.judgedBy,
    ...round.actions.map((each) => each.ownerId),
  ]);
  return [
    it.foundBy,
    it.ownerId,
    it.gradedBy,
    it.correctedBy,
    it.causeBy,
    it.similarBy,
    it.effectJudgeId,
    it.effectChosenBy,
    it.planApprovedBy,
    it.effectJudgedBy,
    it.closedBy,
    ...actions.map((each) => each.ownerId),
    ...past,
  ].filter((each): each is string => typeof each === 'string');
}
