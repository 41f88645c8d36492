import { affected, dataKinds, decisions } from '../words.ts';

type Choice = { readonly value: string; readonly label: string };

/** A list of words as choices. */
export function choices(words: Readonly<Record<string, string | { readonly label: string }>>): Choice[] {
  return Object.entries(words).map(([value, word]) => ({
    value,
    label: typeof word === 'string' ? word : word.label,
  }));
}

export const DATA = choices(dataKinds);
export const PEOPLE = choices(affected);
export const DECISIONS = choices(decisions);
