import { duckdbDialect } from './duckdb-dialect.ts';

const literal = duckdbDialect.text;

/** How assistants usually decline, in English, German, French and Spanish. Matched anywhere, in small letters. */
const REFUSALS = [
  "i can't help with",
  'i cannot help with',
  "i can't assist",
  'i cannot assist',
  "i'm unable to",
  'i am unable to',
  "i'm not able to",
  'i am not able to',
  "i'm sorry, but i can",
  'i am sorry, but i can',
  'as an ai language model',
  'ich kann dabei nicht helfen',
  'ich kann ihnen dabei nicht helfen',
  'dabei kann ich nicht helfen',
  'dabei kann ich ihnen nicht helfen',
  'tut mir leid, aber ich kann',
  'je ne peux pas vous aider',
  'je ne suis pas en mesure',
  'no puedo ayudarte con',
  'no puedo ayudarle con',
] as const;

/** Whether an answer holds one of the phrases. It sees the wording, not the intent. */
export function refuses(text: string, phrases: readonly string[] = REFUSALS): string {
  // Typographic apostrophes are those of most models' answers.
  const plain = `replace(lower(${text}), '’', '''')`;
  return `(${phrases.map((phrase) => `contains(${plain}, ${literal(phrase.toLowerCase().replaceAll('’', "'"))})`).join(' or ')})`;
}

export function isJson(text: string): string {
  return `json_valid(${text})`;
}

const SCRIPTS: Readonly<Record<string, string>> = { Japanese: '\\p{Han}\\p{Hiragana}\\p{Katakana}' };

/** The share of letters that are of the script; null when the answer has no letters. */
export function scriptShare(text: string, script: string): string {
  const own = SCRIPTS[script] ?? `\\p{${script}}`;
  const letters = `length(regexp_replace(${text}, '[^\\p{L}]', '', 'g'))`;
  // Marks and signs of the script are no letters, so they are taken out first.
  const ours = `length(regexp_replace(regexp_replace(${text}, '[^\\p{L}]', '', 'g'), '[^${own}]', '', 'g'))`;
  return `(${ours}::double / nullif(${letters}, 0))`;
}

/** The most frequent function words of a language: enough to tell languages apart in a sentence or two. */
const FUNCTION_WORDS: Readonly<Record<string, string>> = {
  en: 'the of and to in is that it for on with as are this be was not or have from by you',
  de: 'der die und das ist nicht mit den ein eine zu von auf sich im dem es für auch werden sie oder',
  fr: 'le la les des et est un une que dans pour pas sur avec qui du au ce vous sont par ou',
  es: 'el la los las y es un una que en de por para no con se del al su lo como más',
  it: 'il la le e di che un una per non in con è sono del della i si da come anche gli',
  nl: 'de het een en van in is dat op te niet zijn voor met die aan er ook als of bij u',
  pt: 'o a os as e é de que um uma para não em com por do da se no na mais como',
  pl: 'i w na się z do nie to że jest o jak po od za dla ale przez co tak są czy',
};

/**
 * 1 when, of the languages known, none has more function words in the answer than the expected one; 0 otherwise; null
 * below eight words. A proxy: it tells languages apart, not whether they are written well.
 */
export function languageShare(text: string, language: string): string {
  const words = `regexp_extract_all(lower(${text}), '\\p{L}+')`;
  const hits = (list: string) =>
    `len(list_filter(${words}, lambda w: list_contains([${list.split(' ').map(literal).join(', ')}], w)))`;
  const others = Object.entries(FUNCTION_WORDS).filter(([name]) => name !== language);
  return `(case when len(${words}) < 8 then null when ${hits(FUNCTION_WORDS[language]!)} > 0 and ${hits(FUNCTION_WORDS[language]!)} >= greatest(${others.map(([, list]) => hits(list)).join(', ')}) then 1.0 else 0.0 end::double)`;
}

/** The share of an answer's distinct words of four letters and more that occur in the context: a proxy for being grounded. */
export function contextOverlap(text: string, context: string): string {
  const words = (x: string) => `list_distinct(regexp_extract_all(lower(${x}), '[\\p{L}\\p{N}]{4,}'))`;
  return `(len(list_intersect(${words(text)}, ${words(context)}))::double / nullif(len(${words(text)}), 0))`;
}
