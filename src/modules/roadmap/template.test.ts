import { describe, expect, test } from 'vitest';
import { loadCatalog } from '#catalog/load.ts';
import { DEFAULT_WEEKS, estimateOf, LEAST_WEEKS, MOST_WEEKS } from './estimate.ts';
import { scaledTemplate, taskOf } from './scaled.ts';
import { scheduleOf } from './schedule.ts';
import { phases, template } from './template.ts';

const at = (weeks: number) => {
  const scaled = scaledTemplate(weeks);
  return { scaled, schedule: scheduleOf('2026-01-05', scaled.map(taskOf)) };
};
const endOf = (plan: ReturnType<typeof at>, key: string) =>
  plan.schedule.tasks.find((each) => each.id === key)!;

describe('the template', () => {
  test('takes 28 weeks, with the phases ending in weeks 4, 12, 20, 24 and 28', () => {
    const plan = at(DEFAULT_WEEKS);
    expect(plan.schedule.days).toBe(196);
    const day = (week: number) =>
      new Date(Date.parse('2026-01-05') + (week * 7 - 1) * 86_400_000).toISOString().slice(0, 10);
    expect(['m1', 'm2', 'm3', 'm4', 'm5'].map((key) => endOf(plan, key).end)).toEqual(
      [4, 12, 20, 24, 28].map(day),
    );
  });

  test.each(Array.from({ length: MOST_WEEKS - LEAST_WEEKS + 1 }, (_, i) => [LEAST_WEEKS + i]))(
    'takes exactly %i weeks when that is estimated',
    (weeks) => {
      expect(at(weeks).schedule.days).toBe(weeks * 7);
    },
  );

  test('works in pilot areas before the whole scope', () => {
    const plan = at(DEFAULT_WEEKS);
    for (const full of template.filter((each) => each.pilot === 'full'))
      for (const pilot of template.filter((each) => each.pilot === 'pilot'))
        expect(endOf(plan, pilot.key).end < endOf(plan, full.key).start).toBe(true);
  });

  test('has every phase, unique keys, no least duration above the planned one, and proofs that exist', async () => {
    const catalog = await loadCatalog();
    expect(new Set(template.map((each) => each.key)).size).toBe(template.length);
    expect(new Set(template.map((each) => each.phase))).toEqual(new Set(phases.map((each) => each.phase)));
    for (const each of template) {
      expect(each.leastDays, each.key).toBeLessThanOrEqual(each.days);
      for (const proof of each.proofs)
        if (proof.kind === 'requirement')
          expect(catalog.requirement(`iso-42001:${proof.id}`), proof.id).not.toBeNull();
    }
  });

  test('asks for a proof of every subclause of the standard that a plan can prepare', async () => {
    const catalog = await loadCatalog();
    const named = new Set(template.flatMap((each) => each.proofs.map((proof) => proof.id)));
    // These are shown by checks that read their registers, not by a verdict alone.
    const byChecks = ['6.1.1', '6.1.2', '6.1.3', '6.1.4', '6.3', '8.2', '8.4', '9.1', '10.2'];
    for (const { id } of catalog.subclauses()) expect(named.has(id) || byChecks.includes(id), id).toBe(true);
  });
});

describe('the estimate', () => {
  const facts = { people: 40, systemsInScope: 5, highRisk: 0, saidYes: null, iso27001: false };

  test('is 28 weeks for a small organisation of which nothing else is known', () => {
    expect(estimateOf(facts)).toMatchObject({ weeks: 28, sum: 28, bounded: false });
    expect(estimateOf({ ...facts, people: null }).weeks).toBe(28);
  });

  test('is shorter with ISO/IEC 27001, and never below 26 weeks, and says so', () => {
    expect(estimateOf({ ...facts, iso27001: true })).toMatchObject({ weeks: 26, sum: 24, bounded: true });
  });

  test('grows with people and AI systems, and never beyond 52 weeks', () => {
    const weeks = (some: Partial<typeof facts>) => estimateOf({ ...facts, ...some }).weeks;
    expect(weeks({ people: 320 })).toBe(32);
    expect(weeks({ people: 6000, systemsInScope: 2133, highRisk: 300 })).toBe(52);
    expect(weeks({ people: 60_000, systemsInScope: 2133, highRisk: 300, saidYes: 0 } as never)).toBe(52);
  });

  test('gives way to a person who says why, and shows what the rule had said', () => {
    const { factors, weeks } = estimateOf(facts, [
      { id: 'size', weeks: 6, reason: 'Spread over four countries' },
    ]);
    expect(weeks).toBe(34);
    expect(factors[0]).toMatchObject({
      weeks: 6,
      suggested: 0,
      edited: true,
      reason: 'Spread over four countries',
    });
  });
});
