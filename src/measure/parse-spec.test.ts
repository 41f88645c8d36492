import { describe, expect, test } from 'vitest';
import { parseSpec } from './parse-spec.ts';
import { specHash } from './spec.ts';

const good = `monitor: credit
system: SYS-0001
source:
  format: csv
  path: logs.csv
task: binary
columns:
  prediction: pred
  label: y
  positive: 1
protected:
  - column: race
    reference: Other
  - column: sex
crossings:
  - [race, sex]
thresholds:
  - metric: demographic_parity_ratio
    group: race
    op: <
    value: 0.8
`;

const problemsOf = (text: string) => {
  const parsed = parseSpec(text, 'm.yaml');
  return parsed.ok ? [] : parsed.problems.map(({ line, field, message }) => `${line} ${field}: ${message}`);
};

describe('a spec that is right', () => {
  test('is filled with the defaults', () => {
    const parsed = parseSpec(good);
    expect(parsed).toMatchObject({
      ok: true,
      spec: {
        smallest_cell: 10,
        columns: { positive: ['1'], score_range: [0, 1] },
        window: { size: 'all', time_zone: 'UTC' },
        thresholds: [{ on: 'value', severity: 'medium', for: 1, min_n: 0 }],
      },
    });
  });

  test('has one hash wherever its logs lie, and another when what is measured changes', async () => {
    const hash = async (text: string) => {
      const parsed = parseSpec(text);
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      return specHash(parsed.spec);
    };
    const own = await hash(good);
    expect(own).toMatch(/^[0-9a-f]{64}$/);
    expect(await hash(good.replace('path: logs.csv', 'path: [a.csv, b.csv]'))).toBe(own);
    expect(await hash(good.replace('system: SYS-0001', 'system:   "SYS-0001" # ours'))).toBe(own);
    expect(await hash(good.replace('0.8', '0.9'))).not.toBe(own);
  });
});

describe('a spec that is wrong names line, field and what would be right', () => {
  test.each([
    ['an unknown field', good.replace('columns:', 'colums:'), /^7 colums: There is no field "colums" here/],
    [
      'a missing field',
      good.replace('monitor: credit\n', ''),
      /^1 monitor: This field is missing; it takes a text/,
    ],
    [
      'a wrong choice',
      good.replace('binary', 'ranking'),
      /^6 task: Write one of: binary, multiclass, regression, text/,
    ],
    [
      'an unknown metric',
      good.replace('parity_ratio', 'parity_rate'),
      /^18 thresholds\.0\.metric: .*did you mean demographic_parity_ratio\?/,
    ],
    [
      'a group that is not there',
      good.replace('group: race', 'group: age'),
      /^19 thresholds\.0\.group: Name a protected attribute or crossing: race, sex, race & sex/,
    ],
    [
      'a crossing of a stranger',
      good.replace('[race, sex]', '[race, age]'),
      /^16 crossings\.0: age is not among/,
    ],
    [
      'a positive value left out',
      good.replace('  positive: 1\n', ''),
      /^7 columns\.positive: Say which value/,
    ],
    [
      'a source without a path',
      good.replace('  path: logs.csv\n', ''),
      /^3 source\.path: A csv source needs a path/,
    ],
    [
      'a text where a number belongs',
      good.replace('value: 0.8', 'value: much'),
      /^21 thresholds\.0\.value: This takes a number/,
    ],
    [
      'a time zone that does not exist',
      `${good}window: { size: day, column: at, time_zone: Mars/Olympus }\n`,
      /^22 window\.time_zone: Write an IANA time zone/,
    ],
    [
      'a duration in words',
      `${good}window: { size: day, column: at, lateness: 3 days }\n`,
      /^22 window\.lateness: Write an ISO 8601 duration/,
    ],
    [
      'windows without a time column',
      `${good}window: { size: day }\n`,
      /^22 window\.column: Windows of one day need the column/,
    ],
    ['a key twice', `${good}task: regression\n`, /^22 : This is not YAML: Map keys must be unique/],
    ['text that is no YAML', 'monitor: [', /^\d+ : This is not YAML/],
    ['an empty file', '', /^1 : This file is empty/],
  ])('%s', (_, text, expected) => {
    expect(problemsOf(text)).toEqual([expect.stringMatching(expected)]);
  });

  test('and every problem is named at once', () => {
    expect(problemsOf(good.replace('binary', 'ranking').replace('format: csv', 'format: xls'))).toHaveLength(
      2,
    );
  });
});
