import type { FieldsOf } from '#kernel/record.ts';
import type { impactEntry } from '#modules/impact/contract.ts';

type Entry = FieldsOf<typeof impactEntry>;
export type DemoImpact = Pick<Entry, 'category' | 'party' | 'kind' | 'who' | 'description'> &
  Partial<Entry> & {
    /** Annex A ids of the controls that answer it. */
    readonly controls?: readonly string[];
    /** Feeds the risk register under this title. */
    readonly risk?: string;
    readonly accept?: string;
  };

const topics = (list: readonly string[], yes: Readonly<Record<string, string>>) => ({
  topics: Object.fromEntries(
    list.map((topic) => [topic, { effect: yes[topic] ? 'yes' : 'no', note: yes[topic] ?? null }]),
  ),
});
const A54 = [
  'fairness',
  'accountability',
  'transparency',
  'security',
  'privacy',
  'safety and health',
  'finances',
  'accessibility',
  'human rights',
];
const A55 = ['environment', 'economy', 'institutions and democracy', 'public health and safety', 'culture'];
const RIGHTS = [
  'notice',
  'access',
  'correction',
  'erasure',
  'restriction',
  'portability',
  'objection',
  'human review',
];

/** The interview on the ranking of applicants: personal data, a DPIA and a FRIA are due. */
export const rankingAnswers: Readonly<Record<string, object>> = {
  'q-stage': { option: 'new system' },
  'q-purpose': {
    text: 'Puts applications for care jobs in an order, so that recruiters read the fitting ones first.',
  },
  'q-functions': {
    text: 'Reads certificates, experience and shifts wished for; a model of our own gives a score; recruiters see an order, never the score. People decide on each application.',
  },
  'q-misuse': {
    items: ['Rejecting everybody below a place without reading', 'Ranking staff for dismissals'],
  },
  'q-context': {
    text: 'Recruiting office of four people in Hamburg; about 40 wards. Applicants depend on us, and few know that software orders their papers.',
  },
  'q-jurisdictions': {
    items: ['Germany: equal treatment, works constitution, data protection', 'EU: AI Act, GDPR'],
  },
  'q-process': {
    text: 'After an advertisement closes: papers are read in, ordered, read by a recruiter from the top, every rejection by a second reader.',
  },
  'q-period': { from: '2026-03-01', length: 'until the contract of the model ends' },
  'q-frequency': { number: 1800, unit: 'applications a year' },
  'q-groups': { items: ['Applicants', 'Recruiters, whose work it orders', 'Teams that wait for colleagues'] },
  'q-vulnerable': {
    items: ['People with a gap in their working life', 'People whose certificates come from abroad'],
  },
  'q-numbers': { number: 1800 },
  'q-topics': topics(A54, {
    fairness: 'Order can differ between groups',
    transparency: 'Applicants are told in the advertisement',
    privacy: 'Papers hold health and family facts',
    'human rights': 'Access to work',
  }),
  'q-rights': {
    options: ['non-discrimination', 'privacy and data protection', 'work and social protection'],
  },
  'q-societal': topics(A55, { economy: 'Access of returners to the labour market' }),
  'q-failures': {
    items: [
      'A certificate is not recognised: the application falls behind',
      'The reader follows the order blindly',
    ],
  },
  'q-role': { option: 'both' },
  'q-provider-info': {
    text: 'We build it ourselves; the test report says where it is weak: certificates from abroad.',
    refs: [],
  },
  'q-oversight': {
    text: 'Two trained recruiters; the second reads every rejection and can stop the ordering for an advertisement.',
  },
  'q-oversight-instructions': {
    text: 'The instructions for use ask for a second reader and a stop; both are in the handbook.',
  },
  'q-if-happens': {
    text: 'The order of the advertisement is withdrawn, all papers are read anew, applicants who were rejected are asked again.',
  },
  'q-governance': {
    text: 'Recruiting decides day by day; the governance officer can stop it; the board hears of each stop.',
  },
  'q-complaints': {
    text: 'Applicants write to fair@nordlicht.example and get an answer by a person within two weeks.',
  },
  'q-residual': {
    level: 4,
    reason:
      'Lost chances remain grave for the one concerned; with second reader and tests they are unlikely.',
  },
  'q-sharing': { text: 'Works council in full; applicants by the public summary.' },
  'q-retention': { length: 'Ten years after it is switched off' },
  'q-review': {
    date: '2027-11-01',
    triggers: ['Another base model', 'A group falls more than 5 points behind'],
  },
  'q-personal-data': { option: 'yes' },
  'q-dpia-screening': {
    option: 'due',
    reason: 'Systematic evaluation of people with strong effect (Art. 35(3)(a)).',
  },
  'q-controller': { text: 'Nordlicht Care is controller; no processor. Officer: privacy@nordlicht.example' },
  'q-operations': {
    parts: {
      operations: 'Reading in, scoring, ordering, keeping',
      data: 'Certificates, experience, shifts wished for; from the applicants',
      recipients: 'Recruiters, second readers, works council on request',
      transfers: 'None',
      erasure: 'Six months after a rejection',
    },
  },
  'q-basis': { option: 'contract', reason: 'Steps before a contract at the request of the person.' },
  'q-special': { option: 'no', reason: 'Health facts in free text are cut out before scoring.' },
  'q-necessity': {
    text: 'Reading 1,800 applications in full took seven weeks; people took other jobs meanwhile.',
  },
  'q-proportion': { text: 'Only facts that the job asks for are used; nobody is rejected by the order.' },
  'q-security': {
    text: 'Encrypted store, access by role, restore tested each quarter; yearly test by an outside firm.',
  },
  'q-rights-exercise': {
    topics: Object.fromEntries(
      RIGHTS.map((right) => [right, { effect: 'yes', note: 'By the officer, within a month' }]),
    ),
  },
  'q-automated': { option: 'no', reason: 'A person decides on each application.' },
  'q-fria-reuse': { text: 'The DPIA of this assessment covers security and rights of the persons.' },
};

