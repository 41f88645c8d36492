import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, explain, nextQuestions, reasonsFor, type TreeInput } from './classification.ts';
import { loadCatalog } from './load.ts';
import type { Answer, Condition } from './schemas/eu-ai-act.ts';

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

  test('what is called minimal stays minimal, whatever the open answers turn out to be', () => {
    const quiet = Object.fromEntries(ids.map((id) => [id, 'no'])) as Record<string, Answer>;
    const base: Record<string, Answer> = { ...quiet, 's-ai': 'yes', 's-union': 'yes' };
    fc.assert(
      fc.property(
        fc.subarray(ids),
        fc.infiniteStream(fc.constantFrom('yes' as const, 'no' as const)),
        (open, coins) => {
          const unknown: Record<string, Answer> = {
            ...base,
            ...Object.fromEntries(open.map((id) => [id, 'unknown' as const])),
          };
          if (!classify(tree, { answers: unknown, facts: {} }).outcomes.includes('minimal')) return;
          const filled = { ...unknown };
          for (const id of open) filled[id] = coins.next().value;
          expect(classify(tree, { answers: filled, facts: {} }).outcomes).toEqual(['minimal']);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('following the next question leads to an end at which no class and no duty is open', () => {
    fc.assert(
      fc.property(fc.infiniteStream(fc.nat(5)), (choices) => {
        const input = {
          answers: {} as Record<string, Answer>,
          facts: {} as Record<string, string | string[]>,
        };
        for (let next = nextQuestions(tree, input)[0]; next; next = nextQuestions(tree, input)[0]) {
          expect(known(input, next.id)).toBe(false);
          give(input, next.id, choices.next().value);
        }
        expect(classify(tree, input)).toMatchObject({ undetermined: [], undeterminedDuties: [] });
      }),
      { numRuns: 60 },
    );
  });
});

type Given = { readonly answers: Record<string, Answer>; readonly facts: Record<string, string | string[]> };
const known = ({ answers: given, facts: stated }: Given, id: string) => id in given || id in stated;

/** Answers a question or states a fact, by a choice that means little. */
function give({ answers: given, facts: stated }: Given, id: string, choice: number): void {
  const fact = tree.classification.facts.find((each) => each.id === id);
  if (!fact) given[id] = choice % 3 === 0 ? 'yes' : 'no';
  else if (fact.type === 'date') stated[id] = ['2024-05-01', '2026-09-01', 'not-yet'][choice % 3]!;
  else if (fact.type === 'yes-no-unknown') stated[id] = choice % 2 ? 'yes' : 'no';
  else {
    const value = fact.values![choice % fact.values!.length]!.id;
    stated[id] = fact.type === 'set' ? [value] : value;
  }
}

describe('the tree itself', () => {
  const { nodes, facts: asked, derived, outcomes, duties, dateRules, groups } = tree.classification;
  const among = {
    answer: new Set(ids),
    fact: new Set(asked.map((each) => each.id)),
    derived: new Set(derived.map((each) => each.id)),
    outcome: new Set(outcomes.map((each) => each.id)),
    before: new Set(tree.timeline.map((each) => each.id)),
  };
  const conditions = [
    ...nodes.flatMap((node) => node.askIf ?? []),
    ...[...derived, ...outcomes, ...duties].map((each) => each.when),
    ...Object.values(dateRules).flatMap((rules) => rules.map((rule) => rule.when)),
  ];

  test('every condition names things that exist, and values that the fact can have', () => {
    const wrong = conditions
      .flatMap(leavesOf)
      .filter((leaf) =>
        Object.entries(among).some(
          ([kind, known]) => kind in leaf && !known.has((leaf as Record<string, string>)[kind]!),
        ),
      );
    expect(wrong).toEqual([]);
    for (const leaf of conditions.flatMap(leavesOf)) {
      if (!('fact' in leaf)) continue;
      const values = asked.find((each) => each.id === leaf.fact)!.values?.map((each) => each.id) ?? [
        'yes',
        'no',
      ];
      for (const value of [leaf.has ?? [], leaf.only ?? [], leaf.in ?? []].flat())
        expect(values, leaf.fact).toContain(value);
    }
  });

  test('whether a question arises hangs only on questions before it, so they can be put in order', () => {
    for (const [place, { id, askIf }] of nodes.entries())
      for (const before of askIf ? questionsBehind(askIf) : [])
        expect(ids.indexOf(before), `${id} needs ${before}`).toBeLessThan(place);
  });

  test('no id is given twice, and every group, duty and rule of dates that is named exists', () => {
    for (const list of [nodes, asked, derived, outcomes, duties])
      expect(new Set(list.map((each) => each.id)).size).toBe(list.length);
    const groupIds = new Set(groups.map((each) => each.id));
    expect(nodes.filter((node) => !groupIds.has(node.group))).toEqual([]);
    const named = new Set(outcomes.flatMap((each) => each.duties));
    expect([...named].sort()).toEqual(duties.map((each) => each.id).sort());
    expect(duties.filter((duty) => !(duty.dates in dateRules))).toEqual([]);
    const entries = Object.values(dateRules).flatMap((rules) => rules.map((rule) => rule.timeline));
    expect(entries.filter((entry) => !among.before.has(entry))).toEqual([]);
  });

  test('each of the ten prohibited practices and each transparency case has its question', () => {
    const { prohibitedPractices, transparencyCases } = tree.classification;
    expect(prohibitedPractices.map((each) => each.node)).toEqual([
      'p-a',
      'p-b',
      'p-c',
      'p-d',
      'p-e',
      'p-f',
      'p-g',
      'p-h',
      'p-ba',
      'p-bb',
    ]);
    for (const { node } of [...prohibitedPractices, ...transparencyCases])
      expect(among.answer.has(node), node).toBe(true);
  });

  function questionsBehind(condition: Condition): readonly string[] {
    return leavesOf(condition).flatMap((leaf) => {
      if ('answer' in leaf) return [leaf.answer];
      if ('derived' in leaf) return questionsBehind(derived.find((each) => each.id === leaf.derived)!.when);
      if ('outcome' in leaf) return questionsBehind(outcomes.find((each) => each.id === leaf.outcome)!.when);
      return [];
    });
  }
});

describe('what comes next', () => {
  test('with nothing answered nothing is concluded, and the first question is whether it is an AI system', () => {
    const result = classify(tree, { answers: {}, facts: {} });
    expect(result).toMatchObject({ outcomes: [], earliestDate: null });
    expect(nextQuestions(tree, { answers: {}, facts: {} })[0]!.id).toBe('s-ai');
  });

  test('a question that cannot be put yet comes after those that can', () => {
    const order = nextQuestions(tree, { answers: { 's-ai': 'yes' }, facts: {} }).map((each) => each.id);
    expect(order.indexOf('s-military')).toBeLessThan(order.indexOf('p-a'));
    expect(order.indexOf('roles')).toBeLessThan(order.indexOf('p-a'));
  });

  test('when the class is settled, what is left is what decides duties', () => {
    const { answers: given } = named('Kind of body unknown');
    const left = nextQuestions(tree, { answers: given, facts: named('Kind of body unknown').facts });
    expect(left.map((each) => each.id)).toEqual(['bodyKind']);
    expect(left[0]).toMatchObject({
      blocks: [],
      duties: expect.arrayContaining(['du-fria', 'du-deployer-register']),
    });
  });

  test('a question of a class that cannot hold any more is not among them', () => {
    const { answers: given, facts: known } = named('Purely military');
    expect(nextQuestions(tree, { answers: given, facts: known })).toEqual([]);
  });
});

describe('why', () => {
  test('a class gives the answers it stands on, with their source in the law', () => {
    expect(reasonsFor(tree, named('CV screening'), 'high-annex-iii')).toContainEqual(
      expect.objectContaining({ id: 'iii-4', answer: 'yes', source: expect.stringContaining('Annex III') }),
    );
  });

  test('an explanation has the facts beside the answers', () => {
    const [, legacy] = explain(tree, named('Legacy CV screening, design unchanged'));
    expect(legacy).toMatchObject({ outcome: 'legacy-high-risk', status: 'holds' });
    expect(legacy!.reasons).toContainEqual(
      expect.objectContaining({
        kind: 'fact',
        id: 'firstPlaced',
        answer: '2024-06-01',
        source: expect.stringContaining('Art 111'),
      }),
    );
  });

  test('what is not an AI system stands on that answer alone, not on questions that never arose', () => {
    const [only, ...rest] = explain(tree, named('Not an AI system'));
    expect(rest).toEqual([]);
    expect(only).toMatchObject({ outcome: 'out-of-scope', status: 'holds' });
    expect(only!.reasons.map((each) => each.id)).toEqual(['s-ai']);
  });

  test('a class beside a terminal one says so, and an open one names what is open', () => {
    const beside = explain(tree, named('Emotion recognition at work'));
    expect(beside.map((each) => [each.outcome, each.status])).toEqual([
      ['prohibited', 'holds'],
      ['high-annex-iii', 'also-met'],
      ['transparency', 'also-met'],
    ]);
    const open = explain(tree, named('Unknown Art 5(1)(c)'));
    expect(open.map((each) => [each.outcome, each.status, each.reasons.map((reason) => reason.id)])).toEqual([
      ['prohibited', 'open', ['p-c']],
      ['minimal', 'open', ['p-c']],
    ]);
  });
});

describe('dates', () => {
  test.each([
    ['2026-12-01', false],
    ['2026-12-02', true],
    ['2027-01-01', true],
  ])('on %s the marking duty of an old generator being in force is %s', (today, inForce) => {
    const { due } = classify(tree, named('Image generator only, legacy'), today);
    expect(due.find((duty) => duty.id === 'du-50-2')).toMatchObject({ date: '2026-12-02', inForce });
  });

  test('today changes nothing but whether duties are in force', () => {
    for (const given of cases) {
      const { due, ...rest } = classify(tree, given, '2027-12-02');
      expect({ ...rest, due: due.map(({ inForce: _, ...duty }) => duty) }).toEqual(classify(tree, given));
    }
  });

  test('an open duty names every input that could settle it, those of its dates too', () => {
    const facts = { roles: ['provider'], bodyKind: 'private-other', firstPlaced: '2024-06-01' };
    const answers = {
      ...named('Legacy CV screening, design unchanged').answers,
      'iii-2': 'unknown' as const,
    };
    const { undeterminedDuties } = classify(tree, { answers, facts });
    expect(undeterminedDuties.find((duty) => duty.id === 'du-provider-register-national')!.blockedBy).toEqual(
      ['iii-2', 'intendedForPublicAuthorities'],
    );
  });
});

/** The worked case whose name begins so. */
function named(start: string): Case {
  return cases.find((each) => each.name.startsWith(start))!;
}

function leavesOf(condition: Condition): readonly Condition[] {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  if ('any' in condition) return condition.any.flatMap(leavesOf);
  return 'not' in condition ? leavesOf(condition.not) : [condition];
}
