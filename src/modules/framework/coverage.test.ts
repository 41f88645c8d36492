import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '#catalog/load.ts';
import type { Verdict } from '#kernel/verdict.ts';
import { coveredBy, type Tie, tiesOf } from './coverage.ts';

const tie = (relation: Tie['relation'], ours = '6.1.3', confidence = 'high'): Tie => ({
  ours,
  relation,
  rationale: 'x',
  source: 'x',
  confidence,
});

describe('what is covered', () => {
  test('an intersection or a support is never carried over, however complete our records are', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Tie['relation']>('intersects', 'supports')), (relations) => {
        const covered = coveredBy(
          relations.map((relation) => tie(relation)),
          () => 'complete',
        );
        expect(covered).toEqual({
          coverage: relations.length > 0 ? 'shared' : 'none',
          verdict: null,
          confidence: null,
        });
      }),
    );
  });

  test('one that ours is only a part of is covered in part, without a verdict', () => {
    expect(coveredBy([tie('subset'), tie('intersects')], () => 'complete')).toMatchObject({
      coverage: 'part',
      verdict: null,
    });
  });

  test('the best of those that contain it is carried over, with its confidence', () => {
    const verdicts: Record<string, Verdict> = { '4.1': 'missing', '4.2': 'partial' };
    expect(
      coveredBy([tie('equal', '4.1', 'high'), tie('superset', '4.2', 'medium')], (ours) => verdicts[ours]!),
    ).toEqual({ coverage: 'carried', verdict: 'partial', confidence: 'medium' });
  });

  test('in the packs nothing of the AI Act, the GDPR or the NIST framework is carried over by ISO/IEC 42001', async () => {
    const catalog = await loadCatalog();
    for (const framework of ['eu-ai-act', 'gdpr', 'nist-ai-rmf'])
      for (const { ref } of catalog.requirements(framework))
        expect(coveredBy(tiesOf(catalog.mappings(ref)), () => 'complete').coverage, ref).not.toBe('carried');
    const carried = catalog
      .requirements('iso-27001')
      .filter(({ ref }) => coveredBy(tiesOf(catalog.mappings(ref)), () => 'complete').coverage === 'carried');
    expect(carried.length).toBe(12);
  });
});
