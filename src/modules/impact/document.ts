import type { Block, DocumentTree, Table } from '#documents/tree.ts';
import { msg, speaker, t, writtenDay } from '#kernel/language.ts';
import type { Impact } from './content.ts';
import { impactLifecycle } from './lifecycle.ts';
import { documentIn, entryWords, type Frozen } from './snapshot.ts';

export type DocumentKind = 'aisia' | 'dpia' | 'fria' | 'summary';

export type Print = {
  readonly organisation: string;
  readonly now: string;
  readonly nameOf: (id: string | null) => string;
  /** Titles of categories by id. */
  readonly categories: ReadonlyMap<string, string>;
  readonly sourceName: (ref: string) => string;
  readonly questionText: (id: string) => string;
  /** The eight topics of ISO/IEC 42005 as reported, for the comparison of lists. */
  readonly iso42005: readonly string[];
};

const TITLES: Readonly<Record<DocumentKind, string>> = {
  aisia: msg('AI system impact assessment'),
  dpia: msg('Data protection impact assessment'),
  fria: msg('Fundamental rights impact assessment'),
  summary: msg('What this AI system means for people'),
};
const LAWS: Readonly<Record<DocumentKind, string>> = {
  aisia: msg('ISO/IEC 42001:2023, 6.1.4, 8.4 and A.5'),
  dpia: msg('GDPR, Article 35'),
  fria: msg('EU AI Act, Article 27'),
  summary: msg('A summary for the public'),
};
const DECISIONS = {
  go: msg('Go'),
  'go-with-conditions': msg('Go, with conditions'),
  stop: msg('Stop'),
} as const;
const PARTIES: Readonly<Record<string, string>> = {
  individuals: msg('Individuals'),
  groups: msg('Groups'),
  societies: msg('Societies'),
};

/** One of the documents of an assessment. Every answer stands under the element that it covers; gaps are said. */
export function impactDocument(
  version: Impact,
  frozen: Frozen,
  as: { readonly kind: DocumentKind; readonly print: Print },
): DocumentTree {
  const { kind, print } = as;
  const sections = kind === 'summary' ? summary(version, frozen, print) : full(version, frozen, as);
  return {
    title: `${t(TITLES[kind])}: ${version.title}`,
    subtitle: [
      t(LAWS[kind]),
      t('version {number}', { number: version.number }),
      t(impactLifecycle.states[version.state].label),
    ].join(' · '),
    organisation: print.organisation,
    register: t('Impact assessments'),
    language: speaker().locale,
    version: String(version.number),
    createdAt: print.now,
    ...(version.checkpoint !== null && kind !== 'summary' && { checkpoint: version.checkpoint }),
    sections,
  };
}

function full(
  version: Impact,
  frozen: Frozen,
  { kind, print }: { readonly kind: DocumentKind; readonly print: Print },
): Block[] {
  const coverage = documentIn(frozen, kind);
  const open = coverage.elements.filter((each) => each.status === 'open').length;
  return [
    { kind: 'keyValues', entries: headOf(version, frozen, print) },
    {
      kind: 'paragraph',
      text:
        open === 0
          ? t('Every element that applies is covered by typed answers.')
          : t('{open} of {of} elements are still open; they are marked.', {
              open,
              of: coverage.elements.length,
            }),
    },
    ...coverage.elements.flatMap((element): Block[] => [
      {
        kind: 'heading',
        level: 1,
        text: element.status === 'open' ? t('{text} (open)', { text: element.text }) : element.text,
      },
      { kind: 'paragraph', text: element.source.map(print.sourceName).join(' · ') },
      ...(element.status === 'not-applicable'
        ? [{ kind: 'paragraph' as const, text: t('Does not apply here.') }]
        : [
            {
              kind: 'keyValues' as const,
              entries: element.questions.map((id) => answerEntry(id, version, frozen, print)),
            },
          ]),
    ]),
    ...impactTables(frozen, print),
    ...headed(frozen.consultations.length > 0 ? [consultationTable(frozen)] : []),
    ...headed(frozen.indicators.length > 0 ? [indicatorTable(frozen, print)] : []),
    ...(kind === 'aisia' ? otherLists(frozen, print) : []),
  ];
}

