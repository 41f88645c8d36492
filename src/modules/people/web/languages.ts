import { languages } from '#kernel/language.ts';

/** Languages to choose from, each in its own name. */
export const LANGUAGES = Object.entries(languages).map(([value, { name }]) => ({
  value,
  label: name,
  stored: true as const,
}));
