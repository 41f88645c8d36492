import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, nextQuestions, reasonsFor, type TreeInput } from './classification.ts';
import { loadCatalog } from './load.ts';

const tree = (await loadCatalog()).packs['eu-ai-act'];
type Case = TreeInput & {
  readonly name: string;
  /** What a person wrote down as the right answer. */
  readonly hand: {
    out: string[];
    due?: string[];
    not?: string[];
    susp?: string[];
    dates?: Record<string, string>;
    date: string | null;
    open?: boolean;
  };
  /** What the pack's reference evaluator answers in full. */
  readonly reference: ReturnType<typeof classify>;
};
const cases = JSON.parse(
  readFileSync(new URL('./classification.cases.json', import.meta.url), 'utf8'),
) as Case[];

describe('the worked cases of the pack', () => {
  test('there are 58 of them', () => expect(cases).toHaveLength(58));

  test.each(cases.map((each) => [each.name, each] as const))(
    '%s',
    (_name, { answers, facts, hand, reference }) => {
      const result = classify(tree, { answers, facts });
      expect(result.outcomes).toEqual(hand.out);
      expect(result.earliestDate).toBe(hand.date);
      expect(result.earliestDateUndetermined).toBe(hand.open ?? false);
      const due = new Map(result.due.map((duty) => [duty.id, duty.date]));
      expect([...due.keys()]).toEqual(expect.arrayContaining(hand.due ?? []));
      for (const duty of hand.not ?? []) expect(due.has(duty), duty).toBe(false);
      expect(result.suspended).toEqual(expect.arrayContaining(hand.susp ?? []));
      for (const [duty, date] of Object.entries(hand.dates ?? {})) expect(due.get(duty)).toBe(date);
      expect(result).toEqual(reference);
    },
  );
});

const ids = tree.classification.nodes.map((node) => node.id);
const answers = fc
  .array(fc.constantFrom('yes' as const, 'no' as const, 'no' as const, 'unknown' as const), {
    minLength: ids.length,
    maxLength: ids.length,
  })
  .map((given) => Object.fromEntries(ids.map((id, i) => [id, given[i]!])) as TreeInput['answers']);
const facts = fc.constantFrom<TreeInput['facts']>(
  {},
  { roles: ['provider'], establishment: 'union', bodyKind: 'private-other' },
  { roles: ['deployer'], bodyKind: 'public-authority' },
);

describe('whatever is answered', () => {
  test('nothing is minimal while any other class is open or holds', () => {
    fc.assert(
      fc.property(answers, facts, (given, known) => {
        const result = classify(tree, { answers: given, facts: known });
        if (result.outcomes.includes('minimal'))
          expect({ outcomes: result.outcomes, open: result.undetermined }).toEqual({
            outcomes: ['minimal'],
            open: [],
          });
      }),
      { numRuns: 300 },
    );
  });

  test('filling in an unknown never takes a sure class away', () => {
    fc.assert(
      fc.property(
        answers,
        facts,
        fc.array(fc.boolean(), { minLength: ids.length, maxLength: ids.length }),
        (given, known, coins) => {
          const filled = Object.fromEntries(
            ids.map((id, i) => [id, given[id] === 'unknown' ? (coins[i] ? 'yes' : 'no') : given[id]!]),
          ) as TreeInput['answers'];
          const before = classify(tree, { answers: given, facts: known });
          const after = classify(tree, { answers: filled, facts: known });
          expect([...after.outcomes, ...after.alsoMet]).toEqual(
            expect.arrayContaining([...before.outcomes, ...before.alsoMet]),
          );
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('with nothing answered nothing is concluded, and the first question is whether it is an AI system', () => {
  const result = classify(tree, { answers: {}, facts: {} });
  expect(result).toMatchObject({ outcomes: [], earliestDate: null });
  expect(nextQuestions(tree, { answers: {}, facts: {} })[0]!.id).toBe('s-ai');
});

test('a class gives the answers it stands on, with their source in the law', () => {
  const given = cases.find((each) => each.name.startsWith('CV screening'))!;
  const reasons = reasonsFor(tree, given, 'high-annex-iii');
  expect(reasons).toContainEqual(
    expect.objectContaining({ id: 'iii-4', answer: 'yes', source: expect.stringContaining('Annex III') }),
  );
});
