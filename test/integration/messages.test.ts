import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pastWords } from '#kernel/endpoint.ts';
import { type Part, takeApart } from '#kernel/icu.ts';
import { type Language, languages, t } from '#kernel/language.ts';
import { modules } from '#modules/index.ts';
import { inLanguage } from '#platform/language/in-language.ts';
import { pastOf } from '#platform/register/past-words.ts';
import { buildRegistry } from '#platform/registry.ts';
import { extract, readMessages } from '../../scripts/messages/files.ts';

const root = join(import.meta.dirname, '../..');
const { files, problems } = extract(root);
const translated = Object.keys(languages).filter((each) => each !== 'en');

/** They look, or try out, and leave nothing in the history. */
const CHANGE_NOTHING = ['organisation.testMail', 'proposal.preview', 'trail.verify', 'useRequest.readList'];

test('no English stands in a screen without t, and every text is written out where it is said', () => {
  expect(problems).toEqual([]);
});

test('each operation that changes anything says in words of its own what it did', () => {
  const wordless = modules
    .flatMap(({ operations }) => operations)
    .filter(({ kind, endpoint }) => kind !== 'query' && endpoint.method !== 'GET')
    .filter(({ endpoint }) => !pastWords(endpoint));
  expect(wordless.map(({ endpoint }) => endpoint.id).sort()).toEqual(CHANGE_NOTHING);
});

describe.each(translated)('the message files of %s', (language) => {
  test('hold every text of the sources and no other; npm run messages brings them there', () => {
    const there = globSync(`src/**/messages/${language}.po`, { cwd: root }).map((each) => dirname(each));
    expect(there.sort()).toEqual([...files.keys()].sort());
    for (const [folder, messages] of files)
      expect([...readMessages(root, folder, language).keys()].sort(), folder).toEqual(
        messages.map(({ text }) => text).sort(),
      );
  });

  test('translate every text', () => {
    expect(said(language).flatMap(([text, words]) => (words === '' ? [text] : []))).toEqual([]);
  });

  test('name every kind of record, and say what every entry of the log did', () => {
    const registry = buildRegistry(modules);
    const names = modules.flatMap((module) => [
      ...[...module.operations, ...(module.byLink ?? [])].map(({ endpoint }) => endpoint.id),
      ...Object.keys(module.pasts ?? {}),
    ]);
    const kinds = [...registry.records.values()].flatMap(({ name }) => name);
    expect(inLanguage(language as Language, () => kinds.filter((kind) => t(kind) === kind))).toEqual([]);
    const past = (name: string) => pastOf(registry, name);
    const same = inLanguage(language as Language, () => names.map(past));
    expect(names.filter((name, i) => same[i] === past(name))).toEqual([]);
  });

  test('keep the placeholders and elements of every text, and choose by the same numbers', () => {
    const wrong = said(language).filter(
      ([text, words]) => words !== '' && shapeOf(words).join() !== shapeOf(text).join(),
    );
    expect(wrong).toEqual([]);
  });
});

function said(language: string): readonly (readonly [text: string, words: string])[] {
  return [...files.keys()].flatMap((folder) => [...readMessages(root, folder, language)]);
}

/** The names of values, choices and elements of a text, each once. */
function shapeOf(text: string): readonly string[] {
  return [...new Set([...namesIn(takeApart(text)), ...(text.match(/<\/?\d+\/?>/g) ?? [])])].sort();
}

function namesIn(parts: readonly Part[]): readonly string[] {
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    const [name, kind, forms] = part;
    return kind ? [`${name} ${kind}`, ...Object.values(forms ?? {}).flatMap(namesIn)] : [name!];
  });
}
