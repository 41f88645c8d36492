import { describe, expect, test } from 'vitest';
import { isSystemic, proposedGrade } from './grading.ts';
import { belongsToStage1 } from './limits.ts';

const check = (severity: 'major' | 'minor' | 'advice', gap: number, ok: number) => ({
  reason: 'gap' as const,
  sentence: '',
  check: { id: 'x.y', version: 1, title: 'X', severity, gap, ok, unknown: 0, idle: null, nextAt: null },
});
const plain = (reason: 'missing' | 'not-shown' | 'older-facts' | 'expired' | 'override') => ({
  reason,
  check: null,
  sentence: '',
});

describe('a proposed grade', () => {
  test.each([
    ['a requirement without any record', plain('missing'), 'major'],
    ['demanded documents that cannot be shown', plain('not-shown'), 'major'],
    ['a major rule that fails for most', check('major', 6, 4), 'major'],
    ['a major rule that fails for the only record', check('major', 1, 0), 'major'],
    ['a major rule that fails for a few', check('major', 1, 9), 'minor'],
    ['a minor rule, even when it fails for all', check('minor', 9, 0), 'minor'],
    ['advice', check('advice', 5, 0), 'observation'],
    ['a confirmation that ran out', plain('expired'), 'observation'],
    ['a confirmation on older facts', plain('older-facts'), 'observation'],
    ['an override', plain('override'), 'observation'],
  ] as const)('of %s is %s', (_what, raised, grade) => {
    expect(proposedGrade(raised).grade).toBe(grade);
    expect(proposedGrade(raised).because).toMatch(/\S/);
  });

  test('three minor points at one requirement may be a systemic failure, two are not', () => {
    expect(isSystemic(['minor', 'minor', 'minor'])).toBe(true);
    expect(isSystemic(['minor', 'minor', 'major', 'observation'])).toBe(false);
  });

  test('Stage 1 looks at clauses 4 to 7, at audit and review, and at demanded documents; Annex A is Stage 2', () => {
    const is = (id: string, documentedInformation: string | null = null) =>
      belongsToStage1({ id, documentedInformation });
    expect([
      is('4.3'),
      is('7.2'),
      is('9.2.1'),
      is('9.3.2'),
      is('8.2', 'results'),
      is('8.1'),
      is('A.5.2', 'x'),
    ]).toEqual([true, true, true, true, true, false, false]);
  });
});