function headOf(version: Impact, frozen: Frozen, { nameOf }: Print) {
  const decided = version.decision
    ? `${t('{decision}, by {name} on {day}.', {
        decision: t(DECISIONS[version.decision]),
        name: nameOf(version.approvedBy),
        day: writtenDay(version.approvedOn ?? ''),
      })} ${version.decisionReason ?? ''}`
    : t('Not decided yet');
  return [
    {
      key: t('AI system'),
      value: t('{ref} {name}, record version {version}', frozen.system),
    },
    { key: t('Owner'), value: nameOf(frozen.system.ownerId) },
    { key: t('Purpose'), value: frozen.purpose ?? t('Not said') },
    { key: t('Intended use'), value: frozen.intendedUse ?? t('Not said') },
    { key: t('Depth'), value: frozen.depth === 'light' ? t('Light') : t('Full') },
    ...(version.because ? [{ key: t('Begun because'), value: version.because }] : []),
    {
      key: t('Handed in'),
      value: version.submittedOn
        ? `${nameOf(version.submittedBy)}, ${writtenDay(version.submittedOn)}`
        : t('Not yet'),
    },
    { key: t('Decision'), value: decided },
    ...(version.approvalGround
      ? [{ key: t('Authority of the approver'), value: version.approvalGround }]
      : []),
    ...(version.singlePersonReason
      ? [{ key: t('Approved by one person'), value: version.singlePersonReason }]
      : []),
    { key: t('Next review'), value: version.reviewOn ? writtenDay(version.reviewOn) : t('Not set') },
    ...(version.supersededOn ? [{ key: t('Replaced'), value: writtenDay(version.supersededOn) }] : []),
  ];
}

const FROM_REGISTERS: Readonly<Record<string, string>> = {
  'q-system': msg('See the head of this document.'),
  'q-individual-harm': msg('See the table of impacts.'),
  'q-measures': msg('See the measures in the table of impacts.'),
  'q-benefits': msg('See the table of impacts.'),
  'q-risk-link': msg('See the risks in the table of impacts.'),
  'q-consulted': msg('See the consultation log.'),
};

function answerEntry(id: string, version: Impact, frozen: Frozen, { nameOf, questionText }: Print) {
  const answer = frozen.answers.find((each) => each.questionId === id);
  const key = answer?.question ?? questionText(id);
  if (answer) return { key, value: `${answer.words}\n(${nameOf(answer.by)}, ${writtenDay(answer.on)})` };
  if (id === 'q-decision' && version.decision) return { key, value: t('See the head of this document.') };
  if (id === 'q-fria-due') return { key, value: `${frozen.fria.due}. ${frozen.fria.why}` };
  return { key, value: t(FROM_REGISTERS[id] ?? msg('Not answered yet.')) };
}

