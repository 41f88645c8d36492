import { persons } from './people-tables.ts';
import type { Tx } from './tx.ts';

export type KnownPerson = {
  readonly id: string;
  readonly authUserId: string | null;
  readonly active: number;
};

/**
 * The persons behind a verified address, those with an account first. Of an account its own address counts, which nobody
 * edits; of a person without one what stands in the record, which administrators write. Of their own record people may
 * say any address, so that one is believed of nobody who has an account.
 */
export async function personsOfAddress(tx: Tx, email: string): Promise<readonly KnownPerson[]> {
  const [user] = await tx.handle.exec(`select "id" from "user" where "email" = ?`, [email]);
  const named = await people(tx)
    .where('p.authUserId', 'is', null)
    .where((eb) => eb(eb.fn<string>('lower', ['p.email']), '=', email))
    .execute();
  return user ? [...(await personsOfUser(tx, user.id as string)), ...named] : named;
}

/** The persons of an account in this organisation. */
export function personsOfUser(tx: Tx, userId: string): Promise<readonly KnownPerson[]> {
  return people(tx).where('p.authUserId', '=', userId).execute();
}

function people(tx: Tx) {
  return tx.q.selectFrom(persons(tx).as('p')).select(['p.id', 'p.authUserId', 'p.active']).orderBy('p.id');
}
