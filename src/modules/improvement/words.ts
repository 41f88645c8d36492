import { msg } from '#kernel/language.ts';
/** Where a nonconformity came from. */
export const sources = {
  audit: msg('Internal audit'),
  'certification-audit': msg('Audit by a certification body'),
  complaint: msg('Complaint'),
  incident: msg('Incident'),
  monitoring: msg('Monitoring alert'),
  check: msg('Gap of a check'),
  review: msg('Management review'),
  supplier: msg('Supplier'),
  'self-found': msg('Found by ourselves'),
} as const;

/** The management systems that one list serves. */
export const managementSystems = {
  ai: msg('AI (ISO/IEC 42001)'),
  'information-security': msg('Information security (ISO/IEC 27001)'),
  quality: msg('Quality (ISO 9001)'),
  environment: msg('Environment (ISO 14001)'),
  privacy: msg('Privacy'),
  other: msg('Another'),
} as const;

/** The bones of the fishbone: the usual six of cause-and-effect diagrams, in the words of AI. The authors' choice. */
export const causeCategories = {
  people: msg('People'),
  method: 'Method and process',
  technology: msg('Technology and model'),
  data: msg('Data'),
  measurement: msg('Measurement'),
  environment: msg('Surroundings'),
} as const;

/** Where an idea came from. */
export const ideaSources = {
  staff: msg('Staff'),
  audit: msg('Audit'),
  review: msg('Management review'),
  incident: msg('Incident or nonconformity'),
  monitoring: msg('Monitoring'),
  customer: msg('Customer or interested party'),
  other: msg('Elsewhere'),
} as const;

/** The keys of a list of words, as a choice needs them. */
export function keysOf<T extends object>(words: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
}
