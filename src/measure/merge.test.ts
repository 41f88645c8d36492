import { describe, expect, test } from 'vitest';
import { writeAggregates } from './aggregates.ts';
import { buildResult } from './build-result.ts';
import { figureOf, measureText, specOf } from './measure.testing.ts';
import { mergeAggregates, readAggregates } from './merge.ts';

const spec = specOf(`
monitor: merged
system: SYS-0001
source: { format: csv, path: log.csv }
task: binary
columns: { prediction: p, label: y, score: s, positive: 1 }
features: { numeric: [x], categorical: [c] }
protected: [{ column: g }, { column: h }]
crossings: [[g, h]]
`);
const HEAD = 'p,y,s,x,c,g,h\n';

/** Rows that differ by part, with labels and groups missing, new categories, and a group that only one part has. */
const rows = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, at) => {
    const i = from + at;
    const score = ((i * 7919) % 1000) / 999;
    const group = i % 20 === 3 ? '' : i > 380 && i % 40 === 0 ? 'rare' : ['a', 'b'][i % 2];
    return `${score > 0.5 ? 1 : 0},${i % 5 === 0 ? '' : (i * 31) % 3 === 0 ? 1 : 0},${score},${(i * 13) % 101},${i % 50 === 7 ? `new${i}` : ['u', 'v', 'w'][i % 3]},${group},${i % 3 === 0 ? 'f' : 'm'}\n`;
  }).join('');

const { profileOf } = await measureText(spec, HEAD + rows(0, 200));
const counted = async (from: number, to: number) =>
  (await measureText(spec, HEAD + rows(from, to), { profile: profileOf })).aggregates[0]!;

describe('parts added together', () => {
  test('give the bytes of one run over the whole, however it is cut and in whatever order', async () => {
    const whole = writeAggregates(await counted(0, 500));
    for (const cuts of [
      [0, 250, 500],
      [0, 1, 2, 380, 500],
      [0, 499, 500],
    ]) {
      const parts = await Promise.all(cuts.slice(1).map((to, i) => counted(cuts[i]!, to)));
      expect(writeAggregates(mergeAggregates(parts))).toBe(whole);
      expect(writeAggregates(mergeAggregates(parts.toReversed()))).toBe(whole);
    }
  });

  test('survive the way through a file', async () => {
    const part = await counted(0, 100);
    expect(writeAggregates(readAggregates(writeAggregates(part), 'part'))).toBe(writeAggregates(part));
  });

  test('are suppressed only then: a group too small in each part is shown when it is large enough in all', async () => {
    const result = (aggregates: Awaited<ReturnType<typeof counted>>) =>
      buildResult({ spec, profile: profileOf, aggregates, engine: 'merged', version: 't', complete: true });
    const parts = await Promise.all([counted(380, 400), counted(400, 900)]);
    const slice = 'group:g=rare';
    expect(figureOf(result(parts[1]!), 'selection_rate', slice).value).not.toBeNull();
    const small = await Promise.all([counted(400, 640), counted(640, 900)]);
    for (const part of small) expect(figureOf(result(part), 'selection_rate', slice).value).toBeNull();
    expect(figureOf(result(mergeAggregates(small)), 'selection_rate', slice).n).toBeGreaterThanOrEqual(10);
  });
});

describe('what cannot be merged', () => {
  test('is a posted result: what was left out there is gone, and it is said', async () => {
    const { results } = await measureText(spec, HEAD + rows(0, 50));
    expect(() => readAggregates(JSON.stringify(results[0]), 'r.json')).toThrow('is a posted result');
  });

  test('is a part of another spec, another reference, or no part at all', async () => {
    const part = await counted(0, 50);
    expect(() => mergeAggregates([part, { ...part, specHash: 'other' }])).toThrow('different specs');
    expect(() => mergeAggregates([part, { ...part, profileHash: null }])).toThrow('different references');
    expect(() => mergeAggregates([])).toThrow('nothing to merge');
    expect(() => readAggregates('{', 'x')).toThrow('is no JSON');
    expect(() => readAggregates('{"format":"openaims-aggregates-1"}', 'x')).toThrow(
      'no aggregates of this version',
    );
  });
});
