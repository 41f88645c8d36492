/** What may go into a tool. */
export const dataKinds = {
  public: 'Only what anybody may know',
  internal: 'Internal matters of ours',
  confidential: 'Confidential or contractually protected',
  personal: 'Data about people',
  special: 'Health, biometric or other specially protected data',
  unknown: 'I am not sure',
} as const;

/** Whom the use touches. */
export const affected = {
  nobody: 'Only me and my work',
  colleagues: 'Colleagues',
  applicants: 'Applicants',
  customers: 'Customers',
  patients: 'Patients or people in care',
  children: 'Children',
  public: 'The public',
  unknown: 'I am not sure',
} as const;

/** What the tool has to do with decisions about people. */
export const decisions = {
  no: 'No',
  prepares: 'It prepares them; a person decides',
  decides: 'It decides, or people follow it nearly always',
  unknown: 'I am not sure',
} as const;

/** How a request came in. */
export const origins = {
  form: 'Asked by form',
  list: 'From a pasted list',
  bookmarks: 'From bookmarks',
} as const;

/** The keys of a list of words, as a choice needs them. */
export function keysOf<T extends object>(words: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
}
