import type { Field } from '#ui/fields.tsx';

/** Words of this register, one each. */
export const SCOPES = { proposed: 'Not decided', in: 'In scope', out: 'Out of scope' } as const;
export const EU_STATES = { none: 'Not classified', proposed: 'Proposed', confirmed: 'Confirmed' } as const;
export const IMPACTS = {
  rights: 'Rights-impacting',
  safety: 'Safety-impacting',
  both: 'Rights and safety',
  neither: 'Neither',
  unstated: 'Not stated',
} as const;
export const OUTCOMES: Readonly<Record<string, string>> = {
  'out-of-scope': 'Out of the Act',
  prohibited: 'Prohibited',
  'high-annex-i': 'High risk (Annex I)',
  'high-annex-i-section-b': 'High risk (Annex I, section B)',
  'high-annex-iii': 'High risk (Annex III)',
  'annex-iii-exempt': 'Annex III, exempt',
  transparency: 'Transparency duties',
  gpai: 'General-purpose model',
  'gpai-systemic': 'Model with systemic risk',
  'open-source-exempt': 'Open source, exempt',
  minimal: 'Minimal',
};
export const options = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

export const FIELDS: readonly Field[] = [
  { key: 'name', label: 'Name', kind: 'text', required: true },
  {
    key: 'purpose',
    label: 'Purpose',
    kind: 'long',
    help: 'What it is for, in a sentence somebody outside would understand',
  },
  {
    key: 'intendedUse',
    label: 'Intended use',
    kind: 'long',
    help: 'Who uses it, in which situation, for which decisions',
  },
  { key: 'ownerId', label: 'Owner', kind: 'person' },
  {
    key: 'unitId',
    label: 'Unit',
    kind: 'unit',
    help: 'The part of the organisation it belongs to; roles can hold for one unit',
  },
  {
    key: 'isoRoles',
    label: 'Our role in the words of ISO/IEC 22989',
    kind: 'many',
    options: [
      { value: 'ai-provider', label: 'AI provider' },
      { value: 'ai-producer', label: 'AI producer' },
      { value: 'ai-customer', label: 'AI customer' },
      { value: 'ai-partner', label: 'AI partner' },
      { value: 'ai-subject', label: 'AI subject' },
      { value: 'relevant-authority', label: 'Relevant authority' },
    ],
  },
  {
    key: 'actRoles',
    label: 'Our role under the EU AI Act',
    kind: 'many',
    options: [
      { value: 'provider', label: 'Provider' },
      { value: 'deployer', label: 'Deployer' },
      { value: 'importer', label: 'Importer' },
      { value: 'distributor', label: 'Distributor' },
      { value: 'authorisedRepresentative', label: 'Authorised representative' },
      { value: 'productManufacturer', label: 'Product manufacturer' },
    ],
  },
  {
    key: 'sector',
    label: 'Sector',
    kind: 'select',
    options: options({
      healthcare: 'Healthcare',
      'financial-services': 'Financial services',
      insurance: 'Insurance',
      telecom: 'Telecommunications',
      government: 'Government',
      defence: 'Defence',
      automotive: 'Automotive',
      manufacturing: 'Manufacturing',
      technology: 'Technology',
    }),
  },
  { key: 'affectedPeople', label: 'People affected', kind: 'long' },
  {
    key: 'autonomy',
    label: 'Autonomy',
    kind: 'select',
    required: true,
    options: options({
      informs: 'Informs a person',
      recommends: 'Recommends to a person',
      'decides-with-oversight': 'Decides under oversight',
      'decides-alone': 'Decides alone',
      unknown: 'Not known',
    }),
  },
  {
    key: 'dataCategories',
    label: 'Data categories',
    kind: 'many',
    options: options({
      personal: 'Personal data',
      'special-categories': 'Special categories',
      children: 'Data of children',
      biometric: 'Biometric data',
      confidential: 'Confidential business data',
      public: 'Public data',
    }),
  },
  {
    key: 'generative',
    label: 'Generates content',
    kind: 'select',
    required: true,
    options: options({ yes: 'Yes', no: 'No', unknown: 'Not known' }),
  },
  {
    key: 'bought',
    label: 'Built or bought',
    kind: 'select',
    required: true,
    options: options({ 'in-house': 'Built in-house', bought: 'Bought', mixed: 'Both', unknown: 'Not known' }),
  },
  {
    key: 'riskLevel',
    label: 'Our own risk level',
    kind: 'select',
    options: options({ low: 'Low', medium: 'Medium', high: 'High', critical: 'Critical' }),
  },
];
