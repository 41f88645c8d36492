import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { membership, person } from '#kernel/people.ts';
import type { Invitation } from '../accounts.ts';
import { persons } from '../people-tables.ts';
import type { Tx } from '../tx.ts';

/**
 * Lets an account in as its invitation says, by whatever way it came: as a new person, or as the one whom it names.
 * The caller used the invitation up in the same transaction.
 * @returns the person
 * @throws AppError `duplicate`, `link-over`
 */
export async function takeUp(
  tx: Tx,
  { personId, email, roles, outside, ground, scope = null }: Invitation,
  account: { readonly userId: string; readonly name: string },
): Promise<string> {
  if (personId !== undefined) {
    await linkPerson(tx, personId, account.userId);
    return personId;
  }
  const made = await tx.insert(person, {
    name: account.name,
    email,
    jobTitle: null,
    organisationName: null,
    authUserId: account.userId,
    active: true,
    language: null,
  });
  await tx.insert(membership, {
    personId: made.id,
    roles: [...roles],
    outside,
    ground,
    until: null,
    scope,
  });
  return made.id;
}

/** The account of somebody who was recorded before: after a hand-over people sign in anew and stay who they were. */
async function linkPerson(tx: Tx, personId: string, userId: string): Promise<void> {
  const rows = await tx.q
    .selectFrom(persons(tx).as('p'))
    .select('p.id')
    .where('p.authUserId', '=', userId)
    .where('p.active', '=', 1)
    .execute();
  if (rows.some((row) => row.id !== personId))
    throw new AppError('duplicate', t('This account belongs to somebody else of this organisation.'));
  const invited = await tx.get(person, personId);
  if (!invited.active)
    throw new AppError('link-over', t('The person whom this link names is no longer active here.'));
  await tx.update(person, { id: personId }, { authUserId: userId });
}
