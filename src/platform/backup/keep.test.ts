import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { backupName, madeAt, superfluous } from './keep.ts';

const day = (text: string) => backupName(new Date(`${text}T02:00:00Z`));
const daily = (count: number, end = '2026-11-27') =>
  Array.from({ length: count }, (_, i) =>
    backupName(new Date(Date.parse(`${end}T02:00:00Z`) - i * 86_400_000)),
  );
const left = (names: readonly string[], keep: Parameters<typeof superfluous>[1]) => {
  const gone = new Set(superfluous(names, keep));
  return names.filter((name) => !gone.has(name));
};

describe('of the backups of a year', () => {
  test('the newest of 7 days, 4 weeks and 12 months stay', () => {
    const stay = left(daily(365), { days: 7, weeks: 4, months: 12 });
    expect(stay.slice(0, 7)).toEqual(daily(7));
    // Sundays end the ISO weeks before: 22 November is among the seven days.
    expect(stay).toEqual(expect.arrayContaining([day('2026-11-22'), day('2026-11-15'), day('2026-11-08')]));
    expect(stay).toEqual(expect.arrayContaining([day('2026-10-31'), day('2026-02-28'), day('2025-12-31')]));
    expect(stay).toHaveLength(7 + 2 + 11);
  });

  test('a gap costs nothing: what counts is periods that have a backup', () => {
    expect(
      left([day('2026-11-27'), day('2026-03-01'), day('2025-03-01')], { days: 2, weeks: 0, months: 0 }),
    ).toEqual([day('2026-11-27'), day('2026-03-01')]);
  });
});

test('the newest always stays, and nothing that is no backup is ever named', () => {
  fc.assert(
    fc.property(
      fc.array(fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), {
        minLength: 1,
      }),
      fc.nat(3),
      (dates, n) => {
        const names = [...dates.map(backupName), 'notes.txt', 'aims-2026.tar.gz', 'before-upgrade.db'];
        const gone = superfluous(names, { days: n, weeks: n, months: n });
        expect(gone).not.toContain([...names.filter((each) => madeAt(each))].sort().at(-1));
        for (const name of gone) expect(madeAt(name)).not.toBeNull();
      },
    ),
  );
});
