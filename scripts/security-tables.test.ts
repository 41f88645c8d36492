import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The rows of the tables of a page, each as its cells. */
function rowsOf(page: string): readonly (readonly string[])[] {
  return readFileSync(join(root, page), 'utf8')
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| id |') && !line.startsWith('| | L |'))
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}

/** What is wrong with the last cell of a row, or null: each `file` › title in it must be a test that exists. */
function wrongReference(cell: string): string | null {
  const named = [...cell.matchAll(/`([^`]+\.test\.ts)` › (.+?)(?=(?:; `|$))/g)];
  for (const [, file, title] of named) {
    const path = join(root, file!);
    if (!existsSync(path)) return `there is no ${file}`;
    if (!titlesOf(path).has(title!.trim())) return `${file} has no test called “${title!.trim()}”`;
  }
  if (named.length > 0) return null;
  const page = /^`([^`]+)`/.exec(cell)?.[1];
  if (page) return existsSync(join(root, page)) ? null : `there is no ${page}`;
  return 'it names no test';
}

const known = new Map<string, ReadonlySet<string>>();

/** The titles of tests and of groups of tests in a file. */
function titlesOf(path: string): ReadonlySet<string> {
  const before = known.get(path);
  if (before) return before;
  const text = readFileSync(path, 'utf8');
  const found = new Set(
    // Calls of test and describe, of their variants, and the second call of test.each.
    [
      ...text.matchAll(
        /(?:\b(?:test|describe)(?:\.\w+)*|\]\)|\)\)|\w\))\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g,
      ),
    ].map(([, single, double, back]) => (single ?? double ?? back ?? '').replace(/\\(.)/g, '$1')),
  );
  known.set(path, found);
  return found;
}

describe('the threat model', () => {
  const page = 'docs/reference/threat-model.md';
  const rows = rowsOf(page);

  test('has a line for each letter of STRIDE at each part of the picture', () => {
    const text = readFileSync(join(root, page), 'utf8');
    const parts = text.split('\n### ').slice(1);
    expect(parts.length).toBeGreaterThan(14);
    for (const part of parts) {
      const title = part.split('\n')[0]!;
      const letters = [...part.matchAll(/^\| ([A-Z])-([STRIDE]) \| ([STRIDE]) \|/gm)];
      expect([title, letters.map((each) => each[2]).join('')]).toEqual([title, 'STRIDE']);
      for (const [, , id, letter] of letters) expect(id).toBe(letter);
    }
  });

  test('says for every line what stops it, what is left, and the test that shows it', () => {
    const wrong = rows.flatMap((cells) => {
      const [id = '', ...rest] = cells;
      if (cells.length !== 6) return [`${id}: has ${cells.length} cells`];
      if (rest.some((cell) => cell === '')) return [`${id}: has an empty cell`];
      const last = cells.at(-1)!;
      if (last.startsWith('accepted: ')) return last.length < 30 ? [`${id}: accepted for no reason`] : [];
      const why = wrongReference(last);
      return why ? [`${id}: ${why}`] : [];
    });
    expect(wrong).toEqual([]);
  });
});

/** How many requirements of levels 1 and 2 each section of ASVS 5.0.0 has. */
const SECTIONS: Readonly<Record<string, number>> = {
  '1.1': 2,
  '1.2': 9,
  '1.3': 11,
  '1.4': 3,
  '1.5': 2,
  '2.1': 3,
  '2.2': 3,
  '2.3': 4,
  '2.4': 1,
  '3.2': 2,
  '3.3': 4,
  '3.4': 6,
  '3.5': 5,
  '3.7': 2,
  '4.1': 3,
  '4.2': 1,
  '4.3': 2,
  '4.4': 4,
  '5.1': 1,
  '5.2': 3,
  '5.3': 2,
  '5.4': 3,
  '6.1': 3,
  '6.2': 12,
  '6.3': 4,
  '6.4': 4,
  '6.5': 5,
  '6.6': 3,
  '6.8': 4,
  '7.1': 3,
  '7.2': 4,
  '7.3': 2,
  '7.4': 5,
  '7.5': 2,
  '7.6': 2,
  '8.1': 2,
  '8.2': 3,
  '8.3': 1,
  '8.4': 1,
  '9.1': 3,
  '9.2': 4,
  '10.1': 2,
  '10.2': 2,
  '10.3': 4,
  '10.4': 11,
  '10.5': 5,
  '10.6': 2,
  '10.7': 3,
  '11.1': 2,
  '11.2': 3,
  '11.3': 3,
  '11.4': 4,
  '11.5': 1,
  '11.6': 1,
  '12.1': 3,
  '12.2': 2,
  '12.3': 4,
  '13.1': 1,
  '13.2': 5,
  '13.3': 2,
  '13.4': 5,
  '14.1': 2,
  '14.2': 4,
  '14.3': 3,
  '15.1': 3,
  '15.2': 3,
  '15.3': 7,
  '16.1': 1,
  '16.2': 5,
  '16.3': 4,
  '16.4': 3,
  '16.5': 3,
  '17.1': 1,
  '17.2': 4,
  '17.3': 2,
};

describe('the ASVS table', () => {
  const page = 'docs/reference/asvs.md';
  const rows = rowsOf(page);

  test('has each requirement of levels 1 and 2 once', () => {
    const counted: Record<string, number> = {};
    for (const [number = ''] of rows) {
      const section = number.split('.').slice(0, 2).join('.');
      counted[section] = (counted[section] ?? 0) + 1;
    }
    expect(counted).toEqual(SECTIONS);
    expect(new Set(rows.map(([number]) => number)).size).toBe(253);
    // 70 of level 1 and 183 of level 2.
    expect(rows.filter(([, level]) => level === '1')).toHaveLength(70);
  });

  test('names for what is met the test or page, and for the rest the reason', () => {
    const wrong = rows.flatMap(([number, , , state, why = '']) => {
      if (state === 'met') {
        const reason = wrongReference(why);
        return reason ? [`${number}: ${reason}`] : [];
      }
      if (state !== 'not met' && state !== 'not applicable') return [`${number}: ${state} is no state`];
      return why.length > 12 ? [] : [`${number}: no reason`];
    });
    expect(wrong).toEqual([]);
  });

  test('counts its states as they are', () => {
    const text = readFileSync(join(root, page), 'utf8');
    const count = (state: string) => rows.filter((row) => row[3] === state).length;
    expect(text).toContain(
      `${count('met')} met, ${count('not met')} not met, ${count('not applicable')} not applicable.`,
    );
  });
});

test('a table with a line that leads nowhere would be found', () => {
  expect(wrongReference('`test/integration/no-such.test.ts` › x')).toContain('there is no');
  expect(wrongReference('`scripts/security-tables.test.ts` › no such title')).toContain('has no test');
  expect(wrongReference('looked at')).toBe('it names no test');
  expect(wrongReference('`docs/no-such-page.md`')).toContain('there is no');
});
