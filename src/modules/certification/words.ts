/** The audits of a certification cycle. */
export const auditKinds = {
  'stage-1': 'Stage 1',
  'stage-2': 'Stage 2',
  'surveillance-1': 'First surveillance',
  'surveillance-2': 'Second surveillance',
  surveillance: 'Further surveillance',
  recertification: 'Recertification',
  special: 'Special audit',
} as const;

/** What a certification body writes down. Areas of concern come from stage 1 and carry no grade. */
export const findingKinds = {
  'area-of-concern': 'Area of concern',
  major: 'Major nonconformity',
  minor: 'Minor nonconformity',
  observation: 'Observation',
  positive: 'Positive remark',
} as const;

/** Who demands that we are certified. */
export const demandKinds = {
  customer: 'Customer',
  tender: 'Tender',
  law: 'Law or authority',
  insurer: 'Insurer',
  group: 'Parent company or group',
  investor: 'Investor or lender',
  own: 'Own decision',
  other: 'Somebody else',
} as const;

/** How hard the demand is. */
export const bindings = {
  required: 'Required',
  preferred: 'An advantage',
  expected: 'Announced for later',
} as const;

/** What a certificate says, and what it does not; stands wherever a certificate is shown. */
export const WHAT_IT_COVERS =
  'A certificate speaks of the management system of an organisation within its scope. No AI system, no product and no person is certified by it, and it is no proof of conformity with the EU AI Act.';

/** The keys of a list of words, as a choice needs them. */
export function keysOf<T extends object>(words: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
}
