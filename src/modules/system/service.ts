import type { TreeInput } from '#catalog/classification.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { unit } from '#kernel/unit.ts';
import type { Tx } from '#platform/tx.ts';
import { inputOf, lawDatesOf, outcomesOf } from './classification.ts';
import { system } from './contract.ts';

type System = RecordOf<typeof system>;
type Seen = { readonly id: string; readonly version: number };

/** An AI system as it is when somebody has just written it down: proposed for the scope, classified by nobody. */
export function newSystem(input: Partial<FieldsOf<typeof system>>): FieldsOf<typeof system> {
  return {
    name: '',
    purpose: null,
    intendedUse: null,
    isoRoles: [],
    actRoles: [],
    ownerId: null,
    unitId: null,
    scope: 'proposed',
    scopeReason: null,
    stage: null,
    sector: null,
    affectedPeople: null,
    autonomy: 'unknown',
    dataCategories: [],
    generative: 'unknown',
    bought: 'unknown',
    riskLevel: null,
    euState: 'none',
    euInput: null,
    euReasons: {},
    euAssumption: null,
    euOutcomes: [],
    euOpen: null,
    euEarliest: null,
    euDates: [],
    euConfirmedBy: null,
    euConfirmedOn: null,
    importKey: null,
    sourceFields: {},
    agency: null,
    bureau: null,
    statedImpact: null,
    ...input,
  };
}

/** @throws AppError `invalid-input` when there is no such unit, or it is closed and takes nothing new */
export async function refuseWrongUnit(tx: Tx, unitId: string | null): Promise<void> {
  if (unitId === null) return;
  const found = await tx.find(unit, unitId);
  const message = found
    ? t('“{name}” is closed and takes nothing new.', { name: found.name })
    : t('There is no such unit. Add it under Units first.');
  if (!found || found.closedOn !== null)
    throw new AppError('invalid-input', message, { problems: [{ path: 'unitId', message }] });
}

/** Decides scope membership (4.3). Leaving a system out needs the reason an auditor will ask for. */
export function decideScope(
  tx: Tx,
  seen: Seen,
  input: { readonly scope: 'in' | 'out'; readonly reason?: string | undefined },
): Promise<System> {
  if (input.scope === 'out' && !input.reason)
    throw new AppError('invalid-input', t('Leaving an AI system out of the scope needs a reason.'), {
      problems: [{ path: 'reason', message: t('Say why it is out') }],
    });
  return tx.update(system, seen, { scope: input.scope, scopeReason: input.reason ?? null });
}

/** Records answers and facts. What follows from them is a proposal again, whoever confirmed the answers before. */
export async function classifySystem(tx: Tx, seen: Seen, given: TreeInput): Promise<System> {
  const before = await tx.get(system, seen.id);
  refuseUnknownNames(tx, given);
  const known = before.euInput ?? { answers: {}, facts: {} };
  const euInput = {
    answers: { ...known.answers, ...given.answers },
    facts: mutable({ ...known.facts, ...given.facts }),
  };
  const roles = euInput.facts.roles;
  const actRoles = Array.isArray(roles) ? roles : before.actRoles;
  const reasons = Object.fromEntries(
    Object.entries(before.euReasons).filter(
      ([id]) => given.answers[id] === undefined || given.answers[id] === known.answers[id],
    ),
  );
  return tx.update(system, seen, {
    euInput,
    actRoles,
    euReasons: reasons,
    euState: 'proposed',
    euDates: confirmedDates(tx, before),
    euConfirmedBy: null,
    euConfirmedOn: null,
    ...outcomesOf(tx.catalog, inputOf({ euInput, actRoles })),
  });
}

/** A named person takes the classification as theirs. With open classes it says so and needs a reason. */
export async function confirmClassification(tx: Tx, seen: Seen, reason: string | undefined): Promise<System> {
  const before = await tx.get(system, seen.id);
  if (before.euState === 'none')
    throw new AppError('wrong-state', t('Nobody has answered the questions of the classification yet.'));
  const computed = outcomesOf(tx.catalog, inputOf(before));
  if ((computed.euOpen ?? 0) > 0 && !reason) {
    throw new AppError(
      'wrong-state',
      t('{euOpen, plural, one {# class is} other {# classes are}} still open because answers are unknown.', {
        euOpen: computed.euOpen,
      }),
      { next: t('Answer the open questions, or confirm with the reason why they cannot be answered now.') },
    );
  }
  // Confirming again counts although nothing differs: somebody looked once more.
  return tx.update(
    system,
    { ...seen, again: true },
    {
      ...computed,
      euDates: lawDatesOf(tx.catalog, inputOf(before)),
      euState: 'confirmed',
      euConfirmedBy: tx.actor.id,
      euConfirmedOn: tx.today,
      ...(reason && { euAssumption: [before.euAssumption, reason].filter(Boolean).join(' ') }),
    },
  );
}

/** The days of the classification that was confirmed last; none when nobody ever confirmed one. */
function confirmedDates(tx: Tx, each: System): string[] {
  return each.euDates ?? (each.euState === 'confirmed' ? lawDatesOf(tx.catalog, inputOf(each)) : []);
}

function refuseUnknownNames(tx: Tx, given: TreeInput): void {
  const { nodes, facts } = tx.catalog.packs['eu-ai-act'].classification;
  const problems = [
    ...Object.keys(given.answers)
      .filter((id) => !nodes.some((node) => node.id === id))
      .map((id) => ({ path: `answers.${id}`, message: t('The tree has no such question') })),
    ...Object.entries(given.facts).flatMap(([id, value]) =>
      factProblem(
        facts.find((fact) => fact.id === id),
        id,
        value,
      ),
    ),
  ];
  if (problems.length > 0)
    throw new AppError('invalid-input', t('Some answers do not belong to the tree.'), { problems });
}

type Fact = { readonly type: string; readonly values?: readonly { readonly id: string }[] | undefined };

function factProblem(fact: Fact | undefined, id: string, value: string | readonly string[]) {
  const path = `facts.${id}`;
  if (!fact) return [{ path, message: t('The tree has no such fact') }];
  if (value === 'unknown') return [];
  if ((fact.type === 'set') !== Array.isArray(value))
    return [{ path, message: fact.type === 'set' ? t('A list is needed') : t('One value is needed') }];
  if (fact.type === 'date')
    return /^\d{4}-\d\d-\d\d$/.test(String(value)) || value === 'not-yet'
      ? []
      : [{ path, message: t('A day, "not-yet" or "unknown"') }];
  const known = fact.values ? fact.values.map((each) => each.id) : ['yes', 'no'];
  return [value].flat().every((each) => known.includes(each as string))
    ? []
    : [{ path, message: t('One of {known}, or unknown', { known: known.join(', ') }) }];
}

function mutable(
  facts: Readonly<Record<string, string | readonly string[]>>,
): Record<string, string | string[]> {
  return Object.fromEntries(
    Object.entries(facts).map(([id, value]) => [id, typeof value === 'string' ? value : [...value]]),
  );
}
