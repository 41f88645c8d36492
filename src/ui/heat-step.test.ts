import fc from 'fast-check';
import { expect, test } from 'vitest';
import { letSpeak, speakerOf } from '#kernel/language.ts';
import { appetiteEdges, heatStep } from './heat-step.ts';

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

test('the line of the appetite is drawn in every language: its classes are no words', () => {
  letSpeak(() => speakerOf('de', { 'above {left} {below}': 'über {left} {below}' }));
  expect(appetiteEdges(2, 2, 4)).toBeUndefined();
  expect(appetiteEdges(3, 2, 4)).toBe('above edge-left edge-below');
  expect(appetiteEdges(1, 5, 4)).toBe('above edge-left');
  expect(appetiteEdges(5, 5, 4)).toBe('above');
  letSpeak(() => undefined);
});
