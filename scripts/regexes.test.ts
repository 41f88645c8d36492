import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

type Found = { readonly where: string; readonly regex: RegExp };

/** Every regular expression that ships, by its place. */
function shipped(): readonly Found[] {
  const found: Found[] = [];
  for (const file of globSync('src/**/*.{ts,tsx}', { cwd: root })) {
    if (/\.(test|testing|fixture)\.tsx?$/.test(file)) continue;
    const text = readFileSync(join(root, file), 'utf8');
    const walk = (node: unknown): void => {
      if (typeof node !== 'object' || node === null) return;
      const { type, regex, start } = node as {
        type?: string;
        regex?: { pattern: string; flags: string };
        start?: number;
      };
      if (type === 'Literal' && regex)
        found.push({
          where: `${file}:${text.slice(0, start).split('\n').length}`,
          regex: new RegExp(regex.pattern, regex.flags),
        });
      else for (const inner of Object.values(node)) walk(inner);
    };
    walk(parseSync(file, text).program);
  }
  return found;
}

/** Pieces of text that some part of an expression takes: what its words and classes are made of. */
function pieces(source: string): readonly string[] {
  const words = source
    .replace(/\\[pP]\{[^}]*\}/g, 'a')
    .replace(/\(\?(?:<[a-zA-Z]\w*>|[:=!]|<[=!])/g, '(')
    .split(/[()|*+?^$]|\{\d*,?\d*\}|\[\^?[^\]]*\]|\\[bB]/)
    .map((word) =>
      word
        .replace(/\\s/g, ' ')
        .replace(/\\d/g, '1')
        .replace(/\\w/g, 'a')
        .replace(/\\n/g, '\n')
        .replace(/\\r/g, '\r')
        .replace(/\\t/g, '\t')
        .replace(/\\(.)/g, '$1'),
    )
    .filter((word) => word !== '' && word.length < 30);
  const shown = [
    'a',
    '1',
    ' ',
    '\n',
    '\t',
    '-',
    '.',
    '<',
    '>',
    '"',
    "'",
    '=',
    '/',
    '\\',
    'a ',
    'a.',
    '1 ',
    ' \n',
  ];
  return [...new Set([...words, ...words.map((word) => word[0]!), ...shown])].slice(0, 40);
}

/** Milliseconds of one run; of several when it looks slow, since the machine may have been busy. */
function cost(regex: RegExp, text: string, limit: number): number {
  let best = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run += 1) {
    regex.lastIndex = 0;
    const from = performance.now();
    if (regex.global) text.replace(regex, '');
    else regex.test(text);
    best = Math.min(best, performance.now() - from);
    // Far beyond the limit it was no busy machine.
    if (best < limit || best > 5 * limit) return best;
  }
  return best;
}

/** As long as a cell of a spreadsheet or a long note; what is longer is read elsewhere, or refused before. */
const LONGEST = 32_768;
const LIMIT_MS = 600;

/**
 * A text that keeps an expression busy, or null. Lengths grow in small steps first, so that an exponential one is met
 * while it is short on a fast machine too: of the next length it would never come back.
 */
function busyWith({ regex }: Found): string | null {
  const all = pieces(regex.source);
  const starts = ['', ...all.filter((piece) => piece.length > 1).slice(0, 1)];
  for (const length of [20, 22, 24, 26, 28, 30, 32, 2000, LONGEST])
    for (const piece of all)
      for (const start of starts)
        for (const end of ['', '\u0000!']) {
          const text = start + piece.repeat(Math.ceil(length / piece.length)) + end;
          const ms = cost(regex, text, LIMIT_MS);
          if (ms > LIMIT_MS)
            return `${Math.round(ms)} ms for ${length} characters of ${JSON.stringify(piece)}`;
        }
  return null;
}

test('no regular expression that ships can be kept busy by the longest text it may meet', () => {
  const all = shipped();
  expect(all.length).toBeGreaterThan(250);
  // Without a repetition that has no end there is nothing to be busy with.
  const endless = all.filter(({ regex }) => /[*+]|\{\d+,\}/.test(regex.source));
  expect(endless.length).toBeGreaterThan(100);
  const slow = endless.flatMap((each) => {
    const why = busyWith(each);
    return why ? [`${each.where} ${each.regex} ${why}`] : [];
  });
  expect(slow).toEqual([]);
}, 120_000);

test('the search finds what it is there to find', () => {
  for (const regex of [/^(a+)+$/, /^(b*)*$/])
    expect([String(regex), busyWith({ where: '', regex }) !== null]).toEqual([String(regex), true]);
}, 60_000);
