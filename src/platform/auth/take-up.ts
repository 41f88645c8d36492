import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { membership, person } from '#kernel/people.ts';
import type { Invitation } from '../accounts.ts';
import { personsOfUser } from '../known-person.ts';
import type { Tx } from '../tx.ts';

/**
 * Lets an account in as its invitation says, by whatever way it came: as the one whom it names, as whom the account is
 * here already and who gets its roles too, or as a new person. One account is one person of an organisation, or two
 * pairs of eyes could be one. Somebody whose roles come from elsewhere is let in with none.
 * The caller used the invitation up in the same transaction.
 * @returns the person
 * @throws AppError `duplicate`, `link-over`
 */
export async function takeUp(
  tx: Tx,
  { personId, email, roles, outside, ground, scope = null }: Omit<Invitation, 'invitedBy'>,
  account: { readonly userId: string; readonly name: string },
): Promise<string> {
  const here = (await personsOfUser(tx, account.userId)).filter((each) => each.active === 1);
  if (personId !== undefined) {
    if (here.some((each) => each.id !== personId))
      throw new AppError('duplicate', t('This account belongs to somebody else of this organisation.'));
    await linkPerson(tx, personId, account.userId);
    return personId;
  }
  const { id } =
    here[0] ??
    (await tx.insert(person, {
      name: account.name,
      email,
      jobTitle: null,
      organisationName: null,
      authUserId: account.userId,
      active: true,
      language: null,
    }));
  if (roles.length > 0)
    await tx.insert(membership, { personId: id, roles: [...roles], outside, ground, until: null, scope });
  return id;
}

/** The account of somebody who was recorded before: after a hand-over people sign in anew and stay who they were. */
async function linkPerson(tx: Tx, personId: string, userId: string): Promise<void> {
  const invited = await tx.get(person, personId);
  if (!invited.active)
    throw new AppError('link-over', t('The person whom this link names is no longer active here.'));
  await tx.update(person, { id: personId }, { authUserId: userId });
}
