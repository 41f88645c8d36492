import { msg } from '#kernel/language.ts';
/** The audits of a certification cycle. */
export const auditKinds = {
  'stage-1': msg('Stage 1'),
  'stage-2': msg('Stage 2'),
  'surveillance-1': msg('First surveillance'),
  'surveillance-2': msg('Second surveillance'),
  surveillance: msg('Further surveillance'),
  recertification: msg('Recertification'),
  special: msg('Special audit'),
} as const;

/** What a certification body writes down. Areas of concern come from stage 1 and carry no grade. */
export const findingKinds = {
  'area-of-concern': msg('Area of concern'),
  major: msg('Major nonconformity'),
  minor: msg('Minor nonconformity'),
  observation: msg('Observation'),
  positive: msg('Positive remark'),
} as const;

/** Who demands that we are certified. */
export const demandKinds = {
  customer: msg('Customer'),
  tender: msg('Tender'),
  law: msg('Law or authority'),
  insurer: msg('Insurer'),
  group: 'Parent company or group',
  investor: msg('Investor or lender'),
  own: msg('Own decision'),
  other: msg('Somebody else'),
} as const;

/** How hard the demand is. */
export const bindings = {
  required: msg('Required'),
  preferred: msg('An advantage'),
  expected: msg('Announced for later'),
} as const;

/** What a certificate says, and what it does not; stands wherever a certificate is shown. */
export const WHAT_IT_COVERS = msg(
  'A certificate speaks of the management system of an organisation within its scope. No AI system, no product and no person is certified by it, and it is no proof of conformity with the EU AI Act.',
);

/** The keys of a list of words, as a choice needs them. */
export function keysOf<T extends object>(words: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
}
