import { addDays } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { Tx } from '#platform/tx.ts';
import { indicator } from './contract.ts';

type Indicator = RecordOf<typeof indicator>;
type Seen = { readonly id: string; readonly version: number };

/** Somebody looked: what it showed, whether the threshold is crossed, and when to look again. */
export async function lookAt(
  tx: Tx,
  seen: Seen,
  input: { readonly finding: string; readonly crossed: boolean },
): Promise<Indicator> {
  const before = await watched(tx, seen.id);
  return tx.update(
    indicator,
    { ...seen, again: true },
    {
      finding: input.finding,
      crossed: input.crossed,
      lookedOn: tx.today,
      lookedBy: tx.actor.id,
      nextOn: addDays(tx.today, before.everyDays),
    },
  );
}

/** Nobody looks at it any more, for a reason. */
export async function stopWatching(tx: Tx, seen: Seen, reason: string): Promise<Indicator> {
  await watched(tx, seen.id);
  return tx.update(indicator, seen, { stoppedBecause: reason, nextOn: null });
}

async function watched(tx: Tx, id: string): Promise<Indicator> {
  const found = await tx.get(indicator, id);
  if (found.stoppedBecause === null) return found;
  throw new AppError('wrong-state', t('Nobody watches this any more.'), {
    next: t('Add it again to the newest version.'),
  });
}
