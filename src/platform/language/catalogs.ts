import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import PO from 'pofile';
import { type Catalog, type Language, speakerOf } from '#kernel/language.ts';

const SOURCES = join(import.meta.dirname, '../..');

/**
 * All translations of a language, out of the message files of the rooms.
 * @param wanted which texts, by the source files that say them; all when left out
 */
export function readCatalog(
  language: Language,
  wanted: (paths: readonly string[]) => boolean = () => true,
): Catalog {
  const catalog: Record<string, string> = {};
  for (const path of globSync(`**/messages/${language}.po`, { cwd: SOURCES }).sort())
    for (const { msgid, msgstr, references } of PO.parse(readFileSync(join(SOURCES, path), 'utf8')).items)
      if (msgstr[0] && wanted(references)) catalog[msgid] = msgstr[0];
  return catalog;
}

type Speaker = ReturnType<typeof speakerOf>;
const speakers = new Map<Language, Speaker>();

/** Whoever speaks a language on this server; its message files are read when it is first asked for. */
export function serverSpeaker(language: Language): Speaker {
  const known = speakers.get(language) ?? speakerOf(language, language === 'en' ? {} : readCatalog(language));
  speakers.set(language, known);
  return known;
}
