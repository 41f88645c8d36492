import { classify } from '#catalog/classification.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Tx } from '#platform/tx.ts';
import { inputOf } from './classification.ts';
import { system } from './contract.ts';
import { systems } from './read.ts';
import { newSystem } from './service.ts';

/** A duty of the EU AI Act that the confirmed classification of AI systems in scope brings. */
export type LegalDuty = {
  readonly id: string;
  readonly title: string;
  /** Ids of the articles and obligations of the pack, such as `art-26-1`. */
  readonly articles: readonly string[];
  /** The first day on which it binds one of the systems. */
  readonly from: string;
  readonly systems: readonly { readonly id: string; readonly ref: string; readonly name: string }[];
};

/** Writes an AI system down as proposed for the scope: whoever answers for it decides on that and classifies it. */
export function proposeSystem(
  tx: Tx,
  facts: Partial<
    Pick<
      FieldsOf<typeof system>,
      'name' | 'purpose' | 'intendedUse' | 'affectedPeople' | 'dataCategories' | 'stage' | 'ownerId'
    >
  >,
): Promise<RecordOf<typeof system>> {
  return tx.insert(system, newSystem(facts));
}

type Hands = Pick<Ctx, 'q' | 'org' | 'at' | 'catalog'>;

/**
 * The duties behind the AI systems in scope whose classification a person confirmed; a proposed one brings none. In
 * the order of the pack.
 */
export async function confirmedDuties(ctx: Hands): Promise<readonly LegalDuty[]> {
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .selectAll('s')
    .where('s.scope', '=', 'in')
    .where('s.euState', '=', 'confirmed')
    .orderBy('s.ref')
    .execute();
  const pack = ctx.catalog.packs['eu-ai-act'];
  const dueOf = onceFor((input: ReturnType<typeof inputOf>) => classify(pack, input).due);
  const found = new Map<string, { from: string; systems: LegalDuty['systems'][number][] }>();
  for (const row of rows) {
    const each = decodeRecord(system, row);
    for (const { id, date } of dueOf(inputOf(each))) {
      const known = found.get(id) ?? { from: date, systems: [] };
      known.systems.push({ id: each.id, ref: each.ref, name: each.name });
      found.set(id, { ...known, from: date < known.from ? date : known.from });
    }
  }
  return pack.classification.duties.flatMap((duty) => {
    const behind = found.get(duty.id);
    return behind ? [{ id: duty.id, title: duty.title, articles: duty.articles ?? [], ...behind }] : [];
  });
}

/** Many systems have the same answers: the tree is walked once for each set of them. */
function onceFor<In, Out>(compute: (input: In) => Out): (input: In) => Out {
  const known = new Map<string, Out>();
  return (input) => {
    const key = JSON.stringify(input);
    const before = known.get(key);
    if (before !== undefined) return before;
    const value = compute(input);
    known.set(key, value);
    return value;
  };
}

/** Whether one duty of the Act is owed for an AI system, by its confirmed classification. */
export type DutyStanding = {
  readonly standing: 'due' | 'not due' | 'suspended' | 'undetermined';
  /** The first day on which it binds, when it is due. */
  readonly from: string | null;
  readonly why: string;
};

/** One duty, such as `du-fria`, for one AI system. Without a confirmed classification nothing is determined. */
export function dutyStanding(
  { catalog }: Pick<Ctx, 'catalog'>,
  each: Pick<RecordOf<typeof system>, 'euState' | 'euInput' | 'actRoles'>,
  dutyId: string,
): DutyStanding {
  if (each.euState !== 'confirmed')
    return {
      standing: 'undetermined',
      from: null,
      why:
        each.euState === 'none'
          ? t('The AI system is not classified yet.')
          : t('Its classification is only proposed; a person must confirm it.'),
    };
  const result = classify(catalog.packs['eu-ai-act'], inputOf(each));
  const due = result.due.find((one) => one.id === dutyId);
  if (due)
    return {
      standing: 'due',
      from: due.date,
      why: t('By the confirmed classification, from {date}.', { date: due.date }),
    };
  if (result.suspended.includes(dutyId))
    return {
      standing: 'suspended',
      from: null,
      why: t('It was placed before the rules start and is unchanged.'),
    };
  const open = result.undeterminedDuties.find((one) => one.id === dutyId);
  if (open)
    return {
      standing: 'undetermined',
      from: null,
      why: t('It hangs on what is not known: {blockedBy}.', { blockedBy: open.blockedBy.join(', ') }),
    };
  return { standing: 'not due', from: null, why: t('The confirmed classification brings no such duty.') };
}
/** What imported sources say of an AI system. A statement counts only when a person confirmed it with evidence. */
export { type ClaimTopic, claimTitles } from './claim-contract.ts';
export { claimsOf } from './claim-service.ts';

/** Puts AI systems into a unit, each with its own entry of the log. */
export async function assignUnit(tx: Tx, ids: readonly string[], unitId: string): Promise<void> {
  for (const id of ids) await tx.update(system, { id }, { unitId });
}
