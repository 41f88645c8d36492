import { msg, t } from '#kernel/language.ts';
import { stageTitles } from '#modules/system/contract.ts';
import { fromCard, fromRecord, fromSystem, type Part, type Sources } from './sources.ts';

/** How one point of an annex is filled from the records. */
export type Filler = {
  readonly parts: (sources: Sources) => readonly Part[];
  /** What the point asks for apart from each other: with one of them empty it is filled in part only. */
  readonly each?: Readonly<Record<string, (sources: Sources) => readonly Part[]>>;
  /** Where what is missing is written down. */
  readonly fix: { readonly text: string; readonly href: (sources: Sources) => string };
};

const recordFix = (kind: string, text: string): Filler['fix'] => ({
  text,
  href: ({ system }) => `/lifecycle-records?begin=yes&systemId=${system.id}&kind=${kind}`,
});
const DESIGN = recordFix('design', msg('Approve a record of the design that says it'));
const VERIFICATION = recordFix('verification', msg('Approve a verification and validation that says it'));
const OPERATION = recordFix('operation', msg('Approve a plan for operation and monitoring'));
const SYSTEM: Filler['fix'] = {
  text: msg('Write it on the AI system'),
  href: ({ system }) => `/systems/${system.id}`,
};
const CARD: Filler['fix'] = {
  text: msg('Write it on the system card'),
  href: ({ system, card }) => (card ? `/cards/${card.id}` : `/cards?begin=yes&systemId=${system.id}`),
};
const RESOURCES: Filler['fix'] = {
  text: msg('Add the resources of the AI system'),
  href: ({ system }) => `/resources?begin=yes&systemId=${system.id}`,
};
const DATA: Filler['fix'] = {
  text: msg('Link the data of the AI system and describe them'),
  href: ({ system }) => `/systems/${system.id}`,
};
const design =
  (...fields: string[]): Filler['parts'] =>
  (sources) =>
    fromRecord(sources, 'design', fields);
const purpose: Filler['parts'] = (sources) =>
  fromSystem(sources, { purpose: msg('Purpose'), intendedUse: msg('Intended use') });

const identity: Filler['parts'] = ({ system }) => [
  { label: t('Name and reference'), text: `${system.name}, ${system.ref}`, href: `/systems/${system.id}` },
];
const status: Filler['parts'] = ({ system }) =>
  system.stage
    ? [{ label: t('Stage'), text: t(stageTitles[system.stage]), href: `/systems/${system.id}/gates` }]
    : [];

/** The conditions of Article 6(3), by the question of the classification that asks for each. */
const CONDITIONS = {
  'f-a': msg('Article 6(3)(a): a narrow procedural task'),
  'f-b': msg('Article 6(3)(b): improves the result of finished human work'),
  'f-c': msg('Article 6(3)(c): detects patterns in past decisions, which people review'),
  'f-d': msg('Article 6(3)(d): prepares an assessment'),
} as const;

/** Only while the classification says that one of them takes the system out of the high-risk class. */
const conditions: Filler['parts'] = ({ system }) =>
  system.euOutcomes.includes('annex-iii-exempt')
    ? Object.entries(CONDITIONS)
        .filter(([question]) => system.euInput?.answers[question] === 'yes')
        .map(([, text]) => ({
          label: t('Condition ({ref})', { ref: system.ref }),
          text: t(text),
          href: `/systems/${system.id}/classification`,
        }))
    : [];

function needs(kind: 'tool' | 'computing'): Filler['parts'] {
  return ({ resources }) =>
    resources
      .filter((each) => each.kind === kind)
      .map((each) => ({
        label: `${each.name} (${each.ref})`,
        text:
          [
            each.versionText && t('Version {version}', { version: each.versionText }),
            each.provider,
            each.amount,
            each.location,
            each.purpose,
          ]
            .filter(Boolean)
            .join('; ') || t('Named only'),
        href: `/resources/${each.id}`,
      }));
}