function impactTables(frozen: Frozen, { categories, nameOf }: Print): Block[] {
  const found = frozen.entries.filter((each) => !each.kind.startsWith('no-'));
  const none = frozen.entries.filter((each) => each.kind.startsWith('no-'));
  const reasons = Map.groupBy(none, (each) => `${each.category}\n${each.kind}\n${each.description}`);
  return headed([
    {
      kind: 'table',
      title: t('Impacts by category and party'),
      columns: [
        { key: 'category', title: t('Category'), width: 16 },
        { key: 'impact', title: t('Impact'), width: 38 },
        { key: 'measures', title: t('Measures and risks'), width: 26 },
        { key: 'remains', title: t('Remains'), width: 20 },
      ],
      rows: found.map((each) => ({
        category: `${categories.get(each.category) ?? each.category}\n${t(PARTIES[each.party] ?? each.party)}`,
        impact: entryWords({ ...each, measures: [] }),
        measures: [...each.measures, ...each.risks].join('\n'),
        remains:
          each.kind === 'positive'
            ? ''
            : [
                String(each.residualLevel ?? each.level ?? t('not rated')),
                each.acceptedBy &&
                  t('accepted by {name} on {day}: {reason}', {
                    name: nameOf(each.acceptedBy),
                    day: writtenDay(each.acceptedOn ?? ''),
                    reason: each.acceptedReason,
                  }),
              ]
                .filter(Boolean)
                .join(', '),
      })),
    },
    {
      kind: 'table',
      title: t('Where there is none, and why'),
      columns: [
        { key: 'category', title: t('Category'), width: 24 },
        { key: 'who', title: t('For'), width: 26 },
        { key: 'why', title: t('Why'), width: 50 },
      ],
      rows: [...reasons.values()].map((rows) => ({
        category: categories.get(rows[0]!.category) ?? rows[0]!.category,
        who: `${rows.map((each) => t(PARTIES[each.party] ?? each.party)).join(', ')}: ${rows[0]!.kind === 'no-negative' ? t('no harm') : t('nothing good')}`,
        why: rows[0]!.description ?? '',
      })),
    },
  ]);
}

/** Tables under a heading of their own, those with nothing in them left out. */
function headed(tables: readonly Table[]): Block[] {
  return tables
    .filter((each) => each.rows.length > 0)
    .flatMap((each) => [{ kind: 'heading' as const, level: 1 as const, text: each.title }, each]);
}

function consultationTable(frozen: Frozen): Table {
  return {
    kind: 'table',
    title: t('Consultation log'),
    columns: [
      { key: 'who', title: t('Who was asked'), width: 24 },
      { key: 'said', title: t('What they said'), width: 44 },
      { key: 'changed', title: t('What changed'), width: 32 },
    ],
    rows: frozen.consultations.map((each) => ({
      who: [each.who, each.how, each.on && writtenDay(each.on)].filter(Boolean).join('\n'),
      said: each.said ?? '',
      changed: each.changed ?? '',
    })),
  };
}

function indicatorTable(frozen: Frozen, { nameOf }: Print): Table {
  return {
    kind: 'table',
    title: t('Watch for emerging impacts'),
    columns: [
      { key: 'what', title: t('What is watched'), width: 40 },
      { key: 'threshold', title: t('Threshold'), width: 30 },
      { key: 'who', title: t('Who looks'), width: 30 },
    ],
    rows: frozen.indicators.map((each) => ({
      what: each.title,
      threshold: each.threshold ?? '',
      who: t('{name}, every {days, plural, one {day} other {# days}}', {
        name: nameOf(each.watcherId),
        days: each.everyDays,
      }),
    })),
  };
}

/** The eight categories are those of the product; the standards list others, and both are shown. */
function otherLists(frozen: Frozen, print: Print): Block[] {
  const words = (id: string) =>
    frozen.answers.find((each) => each.questionId === id)?.words ?? t('Not answered yet.');
  return [
    { kind: 'heading', level: 1, text: t('The same by the lists of the standards') },
    {
      kind: 'keyValues',
      entries: [
        { key: t('Topics of the guidance to A.5.4'), value: words('q-topics') },
        { key: t('Topics of the guidance to A.5.5'), value: words('q-societal') },
        { key: t('Topics of ISO/IEC 42005 (as reported)'), value: print.iso42005.join(', ') },
      ],
    },
  ];
}

