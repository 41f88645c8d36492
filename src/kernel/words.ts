import { speaker } from './language.ts';

/**
 * A title as it stands inside a sentence: "Assessment of a risk" → "assessment of a risk", "AI system" stays. German
 * keeps its capitals, for they are those of its nouns.
 */
export function midSentence(title: string): string {
  if (speaker().locale === 'de') return title;
  return /^[A-Z][^A-Z]/.test(title) ? `${title[0]!.toLowerCase()}${title.slice(1)}` : title;
}
