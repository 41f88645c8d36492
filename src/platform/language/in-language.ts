import { AsyncLocalStorage } from 'node:async_hooks';
import { type Language, letSpeak, type Values } from '#kernel/language.ts';
import { serverSpeaker } from './catalogs.ts';

type Said = { readonly text: string; readonly values: Values | undefined };
type Reader = {
  /** In which language `t` speaks now. */
  readonly language: Language;
  /** For whom it is said again in the end, and what was said by then. */
  readonly later?: { readonly language: Language; readonly said: Map<string, Said> };
};

const reader = new AsyncLocalStorage<Reader>();

letSpeak(
  () => {
    const now = reader.getStore();
    return now && serverSpeaker(now.language);
  },
  (words, text, values) => reader.getStore()?.later?.said.set(words, { text, values }),
);

/**
 * Does something that only reads, for a reader of a language: every `t` in it, however deep, speaks that language.
 * Outside, as in jobs and on the command line, English is spoken.
 */
export function inLanguage<T>(language: Language, work: () => T): T {
  return reader.run({ language }, work);
}

/**
 * Does something that may write, for a reader of a language. Within it `t` speaks English, so that nothing stored can
 * hold a sentence said for one reader; what is answered in the end is said again by `forReader`.
 */
export function inEnglishFor<T>(language: Language, work: () => T): T {
  if (language === 'en') return inLanguage(language, work);
  return reader.run({ language: 'en', later: { language, said: new Map() } }, work);
}

/** An answer or a problem with every text that `t` said on the way, said again in the language of who asked. */
export function forReader<T>(answer: T): T {
  const later = reader.getStore()?.later;
  return later && later.said.size > 0 ? (again(answer, later) as T) : answer;
}

function again(value: unknown, later: NonNullable<Reader['later']>): unknown {
  if (typeof value === 'string') return sayAgain(value, later);
  if (Array.isArray(value)) return value.map((each) => again(each, later));
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype)
    return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, again(each, later)]));
}

function sayAgain(words: string, later: NonNullable<Reader['later']>): string {
  const said = later.said.get(words);
  if (!said) return words;
  const values = Object.entries(said.values ?? {}).map(([name, value]) => [
    name,
    typeof value === 'string' && value !== words ? sayAgain(value, later) : value,
  ]);
  const speaker = serverSpeaker(later.language);
  return said.values ? speaker._(said.text, Object.fromEntries(values)) : speaker._(said.text);
}