export const rankingImpacts: readonly DemoImpact[] = [
  {
    category: 'fairness',
    party: 'groups',
    kind: 'negative',
    who: 'Applicants with certificates from abroad',
    description: 'They stand lower than equal others and are read late or never',
    cause: 'Few such certificates in past data',
    likelihood: 4,
    severity: 4,
    residualLikelihood: 2,
    residualSeverity: 4,
    people: 260,
    vulnerable: true,
    reversibility: 'with-effort',
    duration: 'months',
    controls: ['A.6.2.4', 'A.7.4'],
    risk: 'Certificates from abroad are ranked lower',
    accept: 'Group-wise tests before each release, and a second reader for every rejection.',
  },
  {
    category: 'autonomy-oversight',
    party: 'individuals',
    kind: 'negative',
    who: 'Applicants at the end of a list',
    description: 'The reader trusts the order and reads them without care',
    cause: 'Time pressure in the recruiting office',
    likelihood: 3,
    severity: 3,
    residualLikelihood: 2,
    residualSeverity: 2,
    people: 900,
    vulnerable: false,
    reversibility: 'with-effort',
    duration: 'months',
    controls: ['A.9.2'],
  },
  {
    category: 'privacy',
    party: 'individuals',
    kind: 'negative',
    who: 'Applicants who write of illness or family',
    description: 'Facts they did not mean for scoring enter it',
    cause: 'Free text in letters',
    likelihood: 2,
    severity: 3,
    residualLikelihood: 1,
    residualSeverity: 3,
    people: 400,
    vulnerable: true,
    reversibility: 'hardly',
    duration: 'lasting',
    controls: ['A.7.4'],
  },
  {
    category: 'fairness',
    party: 'individuals',
    kind: 'positive',
    who: 'Applicants without anybody who knows them inside',
    description: 'Their papers are read by what they can do',
    likelihood: 4,
    severity: 3,
    people: 1500,
    duration: 'months',
  },
  {
    category: 'societal',
    party: 'societies',
    kind: 'positive',
    who: 'Families who wait for care',
    description: 'Places in care are filled weeks earlier',
    likelihood: 3,
    severity: 3,
    duration: 'years',
  },
];

/** A light assessment: the assistant of the website. */
export const assistantAnswers: Readonly<Record<string, object>> = {
  'q-stage': { option: 'new system' },
  'q-purpose': { text: 'Answers questions of visitors on care services.' },
  'q-functions': {
    text: 'A bought language model with our pages as its source; hands over to a person on request.',
  },
  'q-misuse': { items: ['Asking it for medical advice', 'Making it say what harms us'] },
  'q-context': { text: 'Public website; visitors are often relatives under stress.' },
  'q-jurisdictions': { items: ['Germany, EU: AI Act Article 50'] },
  'q-groups': { items: ['Visitors of the website'] },
  'q-vulnerable': { items: ['Relatives in an emergency', 'People with little German'] },
  'q-topics': topics(A54, {
    'safety and health': 'Wrong advice',
    transparency: 'It says that it is a machine',
  }),
  'q-societal': topics(A55, {}),
  'q-benefits': { items: ['An answer at night and at weekends'] },
  'q-failures': { items: ['It makes a price up', 'It answers a health question instead of handing over'] },
  'q-oversight': { text: 'The service team reads a sample of ten a day and can switch it off.' },
  'q-residual': { level: 4, reason: 'Wrong advice is possible; health questions are handed over.' },
  'q-sharing': { text: 'Public summary on the website.' },
  'q-retention': { length: 'Five years' },
  'q-review': { date: '2027-05-01', triggers: ['Another language model'] },
  'q-personal-data': { option: 'no' },
  'q-consulted': { text: 'Nobody outside yet: visitors are asked in the survey of spring.' },
};