/** One page for the public: nothing that names a person inside, no ratings of single groups, no internal references. */
function summary(version: Impact, frozen: Frozen, { categories, organisation }: Print): Block[] {
  const lines = (kind: string) =>
    frozen.entries
      .filter((each) => each.kind === kind)
      .map((each) => `${categories.get(each.category) ?? each.category}: ${each.description ?? ''}`);
  const part = (text: string, value: string | null): Block[] =>
    value
      ? [
          { kind: 'heading', level: 1, text },
          { kind: 'paragraph', text: value },
        ]
      : [];
  const list = (text: string, items: readonly string[]): Block[] =>
    items.length > 0
      ? [
          { kind: 'heading', level: 1, text },
          { kind: 'list', items },
        ]
      : [];
  return [
    {
      kind: 'paragraph',
      text: version.approvedOn
        ? t(
            '{organisation} has assessed what {title} does to people, groups and society; the assessment was approved on {day}.',
            { organisation, title: version.title, day: writtenDay(version.approvedOn) },
          )
        : t('{organisation} has assessed what {title} does to people, groups and society.', {
            organisation,
            title: version.title,
          }),
    },
    ...part(t('What it is for'), frozen.purpose),
    ...part(t('How it is used'), frozen.intendedUse),
    ...list(t('What is good about it'), lines('positive')),
    ...list(t('What can go wrong'), lines('negative')),
    ...publicAnswers(frozen).flatMap((each) => part(t(each.title), each.words)),
    ...part(
      t('When it is assessed again'),
      version.reviewOn &&
        t('By {day}, and earlier when something important changes.', { day: writtenDay(version.reviewOn) }),
    ),
  ];
}

/** The answers that the public is told, under plain titles. */
function publicAnswers(frozen: Frozen): readonly { readonly title: string; readonly words: string }[] {
  const titles: Readonly<Record<string, string>> = {
    'q-groups': msg('Who is affected'),
    'q-oversight': msg('Who watches over it'),
    'q-if-happens': msg('What happens when harm occurs'),
    'q-complaints': msg('How to complain or object'),
  };
  return Object.entries(titles).flatMap(([id, title]) => {
    const answer = frozen.answers.find((each) => each.questionId === id);
    return answer ? [{ title, words: answer.words }] : [];
  });
}

/** The same, for machines. */
export function impactJson(
  version: Impact,
  frozen: Frozen,
  as: { readonly kind: DocumentKind; readonly print: Print },
) {
  const { kind, print } = as;
  const head = {
    document: TITLES[kind],
    law: LAWS[kind],
    organisation: print.organisation,
    ref: version.ref,
    version: version.number,
    state: version.state,
    system: { ref: frozen.system.ref, name: frozen.system.name, recordVersion: frozen.system.version },
    purpose: frozen.purpose,
    intendedUse: frozen.intendedUse,
    approvedOn: version.approvedOn,
    reviewOn: version.reviewOn,
  };
  if (kind === 'summary') {
    const harm = frozen.entries.filter((each) => each.kind === 'negative');
    const good = frozen.entries.filter((each) => each.kind === 'positive');
    const brief = (each: Frozen['entries'][number]) => ({
      category: each.category,
      party: each.party,
      what: each.description,
    });
    return { ...head, good: good.map(brief), harm: harm.map(brief), answers: publicAnswers(frozen) };
  }
  return {
    ...head,
    decision: version.decision,
    decisionReason: version.decisionReason,
    approvedBy: print.nameOf(version.approvedBy),
    singlePersonReason: version.singlePersonReason,
    checkpoint: version.checkpoint,
    elements: documentIn(frozen, kind).elements.map((each) => ({
      id: each.id,
      text: each.text,
      source: each.source,
      status: each.status,
      missing: each.missing,
      answers: frozen.answers
        .filter((one) => each.questions.includes(one.questionId))
        .map(({ questionId, question, words, on }) => ({ questionId, question, answer: words, on })),
    })),
    impacts: frozen.entries.map(({ acceptedBy, ...each }) => ({
      ...each,
      acceptedBy: acceptedBy && print.nameOf(acceptedBy),
    })),
    consultations: frozen.consultations,
    indicators: frozen.indicators.map(({ watcherId, ...each }) => ({
      ...each,
      watcher: print.nameOf(watcherId),
    })),
  };
}
