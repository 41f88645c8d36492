import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadCatalog } from './load.ts';
import type { RiskFacts } from './risk-suggestions.ts';

const catalog = await loadCatalog();
const rulesOf = (facts: RiskFacts, title: string) =>
  catalog
    .risksFor(facts)
    .risks.find(({ risk }) => risk.title === title)
    ?.reasons.map((reason) => reason.rule) ?? [];

test('of a system nothing is known of, no risk is said to fit', () => {
  expect(catalog.risksFor({})).toEqual({ risks: [], unused: [] });
});

test('a bought assistant that generates text is told of silent changes by its supplier, and why', () => {
  const facts: RiskFacts = { stage: 'operation-monitoring', generative: true, bought: true };
  expect(rulesOf(facts, 'Silent change by model supplier')).toEqual(['stage', 'generative', 'supplier']);
});

test('every reason names the fact of the system and the tag of the risk that met', () => {
  const [first] = catalog.risksFor({ dataCategories: ['public', 'special-categories'] }).risks;
  expect(first!.reasons).toEqual([
    {
      rule: 'personal-data',
      fact: 'data: special-categories',
      tag: 'dimension: privacy',
      words: expect.stringContaining('personal data'),
    },
  ]);
  expect(first!.risk.impactDimensions).toContain('privacy');
});

test('data that is not about people brings no privacy risk', () => {
  expect(catalog.risksFor({ dataCategories: ['public', 'confidential'] }).risks).toEqual([]);
});

test('a high-risk class brings unfairness and unsafe behaviour; a transparency case brings hidden AI', () => {
  expect(rulesOf({ euOutcomes: ['high-annex-iii'] }, 'Biased outcomes for protected groups')).toEqual([
    'high-risk-class',
  ]);
  expect(rulesOf({ euOutcomes: ['transparency'] }, 'AI interaction not disclosed')).toEqual([
    'transparency-class',
  ]);
  expect(catalog.risksFor({ euOutcomes: ['minimal'] }).risks).toEqual([]);
});

test('a system that decides brings the risks of automation; one that informs does not', () => {
  expect(rulesOf({ autonomy: 'decides-alone' }, 'Automation bias and over-reliance')).toEqual(['automation']);
  expect(catalog.risksFor({ autonomy: 'informs' }).risks).toEqual([]);
});

test('a sector meets no tag of this library, and the answer says so', () => {
  expect(catalog.risksFor({ sector: 'healthcare' })).toEqual({
    risks: [],
    unused: [{ fact: 'sector: healthcare', why: 'No risk of this library is tied to a sector.' }],
  });
});

test('whatever more is known, no risk loses a reason, and those with more reasons come first', () => {
  const facts = fc.record(
    {
      stage: fc.constantFrom('inception', 'deployment', 'operation-monitoring', null),
      generative: fc.constantFrom(true, false, null),
      euOutcomes: fc.subarray(['high-annex-iii', 'transparency', 'gpai', 'minimal']),
      affectedPeople: fc.constantFrom('', 'Applicants', null),
      dataCategories: fc.subarray(['personal', 'public']),
      bought: fc.boolean(),
      autonomy: fc.constantFrom('informs', 'decides-alone', 'unknown'),
    },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(facts, fc.boolean(), (given, bought) => {
      const { risks } = catalog.risksFor(given);
      const lengths = risks.map(({ reasons }) => reasons.length);
      expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
      const more = catalog.risksFor({ ...given, bought: bought || given.bought === true });
      for (const { risk, reasons } of risks)
        expect(more.risks.find((each) => each.risk === risk)!.reasons).toEqual(
          expect.arrayContaining([...reasons]),
        );
    }),
    { numRuns: 100 },
  );
});
