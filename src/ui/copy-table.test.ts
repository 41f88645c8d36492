import { expect, test } from 'vitest';
import { tableText } from './copy-table.ts';

test('rows become lines, cells are parted by tabs, and breaks inside a cell do not break the table', () => {
  expect(
    tableText([
      ['Name', 'State'],
      ['Chat\tbot\nfor guests', '●  In scope'],
    ]),
  ).toBe('Name\tState\nChat bot for guests\t● In scope');
});

test('no cell runs as a formula', () => {
  expect(tableText([['=1+1', '+1', '-1', '@SUM(A1)', "'x", ' =1']])).toBe(
    "'=1+1\t'+1\t'-1\t'@SUM(A1)\t''x\t'=1",
  );
});
