import { AsyncLocalStorage } from 'node:async_hooks';
import { type Language, letSpeak } from '#kernel/language.ts';
import { serverSpeaker } from './catalogs.ts';

const asked = new AsyncLocalStorage<Language>();

letSpeak(() => {
  const language = asked.getStore();
  return language && serverSpeaker(language);
});

/**
 * Does something for a reader of a language: every `t` in it, however deep, speaks that language. Outside of it, as in
 * jobs and on the command line, English is spoken; what is stored is never said through `t`.
 */
export function inLanguage<T>(language: Language, work: () => T): T {
  return asked.run(language, work);
}
