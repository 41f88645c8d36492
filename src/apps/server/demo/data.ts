import type { Answer } from '#catalog/pack-schemas.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { control } from '#modules/control/contract.ts';
import type { risk } from '#modules/risk/contract.ts';
import type { system } from '#modules/system/contract.ts';

export type DemoSystem = {
  readonly key: string;
  readonly fields: Partial<FieldsOf<typeof system>>;
  readonly owned: boolean;
  readonly scope?: 'in' | 'out';
  readonly scopeReason?: string;
  readonly answers?: Readonly<Record<string, Answer>>;
  readonly facts?: Readonly<Record<string, string | readonly string[]>>;
  /** The reason of the confirmation; absent leaves it proposed. */
  readonly confirmed?: string;
};

const IN_UNION = {
  's-ai': 'yes',
  's-union': 'yes',
  's-military': 'no',
  's-third-authority': 'no',
  's-research': 'no',
  's-prerelease': 'no',
  's-personal': 'no',
} as const;
const NOT_PROHIBITED = {
  'p-a': 'no',
  'p-b': 'no',
  'p-c': 'no',
  'p-d': 'no',
  'p-e': 'no',
  'p-f': 'no',
  'p-g': 'no',
  'p-h': 'no',
  'p-ba': 'no',
  'p-bb': 'no',
} as const;
const NO_AREA = {
  'iii-1': 'no',
  'iii-2': 'no',
  'iii-3': 'no',
  'iii-4': 'no',
  'iii-5': 'no',
  'iii-6': 'no',
  'iii-7': 'no',
  'iii-8': 'no',
} as const;
const NO_REST = {
  's-opensource': 'no',
  'i-product': 'no',
  't-1': 'no',
  't-2': 'no',
  't-3': 'no',
  't-4a': 'no',
  't-4b': 'no',
  'g-model': 'no',
} as const;
const DEPLOYER = {
  roles: ['deployer'],
  establishment: 'union',
  bodyKind: 'private-public-services',
  actsForPublicAuthority: 'no',
  intendedForPublicAuthorities: 'no',
  firstPlaced: 'not-yet',
} as const;
const MAKER = { ...DEPLOYER, roles: ['provider', 'deployer'] } as const;

