import { expect, test } from 'vitest';
import { postSchema, type Result, resultHash, resultSchema } from './result.ts';

const result: Result = {
  format: 'openaims-measure-1',
  monitor: 'credit',
  system: 'SYS-0001',
  modelVersion: null,
  specHash: 'a'.repeat(64),
  profileHash: null,
  engine: 'duckdb',
  version: '0.1.0',
  window: { from: '2026-11-02T00:00:00.000Z', to: '2026-11-09T00:00:00.000Z', complete: true },
  rows: 3,
  labelled: 2,
  metrics: [
    {
      id: 'accuracy',
      slice: 'all',
      value: 0.5,
      lo: 0.1,
      hi: 0.9,
      boundKind: 'wilson',
      n: 2,
      definitionVersion: 1,
    },
  ],
  breaches: [],
  origin: { kind: 'measured' },
};

test('the hash is the same after a way over the wire, and another when one digit changed', async () => {
  const wire = resultSchema.parse(JSON.parse(JSON.stringify(result)));
  expect(await resultHash(wire)).toBe(await resultHash(result));
  const altered = { ...result, metrics: [{ ...result.metrics[0]!, value: 0.6 }] };
  expect(await resultHash(altered)).not.toBe(await resultHash(result));
});

test('a value that is no number, a field nobody knows and a window without a zone are refused', () => {
  const refused = (more: object) => resultSchema.safeParse({ ...result, ...more }).success === false;
  expect(refused({ metrics: [{ ...result.metrics[0], value: Number.NaN }] })).toBe(true);
  expect(refused({ minimum: 3 })).toBe(true);
  expect(refused({ window: { ...result.window, from: '2026-11-02T00:00:00+01:00' } })).toBe(true);
});

test('a post is a result with its hash, and nothing else', async () => {
  const hash = await resultHash(result);
  expect(postSchema.parse({ result, hash })).toEqual({ result, hash });
  expect(postSchema.safeParse({ result }).success).toBe(false);
  expect(postSchema.safeParse({ result, hash, rows: [] }).success).toBe(false);
});
