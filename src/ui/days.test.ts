import { expect, test } from 'vitest';
import { dayWords, longDay } from './days.ts';

const today = '2026-03-01';

test('near days are said as a distance', () => {
  expect(
    ['2026-03-01', '2026-03-02', '2026-02-28', '2026-03-13', '2026-02-20'].map((day) => dayWords(day, today)),
  ).toEqual(['today', 'tomorrow', 'yesterday', 'in 12 days', '9 days ago']);
});

test('far days are said as the date', () => {
  expect(dayWords('2027-11-24', today)).toBe('Nov 24, 2027');
  expect(dayWords('2025-11-24', today)).toBe('Nov 24, 2025');
});

test('a day does not slip into the one before, wherever the reader sits', () => {
  const before = process.env.TZ;
  process.env.TZ = 'America/Los_Angeles';
  try {
    expect(longDay('2027-11-24')).toBe('Nov 24, 2027');
  } finally {
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  }
});

test('a time counts as its day', () => {
  expect(dayWords('2026-03-02T23:30:00.000Z', today)).toBe('tomorrow');
});
