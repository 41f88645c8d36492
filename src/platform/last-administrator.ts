import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { memberships, persons } from './people-tables.ts';
import type { Tx } from './tx.ts';

/** The memberships by which somebody active is administrator of the whole organisation today. */
export function administrators(tx: Tx) {
  return (
    tx.q
      .selectFrom(memberships(tx).as('m'))
      .innerJoin(persons(tx).as('p'), 'p.id', 'm.personId')
      .where('p.active', '=', 1)
      .where('m.roles', 'like', '%"administrator"%')
      // Who administers a part only can mend nothing outside it.
      .where('m.scope', 'is', null)
      .where((eb) => eb.or([eb('m.until', 'is', null), eb('m.until', '>=', tx.today)]))
      .select('m.id')
  );
}

/**
 * Looks after the change, in the same transaction: writers of one organisation take turns, so two administrators who
 * remove each other at the same moment cannot both succeed.
 * @throws AppError `wrong-state`
 */
export async function refuseWithoutAdministrator(tx: Tx): Promise<void> {
  if (!(await administrators(tx).executeTakeFirst()))
    throw new AppError(
      'wrong-state',
      t('The organisation would be left without an administrator of all of it.'),
      {
        next: t('Make somebody else an administrator of the whole organisation first.'),
      },
    );
}