/** Fourteen made-up systems; together they show every state of the register. */
export const demoSystems: readonly DemoSystem[] = [
  {
    key: 'cv',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Applicant ranking for care jobs',
      purpose: 'Puts applications for care jobs in an order for the recruiters',
      intendedUse: 'Recruiters read from the top; a second reader looks at every rejection',
      isoRoles: ['ai-producer', 'ai-customer'],
      stage: 'operation-monitoring',
      sector: 'healthcare',
      affectedPeople: 'Applicants',
      autonomy: 'recommends',
      dataCategories: ['personal'],
      generative: 'no',
      bought: 'in-house',
      riskLevel: 'high',
    },
    answers: {
      ...IN_UNION,
      ...NOT_PROHIBITED,
      ...NO_AREA,
      ...NO_REST,
      'iii-4': 'yes',
      'f-profiling': 'yes',
      'r-name': 'no',
      'r-modification': 'no',
      'r-purpose': 'no',
      'w-workplace': 'yes',
      'w-dpia': 'yes',
      'w-decision': 'yes',
      'l-annex-x': 'no',
      'l-change': 'no',
    },
    facts: MAKER,
    confirmed: 'Annex III point 4: selection of applicants.',
  },
  {
    key: 'triage',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Emergency call triage',
      purpose: 'Proposes an urgency for emergency calls',
      intendedUse: 'A dispatcher sees the proposal and decides',
      isoRoles: ['ai-customer'],
      stage: 'operation-monitoring',
      sector: 'healthcare',
      affectedPeople: 'Callers and patients',
      autonomy: 'recommends',
      dataCategories: ['personal', 'special-categories'],
      generative: 'no',
      bought: 'bought',
      riskLevel: 'critical',
    },
    answers: {
      ...IN_UNION,
      ...NOT_PROHIBITED,
      ...NO_AREA,
      ...NO_REST,
      'iii-5': 'yes',
      'iii-5b': 'no',
      'iii-5c': 'no',
      'f-profiling': 'yes',
    },
    facts: DEPLOYER,
    confirmed: 'Annex III point 5(d). Whether a DPIA is due is still with the data protection officer.',
  },
  {
    key: 'pricing',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Health premium pricing',
      purpose: 'Estimates the risk behind a health insurance offer',
      intendedUse: 'Actuaries check each model change; offers are made by people',
      isoRoles: ['ai-producer'],
      stage: 'verification-validation',
      sector: 'insurance',
      affectedPeople: 'Customers',
      autonomy: 'recommends',
      dataCategories: ['personal', 'special-categories'],
      generative: 'no',
      bought: 'in-house',
      riskLevel: 'high',
    },
    answers: { ...IN_UNION, ...NOT_PROHIBITED, 'iii-5': 'yes', 'iii-5c': 'yes', 'f-profiling': 'yes' },
    facts: MAKER,
  },
  {
    key: 'chat',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Website assistant',
      purpose: 'Answers questions about care services',
      intendedUse: 'Visitors of the website; hands over to a person on request',
      isoRoles: ['ai-customer'],
      stage: 'operation-monitoring',
      sector: 'healthcare',
      affectedPeople: 'Visitors',
      autonomy: 'informs',
      dataCategories: ['public'],
      generative: 'yes',
      bought: 'mixed',
      riskLevel: 'medium',
    },
    answers: { ...IN_UNION, ...NOT_PROHIBITED, ...NO_AREA, ...NO_REST, 't-1': 'yes', 't-2': 'yes' },
    facts: MAKER,
    confirmed: 'Visitors are told that they talk with a machine.',
  },
  {
    key: 'spam',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Spam filter',
      purpose: 'Keeps unwanted mail out',
      intendedUse: 'All staff',
      isoRoles: ['ai-customer'],
      stage: 'operation-monitoring',
      autonomy: 'decides-with-oversight',
      dataCategories: ['confidential'],
      generative: 'no',
      bought: 'bought',
      riskLevel: 'low',
    },
    answers: { ...IN_UNION, ...NOT_PROHIBITED, ...NO_AREA, ...NO_REST },
    facts: DEPLOYER,
    confirmed: 'No other class holds or is open.',
  },
  {
    key: 'device',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Wound photo assessment',
      purpose: 'Measures wounds from photographs',
      intendedUse: 'Nurses, beside their own judgement',
      isoRoles: ['ai-customer'],
      stage: 'deployment',
      sector: 'healthcare',
      affectedPeople: 'Patients',
      autonomy: 'informs',
      dataCategories: ['personal', 'special-categories'],
      generative: 'no',
      bought: 'bought',
      riskLevel: 'high',
    },
    answers: { ...IN_UNION, 'i-product': 'yes', 'i-third-party': 'yes', 'i-section-b': 'no' },
    facts: DEPLOYER,
  },
  {
    key: 'mood',
    owned: false,
    fields: {
      name: 'Mood detection in staff calls',
      purpose: 'A vendor offered to read moods from voices',
      stage: 'inception',
      bought: 'bought',
      generative: 'no',
      autonomy: 'unknown',
    },
    answers: { ...IN_UNION, 'p-f': 'yes', 'p-f-exception': 'no' },
    facts: DEPLOYER,
  },
  {
    key: 'roster',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Shift planning',
      purpose: 'Proposes rosters for care teams',
      stage: 'operation-monitoring',
      sector: 'healthcare',
      affectedPeople: 'Staff',
      autonomy: 'recommends',
      dataCategories: ['personal'],
      generative: 'no',
      bought: 'bought',
    },
    answers: { ...IN_UNION, 'iii-4': 'unknown' },
  },
  {
    key: 'letters',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Letter drafting',
      purpose: 'Drafts letters to families',
      intendedUse: 'Care managers edit and send',
      isoRoles: ['ai-customer'],
      stage: 'design-development',
      sector: 'healthcare',
      autonomy: 'informs',
      dataCategories: ['personal'],
      generative: 'yes',
      bought: 'bought',
      riskLevel: 'medium',
    },
  },
  {
    key: 'fraud',
    owned: true,
    scope: 'in',
    fields: {
      name: 'Claims anomaly detection',
      purpose: 'Points out claims that look unusual',
      stage: 're-evaluation',
      sector: 'insurance',
      affectedPeople: 'Customers',
      autonomy: 'recommends',
      dataCategories: ['personal'],
      generative: 'no',
      bought: 'in-house',
      riskLevel: 'medium',
    },
  },
  {
    key: 'maintenance',
    owned: true,
    scope: 'out',
    scopeReason: 'Runs in the lifts of our landlord, who is responsible for it.',
    fields: {
      name: 'Lift maintenance forecast',
      purpose: 'Forecasts failures of lifts',
      stage: 'operation-monitoring',
      generative: 'no',
      bought: 'bought',
    },
  },
  {
    key: 'old',
    owned: false,
    scope: 'out',
    scopeReason: 'Switched off in March; its data were deleted.',
    fields: {
      name: 'First chatbot',
      purpose: 'Answered questions by rules',
      stage: 'retirement',
      generative: 'no',
      bought: 'in-house',
    },
    answers: { 's-ai': 'no' },
    confirmed: 'Rules written by hand, no AI system.',
  },
  {
    key: 'transcribe',
    owned: false,
    fields: {
      name: 'Meeting transcription',
      purpose: 'Writes down what is said in meetings',
      stage: 'operation-monitoring',
      generative: 'yes',
      bought: 'bought',
      autonomy: 'informs',
    },
  },
  {
    key: 'shadow',
    owned: false,
    fields: {
      name: 'Translation tool used by the night shift',
      stage: null,
      bought: 'unknown',
      generative: 'unknown',
    },
  },
];

