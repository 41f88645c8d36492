import { describe, expect, test } from 'vitest';
import { type CheckCounts, verdictOf } from './verdict.ts';

const rows = (ok: number, gap: number, unknown: number, idle: string | null = null): CheckCounts => ({
  ok,
  gap,
  unknown,
  idle,
});
const reason = 'No risk is above the appetite.';

describe('the verdict over the rows of all checks of a requirement (spine.md section 7)', () => {
  test.each([
    ['no check at all cannot be judged', [], [], 'cannot-judge'],
    ['only unknown rows cannot be judged', [rows(0, 0, 4)], [], 'cannot-judge'],
    ['an empty population without a reason proves nothing', [rows(0, 0, 0)], [], 'cannot-judge'],
    [
      'every population empty with its reason: no occurrence yet',
      [rows(0, 0, 0, reason)],
      [],
      'no-occurrence',
    ],
    [
      'one empty with a reason, one without: cannot be judged',
      [rows(0, 0, 0, reason), rows(0, 0, 0)],
      [],
      'cannot-judge',
    ],
    ['only ok rows are complete', [rows(3, 0, 0), rows(1, 0, 0)], [], 'complete'],
    [
      'ok rows beside an expected empty population are complete',
      [rows(3, 0, 0), rows(0, 0, 0, reason)],
      [],
      'complete',
    ],
    [
      'ok rows beside an unexplained empty population are partial',
      [rows(3, 0, 0), rows(0, 0, 0)],
      [],
      'partial',
    ],
    ['gaps and no ok row are missing', [rows(0, 2, 0)], [], 'missing'],
    ['gaps and unknown rows, no ok row, are missing', [rows(0, 2, 5)], [], 'missing'],
    ['ok and gap rows are partial', [rows(9, 1, 0)], [], 'partial'],
    ['ok and unknown rows are partial', [rows(9, 0, 1)], [], 'partial'],
    ['a part that no check covers keeps it at partial', [rows(9, 0, 0)], ['the approval'], 'partial'],
    ['a part that no check covers changes no worse verdict', [rows(0, 1, 0)], ['the approval'], 'missing'],
  ] as const)('%s', (_name, checks, unchecked, verdict) => {
    expect(verdictOf(checks, unchecked)).toBe(verdict);
  });
});
