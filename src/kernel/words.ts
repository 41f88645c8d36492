/** A title as it stands inside a sentence: "Assessment of a risk" → "assessment of a risk", "AI system" stays. */
export function midSentence(title: string): string {
  return /^[A-Z][^A-Z]/.test(title) ? `${title[0]!.toLowerCase()}${title.slice(1)}` : title;
}
