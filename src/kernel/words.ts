import { saidOf, speaker, t } from './language.ts';

/**
 * A title as it stands inside a sentence: "Assessment of a risk" → "assessment of a risk", "AI system" stays. German
 * keeps its capitals, for they are those of its nouns.
 */
export function midSentence(title: string): string {
  if (speaker().locale === 'de' || !/^[A-Z][^A-Z]/.test(title)) return title;
  const inside = `${title[0]!.toLowerCase()}${title.slice(1)}`;
  saidOf(inside, title);
  return inside;
}

/** "a, b, c": said piece by piece, so that what was said in English can be said again for its reader. */
export function inRow(words: readonly string[]): string {
  return words.slice(1).reduce((row, next) => t('{row}, {next}', { row, next }), words[0] ?? '');
}