const data: Filler['parts'] = ({ datasets }) =>
  datasets.map((each) => ({
    label: `${each.name} (${each.ref})`,
    text: [
      each.description,
      each.source && t('Origin: {text}', { text: each.source }),
      each.acquisition && t('Obtained: {text}', { text: each.acquisition }),
      each.selection && t('Chosen: {text}', { text: each.selection }),
      each.labelGuidelines && t('Labelled: {text}', { text: each.labelGuidelines }),
      ...(each.preparation ?? []).map((step) =>
        t('Prepared: {text}', { text: [step.step, step.why && `(${step.why})`].filter(Boolean).join(' ') }),
      ),
      each.bias && t('Bias: {text}', { text: each.bias }),
    ]
      .filter(Boolean)
      .join('\n'),
    href: `/datasets/${each.id}`,
  }));

const provider: Filler['parts'] = ({ system, organisation, parts }) => {
  if (system.actRoles.includes('provider'))
    return [{ label: t('Provider'), text: organisation, href: `/systems/${system.id}` }];
  return parts
    .filter((each) => each.kind === 'Supplier')
    .map((each) => ({ label: t('Supplier'), text: each.title, href: `/suppliers/${each.id}` }));
};
const models: Filler['parts'] = ({ parts }) =>
  parts
    .filter((each) => each.kind === 'Model')
    .map((each) => ({ label: t('Model'), text: `${each.title} (${each.ref})`, href: `/models/${each.id}` }));

const assessments: Filler = {
  parts: (sources) =>
    sources.assessments.map((each) => ({
      label: each.ref,
      text: `${each.title}${each.state ? `: ${each.state}` : ''}`,
      href: `/impacts/${each.id}`,
    })),
  fix: { text: msg('Assess the impact of the AI system'), href: () => '/impacts' },
};