export type DemoRisk = {
  readonly fields: Partial<FieldsOf<typeof risk>>;
  readonly systems: readonly string[];
  readonly owned?: false;
  readonly rated?: readonly [number, number];
  readonly reviewInDays?: number;
  readonly treat?: {
    readonly option: 'modify' | 'avoid' | 'share' | 'retain' | 'pursue';
    readonly reason: string;
    readonly residual?: readonly [number, number];
  };
  readonly plan?: {
    readonly title: string;
    /** What was planned first and given up, with the reason. */
    readonly insteadOf?: readonly [title: string, reason: string];
    readonly controls: readonly string[];
    readonly dueInDays: number;
    readonly state: 'proposed' | 'approved' | 'done';
  };
  readonly accept?: string;
  readonly close?: string;
};

/** Risks in every state: found, judged, in treatment, overdue, accepted, closed; and an opportunity. */
export const demoRisks: readonly DemoRisk[] = [
  {
    systems: ['cv'],
    fields: {
      title: 'Applicants of one group are ranked lower',
      libraryId: 'risk-001',
      category: 'Fairness',
      source: 'Past hiring decisions in the training data',
      event: 'Equal applications get different ranks',
      consequencesIndividuals: 'People do not get jobs they are fit for',
      consequencesOrganisation: 'Claims and loss of trust',
      impactDimensions: ['fairness'],
    },
    rated: [4, 4],
    treat: { option: 'modify', reason: 'Group-wise tests and a second reader', residual: [2, 3] },
    plan: {
      title: 'Group-wise tests before every release',
      controls: ['A.5.4', 'A.6.2.4', 'A.7.4'],
      dueInDays: -20,
      state: 'done',
    },
    accept: 'Tests show no difference above two points; the second reader catches the rest.',
  },
  {
    systems: ['triage'],
    fields: {
      title: 'An urgent call is put last',
      category: 'Safety',
      source: 'Rare symptoms in the data',
      event: 'The proposal is too low and nobody corrects it',
      consequencesIndividuals: 'Harm to a patient',
      consequencesSociety: 'Loss of trust in emergency care',
      impactDimensions: ['safety-security', 'autonomy-oversight'],
    },
    rated: [3, 5],
    treat: { option: 'modify', reason: 'Dispatcher decides; alarms on low confidence', residual: [2, 4] },
    plan: {
      title: 'Alarm when the model is unsure',
      controls: ['A.6.2.6', 'A.9.2'],
      dueInDays: 30,
      state: 'approved',
    },
  },
  {
    systems: ['chat'],
    fields: {
      title: 'The assistant gives wrong medical advice',
      category: 'Reliability',
      event: 'A visitor follows a made-up answer',
      consequencesIndividuals: 'Harm to health',
      impactDimensions: ['safety-security', 'transparency'],
    },
    rated: [4, 3],
    treat: {
      option: 'modify',
      reason: 'Restrict to services, hand over for health questions',
      residual: [2, 3],
    },
    plan: {
      title: 'Hand-over for health questions',
      controls: ['A.8.2', 'A.9.4'],
      dueInDays: -6,
      state: 'approved',
    },
  },
  {
    systems: ['pricing'],
    fields: {
      title: 'A proxy for a protected trait raises premiums',
      category: 'Fairness',
      event: 'Postcode stands for origin',
      consequencesIndividuals: 'Unequal prices',
      impactDimensions: ['fairness'],
    },
    rated: [3, 4],
    treat: { option: 'modify', reason: 'Remove the proxy', residual: [2, 4] },
    plan: {
      title: 'Test for proxies',
      insteadOf: ['Leave the postcode out', 'Other fields carry the same proxy, as a first test showed.'],
      controls: ['A.7.4'],
      dueInDays: 45,
      state: 'proposed',
    },
  },
  {
    systems: ['letters'],
    fields: {
      title: 'Health data reach the language model’s maker',
      category: 'Privacy',
      event: 'Names and diagnoses in prompts',
      consequencesIndividuals: 'Loss of confidentiality',
      consequencesOrganisation: 'Fine',
      impactDimensions: ['privacy'],
    },
    rated: [4, 4],
  },
  {
    systems: ['spam'],
    fields: {
      title: 'A family’s mail is lost',
      category: 'Reliability',
      event: 'A wanted mail is filtered',
      consequencesIndividuals: 'A late answer',
      impactDimensions: [],
    },
    rated: [2, 2],
    accept: 'Below our appetite.',
  },
  {
    systems: ['roster'],
    fields: {
      title: 'Rosters push people to exhaustion',
      category: 'Human autonomy',
      consequencesIndividuals: 'Illness',
      impactDimensions: ['autonomy-oversight', 'societal'],
    },
    rated: [3, 3],
    reviewInDays: -14,
    owned: false,
  },
  {
    systems: ['fraud'],
    fields: {
      title: 'Honest customers are accused',
      category: 'Fairness',
      impactDimensions: ['fairness', 'transparency'],
    },
  },
  {
    systems: [],
    fields: {
      title: 'Nobody notices a new law in time',
      category: 'Legal',
      source: 'Dates of the AI Act move',
      consequencesOrganisation: 'Fine',
      impactDimensions: ['accountability'],
    },
    rated: [2, 3],
    accept: 'The catalog is updated with each release.',
  },
  {
    systems: ['old'],
    fields: { title: 'The old chatbot gives outdated prices', category: 'Reliability', impactDimensions: [] },
    close: 'Switched off in March.',
  },
  {
    systems: ['roster'],
    fields: {
      kind: 'opportunity',
      title: 'Fairer rosters raise satisfaction',
      category: 'Opportunity',
      event: 'Wishes are met more often',
      consequencesIndividuals: 'Better working hours',
      impactDimensions: ['societal'],
    },
    rated: [4, 3],
    treat: { option: 'pursue', reason: 'Survey shows demand' },
  },
];

