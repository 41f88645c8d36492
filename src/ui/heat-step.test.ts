import fc from 'fast-check';
import { expect, test } from 'vitest';
import { heatStep } from './heat-step.ts';

test('empty cells are empty, and the fullest cell is the strongest', () => {
  expect(heatStep(0, 12)).toBe(0);
  expect(heatStep(12, 12)).toBe(4);
  expect(heatStep(1, 1000)).toBe(1);
});

test('more is never drawn weaker', () => {
  fc.assert(
    fc.property(fc.nat(500), fc.nat(500), fc.nat(500), (a, b, extra) => {
      const most = Math.max(1, a, b) + extra;
      expect(heatStep(Math.min(a, b), most)).toBeLessThanOrEqual(heatStep(Math.max(a, b), most));
    }),
  );
});
