import { expect, test } from 'vitest';
import { staleFiles } from './generate.ts';

test('what is generated from the contracts is committed as it would be made now (npm run generate)', () => {
  expect(staleFiles()).toEqual([]);
});
