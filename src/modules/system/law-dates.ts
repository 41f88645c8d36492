import { canonical } from '#kernel/canonical.ts';
import { chunks } from '#kernel/chunks.ts';
import { msg } from '#kernel/language.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { JobHandler } from '#platform/module.ts';
import { inputOf, lawDatesOf } from './classification.ts';
import { system } from './contract.ts';
import { systems } from './read.ts';

type Answers = Pick<FieldsOf<typeof system>, 'euInput' | 'actRoles'>;

/** How many AI systems one transaction writes. */
const CHUNK = 500;

/** Once a day: the days of the law in confirmed classifications follow the pack, which amendments of the Act change. */
export const lawDatesJob: JobHandler = {
  kind: msg('system.lawDates'),
  daily: true,
  past: msg('took the days on which duties begin from the pack of the AI Act'),
  run: async (ctx) => {
    await followLawDates(ctx);
  },
};

/**
 * Gives confirmed classifications the days that the pack now has for their duties: those confirmed before days were
 * kept, and those of which the Act was amended since. Nobody looked, so no confirmation and no mark changes by it.
 * @returns how many AI systems got other days
 */
export async function followLawDates(ctx: ActionCtx): Promise<number> {
  const behind = await ctx.scan(behindThePack);
  let changed = 0;
  for (const ids of chunks(behind, CHUNK))
    changed += await ctx.write(async (tx) => {
      let some = 0;
      for (const id of ids) {
        // Somebody may have confirmed or answered anew meanwhile.
        const each = await tx.find(system, id);
        if (each?.euState !== 'confirmed') continue;
        const euDates = lawDatesOf(tx.catalog, inputOf(each));
        if (canonical(euDates) === canonical(each.euDates)) continue;
        await tx.update(system, { id }, { euDates });
        some += 1;
      }
      return some;
    });
  return changed;
}

async function behindThePack(ctx: Ctx): Promise<readonly string[]> {
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .selectAll()
    .where('s.euState', '=', 'confirmed')
    .orderBy('s.id')
    .execute();
  // Thousands of systems share a few sets of answers.
  const known = new Map<string, string>();
  const datesOf = (answers: Answers) => {
    const key = canonical([answers.euInput, answers.actRoles] as never);
    const dates = known.get(key) ?? canonical(lawDatesOf(ctx.catalog, inputOf(answers)));
    known.set(key, dates);
    return dates;
  };
  return rows
    .map((row) => decodeRecord(system, row as Record<string, unknown>))
    .filter((each) => datesOf(each) !== canonical(each.euDates))
    .map((each) => each.id);
}
