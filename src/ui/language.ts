import { type Language, languageOf, languages, letSpeak, speakerOf } from '#kernel/language.ts';

const KEY = 'aims-language';

/** English texts from right to left, for tests only: what breaks in Arabic or Hebrew breaks here. */
const MIRRORED = 'mirrored';

/** The language of this browser: the one chosen here, or the first of the browser's that we have. */
export function chosenLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  if (kept === MIRRORED) return 'en';
  return languageOf(kept ?? navigator.languages.join(','));
}

/** Chooses a language and loads the page again: texts of the server and of open pages change as well. */
export function chooseLanguage(language: Language): void {
  localStorage.setItem(KEY, language);
  location.reload();
}

/** Which way texts run here. */
export function direction(): 'ltr' | 'rtl' {
  return localStorage.getItem(KEY) === MIRRORED ? 'rtl' : languages[chosenLanguage()].direction;
}

/** Lets the page speak the chosen language, before anything of it is shown. Loads a catalog only where one is needed. */
export async function startLanguage(): Promise<void> {
  const language = chosenLanguage();
  const region = navigator.languages.filter(
    (each) => languageOf(each) === language && each.startsWith(language),
  );
  const speaker = speakerOf(language, await catalogOf(language), [...region, language]);
  letSpeak(() => speaker);
  document.documentElement.lang = language;
  document.documentElement.dir = direction();
}

async function catalogOf(language: Language) {
  if (language === 'en') return {};
  return (await import('virtual:messages/de')).default;
}
