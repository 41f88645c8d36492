import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import { system } from '#modules/system/contract.ts';
import type { Tx } from '#platform/tx.ts';
import { screening } from './contract.ts';
import { type Criteria, criteriaInForce } from './criteria.ts';
import { screenings } from './read.ts';
import {
  type Depth,
  type FactAnswer,
  factsOf,
  knownFacts,
  screen,
  screeningFacts,
} from './screening-rules.ts';

export type Screening = RecordOf<typeof screening>;
type System = RecordOf<typeof system>;

/** The screening of an AI system, or null. */
export async function screeningOf(tx: Tx, systemId: string): Promise<Screening | null> {
  const row = await tx.q
    .selectFrom(screenings(tx).as('s'))
    .select('s.id')
    .where('s.systemId', '=', systemId)
    .executeTakeFirst();
  return row ? tx.get(screening, row.id) : null;
}

/**
 * Screens one AI system by the rules in force. What a person decided otherwise stays, unless the rules now ask for
 * more than that.
 * @throws AppError `conflict` when somebody screened it meanwhile; `invalid-input` for a question that is not asked
 */
export async function screenSystem(
  tx: Tx,
  systemId: string,
  given: {
    readonly answers: Readonly<Record<string, FactAnswer>>;
    readonly version?: number | undefined;
    readonly reason?: string | undefined;
  },
): Promise<Screening> {
  refuseUnknownFacts(given.answers);
  const subject = await tx.get(system, systemId);
  const before = await screeningOf(tx, systemId);
  const fields = screened(tx, { subject, before, criteria: await criteriaInForce(tx), ...given });
  if (!before) return tx.insert(screening, fields);
  return tx.update(
    screening,
    { id: before.id, ...(given.version !== undefined && { version: given.version }) },
    fields,
  );
}

/** The fields of a screening after the rules were walked. */
export function screened(
  tx: Pick<Tx, 'actor' | 'today'>,
  input: {
    readonly subject: System;
    readonly before: Screening | null;
    readonly criteria: Criteria;
    readonly answers: Readonly<Record<string, FactAnswer>>;
    readonly reason?: string | undefined;
  },
) {
  const { subject, before, criteria } = input;
  const answers = { ...before?.answers, ...input.answers };
  const result = screen(criteria.rules, knownFacts(factsOf(subject), answers));
  const kept =
    before !== null && !before.byRules && before.depth !== null && !overtaken(result.depth, before);
  const depth = kept ? before.depth : result.depth === 'open' ? null : result.depth;
  const same = before !== null && before.depth === depth && before.criteriaVersion === criteria.version;
  return {
    systemId: subject.id,
    title: subject.name,
    state: depth === null ? ('open' as const) : ('decided' as const),
    answers,
    computed: result.depth,
    because: [...result.because],
    missing: [...result.missing],
    depth,
    byRules: !kept,
    reason: kept ? before.reason : (input.reason ?? (same ? before.reason : null)),
    decidedBy: kept || same ? before!.decidedBy : depth === null ? null : tx.actor.id,
    decidedOn: kept || same ? before!.decidedOn : depth === null ? null : tx.today,
    criteriaVersion: criteria.version,
    systemVersion: subject.version,
  };
}

/** A person decides another depth than the rules, and answers for it. */
export async function decideDepth(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
  input: { readonly depth: Depth; readonly reason: string },
): Promise<Screening> {
  return tx.update(screening, seen, {
    state: 'decided',
    depth: input.depth,
    byRules: false,
    reason: input.reason,
    decidedBy: tx.actor.id,
    decidedOn: tx.today,
  });
}

const ORDER = ['none', 'light', 'open', 'full'];

/** Whether the rules now ask for more than they did when a person decided, and than that person decided. */
function overtaken(computed: Screening['computed'], before: Screening): boolean {
  const rank = (depth: string) => ORDER.indexOf(depth);
  return (
    computed !== 'open' &&
    rank(computed) > rank(before.computed) &&
    rank(computed) > rank(before.depth ?? 'none')
  );
}

export function refuseUnknownFacts(answers: Readonly<Record<string, unknown>>): void {
  const strange = Object.keys(answers).filter(
    (id) => !screeningFacts.some((each) => each.id === id && each.asked),
  );
  if (strange.length > 0)
    throw new AppError(
      'invalid-input',
      t('The screening does not ask "{strange}".', { strange: strange.join('", "') }),
      {
        problems: strange.map((path) => ({ path: `answers.${path}`, message: t('no such question') })),
      },
    );
}
