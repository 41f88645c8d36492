import { msg } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';

/** Words of this register, one each. */
export const SCOPES = {
  proposed: msg('Not decided'),
  in: msg('In scope'),
  out: msg('Out of scope'),
} as const;
export const EU_STATES = {
  none: msg('Not classified'),
  proposed: msg('Proposed'),
  confirmed: msg('Confirmed'),
} as const;
export const IMPACTS = {
  rights: 'Rights-impacting',
  safety: 'Safety-impacting',
  both: msg('Rights and safety'),
  neither: msg('Neither'),
  unstated: msg('Not stated'),
} as const;
export const OUTCOMES: Readonly<Record<string, string>> = {
  'out-of-scope': msg('Out of the Act'),
  prohibited: msg('Prohibited'),
  'high-annex-i': msg('High risk (Annex I)'),
  'high-annex-i-section-b': msg('High risk (Annex I, section B)'),
  'high-annex-iii': msg('High risk (Annex III)'),
  'annex-iii-exempt': msg('Annex III, exempt'),
  transparency: msg('Transparency duties'),
  gpai: msg('General-purpose model'),
  'gpai-systemic': msg('Model with systemic risk'),
  'open-source-exempt': msg('Open source, exempt'),
  minimal: msg('Minimal'),
};
export const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const FIELDS: readonly Field[] = [
  { key: 'name', label: msg('Name'), kind: 'text', required: true },
  {
    key: 'purpose',
    label: msg('Purpose'),
    kind: 'long',
    help: msg('What it is for, in a sentence somebody outside would understand'),
  },
  {
    key: 'intendedUse',
    label: msg('Intended use'),
    kind: 'long',
    help: msg('Who uses it, in which situation, for which decisions'),
  },
  { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  {
    key: 'unitId',
    label: msg('Unit'),
    kind: 'unit',
    help: msg('The part of the organisation it belongs to; roles can hold for one unit'),
  },
  {
    key: 'isoRoles',
    label: msg('Our role in the words of ISO/IEC 22989'),
    kind: 'many',
    options: [
      { value: 'ai-provider', label: msg('AI provider') },
      { value: 'ai-producer', label: msg('AI producer') },
      { value: 'ai-customer', label: msg('AI customer') },
      { value: 'ai-partner', label: msg('AI partner') },
      { value: 'ai-subject', label: msg('AI subject') },
      { value: 'relevant-authority', label: msg('Relevant authority') },
    ],
  },
  {
    key: 'actRoles',
    label: msg('Our role under the EU AI Act'),
    kind: 'many',
    options: [
      { value: 'provider', label: msg('Provider') },
      { value: 'deployer', label: msg('Deployer') },
      { value: 'importer', label: msg('Importer') },
      { value: 'distributor', label: msg('Distributor') },
      { value: 'authorisedRepresentative', label: msg('Authorised representative') },
      { value: 'productManufacturer', label: msg('Product manufacturer') },
    ],
  },
  {
    key: 'sector',
    label: msg('Sector'),
    kind: 'select',
    options: options({
      healthcare: msg('Healthcare'),
      'financial-services': msg('Financial services'),
      insurance: msg('Insurance'),
      telecom: msg('Telecommunications'),
      government: msg('Government'),
      defence: msg('Defence'),
      automotive: msg('Automotive'),
      manufacturing: msg('Manufacturing'),
      technology: msg('Technology'),
    }),
  },
  { key: 'affectedPeople', label: msg('People affected'), kind: 'long' },
  {
    key: 'autonomy',
    label: msg('Autonomy'),
    kind: 'select',
    required: true,
    options: options({
      informs: msg('Informs a person'),
      recommends: msg('Recommends to a person'),
      'decides-with-oversight': msg('Decides under oversight'),
      'decides-alone': msg('Decides alone'),
      unknown: msg('Not known'),
    }),
  },
  {
    key: 'dataCategories',
    label: msg('Data categories'),
    kind: 'many',
    options: options({
      personal: msg('Personal data'),
      'special-categories': msg('Special categories'),
      children: msg('Data of children'),
      biometric: msg('Biometric data'),
      confidential: msg('Confidential business data'),
      public: msg('Public data'),
    }),
  },
  {
    key: 'generative',
    label: msg('Generates content'),
    kind: 'select',
    required: true,
    options: options({ yes: msg('Yes'), no: msg('No'), unknown: msg('Not known') }),
  },
  {
    key: 'bought',
    label: msg('Built or bought'),
    kind: 'select',
    required: true,
    options: options({
      'in-house': msg('Built in-house'),
      bought: msg('Bought'),
      mixed: msg('Both'),
      unknown: msg('Not known'),
    }),
  },
  {
    key: 'riskLevel',
    label: msg('Our own risk level'),
    kind: 'select',
    options: options({
      low: msg('Low'),
      medium: msg('Medium'),
      high: msg('High'),
      critical: msg('Critical'),
    }),
  },
];
