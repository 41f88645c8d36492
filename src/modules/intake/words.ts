import { msg } from '#kernel/language.ts';
/** What may go into a tool. */
export const dataKinds = {
  public: msg('Only what anybody may know'),
  internal: msg('Internal matters of ours'),
  confidential: msg('Confidential or contractually protected'),
  personal: msg('Data about people'),
  special: msg('Health, biometric or other specially protected data'),
  unknown: msg('I am not sure'),
} as const;

/** Whom the use touches. */
export const affected = {
  nobody: msg('Only me and my work'),
  colleagues: msg('Colleagues'),
  applicants: msg('Applicants'),
  customers: msg('Customers'),
  patients: msg('Patients or people in care'),
  children: msg('Children'),
  public: msg('The public'),
  unknown: msg('I am not sure'),
} as const;

/** What the tool has to do with decisions about people. */
export const decisions = {
  no: msg('No'),
  prepares: msg('It prepares them; a person decides'),
  decides: msg('It decides, or people follow it nearly always'),
  unknown: msg('I am not sure'),
} as const;

/** How a request came in. */
export const origins = {
  form: msg('Asked by form'),
  list: msg('From a pasted list'),
  bookmarks: msg('From bookmarks'),
} as const;

/** The keys of a list of words, as a choice needs them. */
export function keysOf<T extends object>(words: T): [keyof T & string, ...(keyof T & string)[]] {
  return Object.keys(words) as [keyof T & string, ...(keyof T & string)[]];
}
