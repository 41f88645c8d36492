import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import type { RequirementLine } from '../contract.ts';
import { groupsOf, isOpen, plainView, searchOf, shownLines, toggled, viewFrom } from './matrix.ts';

const none = {
  state: 'none',
  id: null,
  version: null,
  by: null,
  byName: null,
  on: null,
  expiresOn: null,
  statement: null,
  ownRows: 0,
  betterThen: null,
} as const;

function line(id: string, over: Partial<RequirementLine> = {}): RequirementLine {
  return {
    id,
    kind: id.startsWith('A.') ? 'control' : 'clause',
    title: id,
    group: id.startsWith('A.') ? id.slice(0, 3) : id.split('.')[0]!,
    pdca: id.startsWith('A.') ? null : id.startsWith('8') ? 'do' : 'plan',
    verdict: 'partial',
    because: null,
    confirmed: none,
    override: null,
    oldestProof: null,
    nextFlip: null,
    openGaps: 0,
    proofs: 0,
    uncovered: [],
    raises: [],
    checks: [],
    ...over,
  };
}

const lines = [
  line('6.1.2', { verdict: 'missing', raises: ['No record shows that this is done.'], openGaps: 3 }),
  line('6.1.3', { openGaps: 1 }),
  line('8.2'),
  line('A.5.2', { verdict: 'cannot-judge' }),
];
const groups = [
  { id: '6', title: 'Planning', kind: 'clause' as const },
  { id: '8', title: 'Operation', kind: 'clause' as const },
  { id: 'A.5', title: 'Assessing impacts', kind: 'control' as const },
];

describe('the matrix is what its URL says', () => {
  const view = fc.record({
    view: fc.constantFrom('clauses' as const, 'pdca' as const),
    kind: fc.constantFrom(null, 'clause' as const, 'control' as const),
    group: fc.constantFrom(null, '6', 'A.5'),
    verdict: fc.constantFrom(null, ...(Object.keys(verdicts) as Verdict[])),
    confirmed: fc.constantFrom(null, 'current' as const, 'older-facts' as const, 'expired' as const),
    raised: fc.boolean(),
    gaps: fc.boolean(),
    open: fc.option(fc.uniqueArray(fc.constantFrom('4', '6', 'A.5', 'plan'), { maxLength: 4 })),
  });

  test('state → URL → state', () => {
    fc.assert(
      fc.property(view, (state) => {
        expect(viewFrom(searchOf(state))).toEqual(state);
      }),
    );
  });

  test('nonsense in a URL leaves the default', () => {
    expect(viewFrom({ view: 'pie', verdict: '100', raised: 'yes' })).toEqual(plainView);
    // The router reads a lone number as one.
    expect(viewFrom({ open: 7, raised: true })).toEqual({ ...plainView, open: ['7'], raised: true });
  });

  test('the auditor filter keeps what would be raised, and opens its groups', () => {
    const raised = { ...plainView, raised: true };
    expect(shownLines(lines, raised).map((each) => each.id)).toEqual(['6.1.2']);
    expect(groupsOf(groups, lines, raised).map((each) => each.id)).toEqual(['6']);
    expect(isOpen(raised, '6')).toBe(true);
    expect(isOpen(plainView, '6')).toBe(false);
  });

  test('a group counts its lines by verdict and adds up their gaps', () => {
    expect(groupsOf(groups, lines, plainView)[0]).toMatchObject({
      counts: [
        { verdict: 'partial', count: 1 },
        { verdict: 'missing', count: 1 },
      ],
      openGaps: 4,
    });
  });

  test('the PDCA view groups clauses by plan, do, check, act and keeps Annex A in its own groups', () => {
    const rows = groupsOf(groups, lines, { ...plainView, view: 'pdca' });
    expect(rows.map((row) => [row.id, row.lines.map((each) => each.id)])).toEqual([
      ['plan', ['6.1.2', '6.1.3']],
      ['do', ['8.2']],
      ['A.5', ['A.5.2']],
    ]);
  });

  test('a click opens a closed group and closes an open one, under a filter too', () => {
    expect(toggled(plainView, '6', ['6', '8']).open).toEqual(['6']);
    expect(toggled({ ...plainView, open: ['6'] }, '6', ['6', '8']).open).toEqual([]);
    expect(toggled({ ...plainView, gaps: true }, '6', ['6', '8']).open).toEqual(['8']);
  });
});