/** By point of an annex. What is not here is held by no register: the document says so and leaves it open. */
export const fillers: Readonly<Record<string, Filler>> = {
  'annex-iv 1(a)': {
    parts: (sources) => [...purpose(sources), ...provider(sources), ...models(sources)],
    each: {
      [msg('the purpose')]: purpose,
      [msg('the provider')]: provider,
      [msg('the version, by its models')]: models,
    },
    fix: SYSTEM,
  },
  'annex-iv 1(b)': { parts: design('architecture'), fix: DESIGN },
  'annex-iv 1(c)': { parts: needs('tool'), fix: RESOURCES },
  'annex-iv 1(e)': { parts: needs('computing'), fix: RESOURCES },
  'annex-iv 1(h)': {
    parts: (sources) =>
      fromCard(sources, {
        intendedUse: msg('What it is meant for'),
        notFor: msg('What it is not meant for'),
        limits: msg('Limits'),
        oversight: msg('Oversight'),
        contact: msg('Whom to ask'),
      }),
    fix: CARD,
  },
  'annex-iv 2(a)': { parts: (sources) => [...design('approach')(sources), ...models(sources)], fix: DESIGN },
  'annex-iv 2(b)': {
    parts: (sources) => [
      ...design('approach', 'optimisedFor', 'alternatives')(sources),
      ...fromRecord(sources, 'requirements', ['rationale', 'requirements', 'limits']),
    ],
    each: {
      [msg('the logic and method')]: design('approach'),
      [msg('what it is optimised for')]: design('optimisedFor'),
      [msg('the output that is required')]: (sources) =>
        fromRecord(sources, 'requirements', ['requirements']),
    },
    fix: DESIGN,
  },
  'annex-iv 2(c)': {
    parts: (sources) => [...design('architecture')(sources), ...needs('computing')(sources)],
    each: { [msg('the architecture')]: design('architecture'), [msg('the computing')]: needs('computing') },
    fix: DESIGN,
  },
  'annex-iv 2(d)': {
    parts: (sources) => [
      ...fromRecord(sources, 'data', ['sets', 'separation', 'fit', 'bias']),
      ...data(sources),
    ],
    each: {
      [msg('the data of the system')]: (sources) => fromRecord(sources, 'data', ['sets']),
      [msg('the data sets')]: data,
    },
    fix: DATA,
  },
  'annex-iv 2(e)': {
    parts: (sources) => [
      ...design('oversight')(sources),
      ...(sources.card?.measures ?? []).map((each) => ({
        label: t('Measure of explanation: {id}, {state}', { id: each.id, state: each.state }),
        text: each.how,
        href: `/cards/${sources.card!.id}`,
      })),
    ],
    fix: DESIGN,
  },
  'annex-iv 2(f)': { parts: design('foreseenChanges'), fix: DESIGN },
  'annex-iv 2(g)': {
    parts: (sources) =>
      fromRecord(sources, 'verification', [
        'method',
        'testData',
        'criteria',
        'testedOn',
        'deviations',
        'conclusion',
      ]),
    each: {
      [msg('the procedures')]: (sources) => fromRecord(sources, 'verification', ['method']),
      [msg('the test data')]: (sources) => fromRecord(sources, 'verification', ['testData']),
      [msg('results by metric')]: (sources) => fromRecord(sources, 'verification', ['criteria']),
    },
    fix: VERIFICATION,
  },
  'annex-iv 2(h)': { parts: design('threats'), fix: DESIGN },
  'annex-iv 3': {
    parts: (sources) => [
      ...fromCard(sources, {
        capabilities: msg('Capabilities'),
        limits: msg('Limits'),
        performance: msg('Accuracy, for whom'),
        oversight: msg('Oversight'),
      }),
      ...fromRecord(sources, 'data', ['inputs']),
    ],
    each: {
      [msg('capabilities')]: (sources) => fromCard(sources, { capabilities: '' }),
      [msg('limits')]: (sources) => fromCard(sources, { limits: '' }),
      [msg('accuracy for groups')]: (sources) => fromCard(sources, { performance: '' }),
      [msg('oversight')]: (sources) => fromCard(sources, { oversight: '' }),
      'what input must be like': (sources) => fromRecord(sources, 'data', ['inputs']),
    },
    fix: CARD,
  },
  'annex-iv 4': { parts: (sources) => fromRecord(sources, 'verification', ['metrics']), fix: VERIFICATION },
  'annex-iv 5': {
    parts: (sources) =>
      sources.risks.map((each) => ({
        label: each.ref,
        text: `${each.title}${each.state ? `: ${each.state}` : ''}`,
        href: `/risks/${each.id}`,
      })),
    fix: { text: msg('Assess the risks of the AI system'), href: () => '/risks' },
  },
  'annex-iv 6': {
    parts: (sources) =>
      sources.changes.map((each) => ({
        label: each.ref,
        text: `${each.title}${each.state ? `: ${each.state}` : ''}`,
        href: null,
      })),
    fix: {
      text: msg('A change of the AI system is recognised when its record changes, or announced beforehand'),
      href: ({ system }) => `/systems/${system.id}`,
    },
  },
  'annex-iv 9': {
    parts: (sources) => fromRecord(sources, 'operation', ['watched', 'repair', 'updates']),
    fix: OPERATION,
  },
  'annex-viii-a A.1': { parts: provider, fix: SYSTEM },
  'annex-viii-a A.4': { parts: identity, fix: SYSTEM },
  'annex-viii-a A.5': { parts: purpose, fix: SYSTEM },
  'annex-viii-a A.6': {
    parts: (sources) => [
      ...fromCard(sources, { summary: msg('What it does'), dataUsed: msg('Data') }),
      ...design('approach')(sources),
    ],
    each: {
      [msg('the data')]: (sources) => fromCard(sources, { dataUsed: '' }),
      [msg('how it works')]: (sources) => [
        ...fromCard(sources, { summary: '' }),
        ...design('approach')(sources),
      ],
    },
    fix: CARD,
  },
  'annex-viii-a A.7': { parts: status, fix: SYSTEM },
  'annex-viii-a A.12': {
    parts: (sources) =>
      fromCard(sources, {
        intendedUse: msg('What it is meant for'),
        oversight: msg('Oversight'),
        limits: msg('Limits'),
      }),
    fix: CARD,
  },
  'annex-viii-b B.1': { parts: provider, fix: SYSTEM },
  'annex-viii-b B.4': { parts: identity, fix: SYSTEM },
  'annex-viii-b B.5': { parts: purpose, fix: SYSTEM },
  'annex-viii-b B.6': {
    parts: conditions,
    fix: {
      text: msg('Answer the questions on Article 6(3) and confirm the classification'),
      href: ({ system }) => `/systems/${system.id}/classification`,
    },
  },
  'annex-viii-b B.8': { parts: status, fix: SYSTEM },
  'annex-viii-c C.1': {
    parts: ({ organisation, system }) =>
      system.actRoles.includes('deployer')
        ? [{ label: t('Deployer'), text: organisation, href: `/systems/${system.id}` }]
        : [],
    fix: SYSTEM,
  },
  'annex-viii-c C.4': assessments,
  'annex-viii-c C.5': assessments,
};
