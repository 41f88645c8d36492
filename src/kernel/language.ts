import { type I18n, setupI18n } from '@lingui/core';
import { type Part, takeApart } from './icu.ts';

/** The languages one can choose, each in its own name. English stands in the sources and needs no catalog. */
export const languages = {
  en: { name: 'English', direction: 'ltr' },
  de: { name: 'Deutsch', direction: 'ltr' },
} as const;

export type Language = keyof typeof languages;

/** Translations by the English text. */
export type Catalog = Readonly<Record<string, string>>;

/** What stands in the placeholders of a text. */
export type Values = Readonly<Record<string, string | number | null | undefined>>;

const apart = new Map<string, readonly Part[]>();

/** Catalogs hold the texts as they were written; each is taken apart once, when it is first said with values. */
function partsOf(message: string): readonly Part[] {
  const known = apart.get(message) ?? takeApart(message);
  apart.set(message, known);
  return known;
}

/**
 * Whoever says the texts of one language.
 * @param locales how dates and numbers are written, such as `de-AT`; as the language itself when left out
 */
export function speakerOf(language: Language, catalog: Catalog, locales?: readonly string[]): I18n {
  const speaker = setupI18n({
    locale: language,
    locales: locales && locales.length > 0 ? [...locales] : [language],
    messages: { [language]: { ...catalog } },
  });
  return speaker.setMessagesCompiler(partsOf as never);
}

const english = speakerOf('en', {});
let speaking: () => I18n = () => english;
let heard: ((words: string, text: string, values?: Values) => void) | undefined;

/**
 * Says who speaks: one for a browser; on a server whoever belongs to the request that is served.
 * @param hear is told what was said, and out of which text
 */
export function letSpeak(which: () => I18n | undefined, hear?: typeof heard): void {
  speaking = () => which() ?? english;
  heard = hear;
}

/** The speaker of this moment, for React's provider. */
export function speaker(): I18n {
  return speaking();
}

/**
 * A text in the language of this moment. The English text is its own key; values stand in it by name, plurals as ICU
 * writes them: `t('{count, plural, one {# risk} other {# risks}}', { count })`. A text that no catalog knows, such as
 * what people typed, comes back as it is.
 */
export function t(text: string, values?: Values): string {
  const words = wordsOf(text, values);
  heard?.(words, text, values);
  return words;
}

/** Tells whoever listens that words were made of a said text, which stands for them when it is all said again. */
export function saidOf(words: string, text: string): void {
  heard?.(words, text);
}

function wordsOf(text: string, values?: Values): string {
  const now = speaking();
  if (values) return now._(text, values);
  const said = now.messages[text];
  return typeof said === 'string' && said !== '' ? said : text;
}

/**
 * Marks a text for the message files and gives it back as it is. For tables that are made when a file is loaded, before
 * anybody's language is known: whoever shows the text says `t(text)`.
 */
export function msg<const Text extends string>(text: Text): Text {
  return text;
}

/** How this moment's reader writes dates and numbers, the best first. */
export function locales(): string[] {
  const known = speaking().locales;
  return Array.isArray(known) ? known : [known ?? 'en'];
}

/** A number as the reader writes it. */
export function numberText(value: number, options?: Intl.NumberFormatOptions): string {
  return value.toLocaleString(locales(), options);
}

/** A moment as the reader writes it: day and minute unless said otherwise. */
export function timeText(
  at: string | number | Date,
  options: Intl.DateTimeFormatOptions = { dateStyle: 'medium', timeStyle: 'short' },
): string {
  return new Date(at).toLocaleString(locales(), options);
}

/** A day in the form the reader uses. A day has no time zone: it is the same day everywhere. */
export function dayText(day: string, options: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
  return new Date(`${day.slice(0, 10)}T00:00:00Z`).toLocaleDateString(locales(), {
    ...options,
    timeZone: 'UTC',
  });
}

/**
 * A day in what is sent or filed. English stays with ISO 8601, because its readers differ in whether day or month comes
 * first; other languages write it as they do.
 */
export function writtenDay(day: string): string {
  return speaking().locale === 'en' ? day.slice(0, 10) : dayText(day);
}

/** The best of our languages for a list such as `de-AT,de;q=0.9,en;q=0.5`; English when none is there. */
export function languageOf(wanted: string | null | undefined): Language {
  const asked = (wanted ?? '')
    .split(',')
    .map((each) => {
      const [tag = '', ...rest] = each.trim().split(';');
      const weight = Number(/^\s*q=([\d.]+)/.exec(rest.join(';'))?.[1] ?? 1);
      return { tag: tag.split('-')[0]!.toLowerCase(), weight: Number.isNaN(weight) ? 0 : weight };
    })
    .sort((a, b) => b.weight - a.weight);
  return (asked.find(({ tag, weight }) => weight > 0 && Object.hasOwn(languages, tag))?.tag ??
    'en') as Language;
}