type DemoControl = {
  readonly implementation?: FieldsOf<typeof control>['implementation'];
  readonly how?: string;
  readonly engineer?: true;
  readonly excluded?: string;
  readonly reason?: string;
  /** The contracts with suppliers of AI systems in scope are the reason. */
  readonly contract?: true;
  readonly ref?: string;
  readonly evidence?: {
    readonly title: string;
    readonly daysAgo: number;
    readonly expiresInDays: number | null;
  };
  readonly effective?: string;
};

/** Controls in every state of work; those that are not named are included and not started. */
export const demoControls: Readonly<Record<string, DemoControl>> = {
  'A.2.2': {
    implementation: 'implemented',
    how: 'One AI policy for building and using, approved by the board in March',
    evidence: { title: 'AI policy, version 2', daysAgo: 120, expiresInDays: 240 },
    effective: 'Known by 9 of 10 staff asked in the last survey',
  },
  'A.2.3': {
    implementation: 'implemented',
    evidence: {
      title: 'Comparison with the security and data protection policies',
      daysAgo: 200,
      expiresInDays: 12,
    },
  },
  'A.2.4': { implementation: 'planned' },
  'A.3.2': {
    implementation: 'implemented',
    how: 'Roles in the people register; a chart on the intranet',
    evidence: { title: 'Chart of responsibilities', daysAgo: 90, expiresInDays: null },
  },
  'A.3.3': {
    implementation: 'partial',
    how: 'The speak-up line takes AI concerns; staff know it, visitors do not yet',
  },
  'A.4.2': {
    implementation: 'implemented',
    how: 'The register of AI systems',
    evidence: { title: 'Inventory review', daysAgo: 400, expiresInDays: -30 },
  },
  'A.4.3': {
    implementation: 'implemented',
    engineer: true,
    how: 'A sheet for every data set, kept beside the register',
    evidence: { title: 'Datasheets of our data sets', daysAgo: 25, expiresInDays: 340 },
  },
  'A.5.4': { implementation: 'partial', engineer: true },
  'A.6.2.4': {
    implementation: 'implemented',
    engineer: true,
    evidence: { title: 'Test report of the applicant ranker', daysAgo: 40, expiresInDays: 300 },
    effective: 'Two releases were held back by it',
  },
  'A.6.2.6': {
    implementation: 'partial',
    engineer: true,
    reason: 'Deployers monitor high-risk systems in use',
    ref: 'eu-ai-act:art-26-5',
  },
  'A.7.4': { implementation: 'implemented', engineer: true },
  'A.8.2': {
    implementation: 'implemented',
    reason: 'People are told that they talk with a machine',
    ref: 'eu-ai-act:art-50-1',
    evidence: { title: 'Notice on the website', daysAgo: 60, expiresInDays: 300 },
  },
  'A.9.2': {
    implementation: 'implemented',
    reason: 'Human oversight by trained people',
    ref: 'eu-ai-act:art-26-2',
    evidence: { title: 'Dispatcher handbook', daysAgo: 30, expiresInDays: null },
  },
  'A.10.3': {
    implementation: 'partial',
    how: 'The frame contract covers changes and incidents; the other suppliers have none yet',
    contract: true,
  },
  'A.10.4': {
    excluded:
      'We supply nobody with AI: our systems are used inside and by our own patients and applicants only.',
  },
};
