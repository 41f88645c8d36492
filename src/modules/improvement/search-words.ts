/** Words that say nothing about a fault. */
const SILENT = new Set(
  'about after again against also another because been before being between both could does done each from have into more most much must never none only other over same should some such than that their them then there these they this those through under until very were what when where which while with without would your auch aber alle beim dann dass dem den der des die dies eine einem einen einer eines fehlt fuer für haben hatte ihre kein keine mehr nach nicht nur oder sein seit sich sind über und unter vom von vor war waren wegen wenn wird wurde wurden zum zur'.split(
    ' ',
  ),
);

/** How many words are searched for. */
const MOST = 8;

/**
 * The words of a text that are worth searching for: in small letters, each once, the longest first.
 * @example significantWords('The review was not done') // ['review']
 */
export function significantWords(text: string): readonly string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}][\p{L}\p{N}-]{3,}/gu) ?? [];
  const chosen = [...new Set(words)].filter((word) => !SILENT.has(word));
  return chosen.sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).slice(0, MOST);
}
