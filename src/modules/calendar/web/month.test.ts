import { expect, test } from 'vitest';
import { dayByKey, monthBeside, weeksOf } from './month.ts';

test('a month is shown in whole weeks from Monday, also over the end of a year', () => {
  expect(weeksOf('2027-02').map((week) => week[0])).toEqual([
    '2027-02-01',
    '2027-02-08',
    '2027-02-15',
    '2027-02-22',
  ]);
  const december = weeksOf('2026-12');
  expect([december[0]![0], december.at(-1)!.at(-1)]).toEqual(['2026-11-30', '2027-01-03']);
});

test('months follow each other over the turn of the year', () => {
  expect([monthBeside('2026-12', 1), monthBeside('2027-01', -1)]).toEqual(['2027-01', '2026-12']);
});

test('keys move by day, week and month, and to the ends of the week', () => {
  const from = (key: string) => dayByKey('2026-11-25', key);
  expect(
    ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown', 'a'].map(from),
  ).toEqual([
    '2026-11-24',
    '2026-11-26',
    '2026-11-18',
    '2026-12-02',
    '2026-11-23',
    '2026-11-29',
    '2026-10-25',
    '2026-12-25',
    null,
  ]);
});