export const assistantImpacts: readonly DemoImpact[] = [
  {
    category: 'safety-security',
    party: 'individuals',
    kind: 'negative',
    who: 'Visitors with an urgent health question',
    description: 'They follow a made-up answer instead of calling a doctor',
    cause: 'Hand-over fails for unusual wording',
    likelihood: 3,
    severity: 4,
    residualLikelihood: 2,
    residualSeverity: 4,
    people: 40,
    vulnerable: true,
    reversibility: 'hardly',
    duration: 'short',
    controls: ['A.8.2'],
    risk: 'The hand-over misses a health question',
    accept: 'Tolerable with the hand-over and the daily sample.',
  },
];

/** What differs for the triage of emergency calls; the rest of the interview is alike. */
export const triageAnswers: Readonly<Record<string, object>> = {
  ...rankingAnswers,
  'q-purpose': {
    text: 'Proposes an urgency for each emergency call, so that the gravest are dispatched first.',
  },
  'q-functions': {
    text: 'Bought. Reads what the dispatcher types and the length of pauses; proposes one of four urgencies; the dispatcher decides.',
  },
  'q-misuse': {
    items: ['Dispatching by the proposal alone at night', 'Measuring dispatchers by how often they deviate'],
  },
  'q-context': {
    text: 'Emergency desk with three dispatchers at a time; callers are in distress and cannot choose another number.',
  },
  'q-process': {
    text: 'Call is taken, questions asked, urgency proposed, dispatcher decides, ambulance is sent.',
  },
  'q-period': { from: '2025-06-01', length: 'contract until 2028' },
  'q-frequency': { number: 42000, unit: 'calls a year' },
  'q-groups': { items: ['Callers and patients', 'Dispatchers', 'Ambulance crews'] },
  'q-vulnerable': { items: ['Patients with rare symptoms', 'Callers with little German', 'Children'] },
  'q-numbers': { number: 42000 },
  'q-topics': topics(A54, {
    fairness: 'Callers with little German',
    'safety and health': 'A grave call may be put last',
    privacy: 'Health facts of callers',
    accessibility: 'Callers who cannot speak',
    'human rights': 'Right to life and health',
  }),
  'q-rights': {
    options: ['non-discrimination', 'privacy and data protection', 'other'],
    text: 'Life and health',
  },
  'q-societal': topics(A55, { 'public health and safety': 'Trust in the emergency number' }),
  'q-failures': { items: ['A rare symptom is not recognised', 'The line to the supplier is down'] },
  'q-role': { option: 'deployer' },
  'q-provider-info': {
    text: 'Instructions for use, version 4: weak for rare symptoms and for calls under 20 seconds.',
    refs: [],
  },
  'q-oversight': { text: 'The dispatcher decides on every call and sees an alarm when the model is unsure.' },
  'q-oversight-instructions': {
    text: 'The instructions ask for a trained dispatcher and for the alarm; both hold.',
  },
  'q-if-happens': {
    text: 'The shift lead takes the call over, the case is looked at the same day, the supplier is told.',
  },
  'q-complaints': { text: 'Patients and relatives write to the desk; a doctor answers.' },
  'q-residual': { level: 5, reason: 'A missed emergency can be fatal; dispatcher and alarm make it rare.' },
  'q-operations': {
    parts: {
      operations: 'Reading what is typed, proposing an urgency, keeping the case',
      data: 'Symptoms, age, place; from callers',
      recipients: 'Dispatchers, crews, hospital',
      transfers: 'None; the supplier runs it in Hamburg',
      erasure: 'Ten years, as case files',
    },
  },
  'q-basis': { option: 'public task', reason: 'Emergency care by law of the Land.' },
  'q-special': { option: 'yes', reason: 'Health data; Article 9(2)(h).' },
  'q-necessity': { text: 'Seconds count; the order of waiting calls was by time before.' },
  'q-proportion': { text: 'Only what the dispatcher asks anyway is used.' },
};

export const triageImpacts: readonly DemoImpact[] = [
  {
    category: 'safety-security',
    party: 'individuals',
    kind: 'negative',
    who: 'Patients with rare symptoms',
    description: 'Their call is put too low and help comes late',
    cause: 'Rare symptoms in the training data of the supplier',
    likelihood: 3,
    severity: 5,
    residualLikelihood: 2,
    residualSeverity: 5,
    people: 60,
    vulnerable: true,
    reversibility: 'never',
    duration: 'lasting',
    controls: ['A.6.2.6', 'A.9.2'],
    risk: 'A rare symptom is put too low',
  },
  {
    category: 'safety-security',
    party: 'groups',
    kind: 'positive',
    who: 'Patients with a stroke or a heart attack',
    description: 'They are dispatched minutes earlier',
    likelihood: 4,
    severity: 4,
    people: 2100,
    duration: 'lasting',
  },
];
