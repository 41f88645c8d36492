/** Where a nonconformity came from. */
export const sources = {
  audit: 'Internal audit',
  'certification-audit': 'Audit by a certification body',
  complaint: 'Complaint',
  incident: 'Incident',
  monitoring: 'Monitoring alert',
  check: 'Gap of a check',
  review: 'Management review',
  supplier: 'Supplier',
  'self-found': 'Found by ourselves',
} as const;

/** The management systems that one list serves. */
export const managementSystems = {
  ai: 'AI (ISO/IEC 42001)',
  'information-security': 'Information security (ISO/IEC 27001)',
  quality: 'Quality (ISO 9001)',
  environment: 'Environment (ISO 14001)',
  privacy: 'Privacy',
  other: 'Another',
} as const;

/** The bones of the fishbone: the usual six of cause-and-effect diagrams, in the words of AI. The authors' choice. */
export const causeCategories = {
  people: 'People',
  method: 'Method and process',
  technology: 'Technology and model',
  data: 'Data',
  measurement: 'Measurement',
  environment: 'Surroundings',
} as const;

/** Where an idea came from. */
export const ideaSources = {
  staff: 'Staff',
  audit: 'Audit',
  review: 'Management review',
  incident: 'Incident or nonconformity',
  monitoring: 'Monitoring',
  customer: 'Customer or interested party',
  other: 'Elsewhere',
} as const;

/** The keys of a list of words, as a choice needs them. */
export function keysOf<T extends object>(words: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
}
