import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { organisations } from './people-tables.ts';
import type { Tx } from './tx.ts';

/**
 * Two people for an act of authority, or one where the organisation recorded why one person must do both.
 * @param preparer who prepared what is now approved
 * @param act for the message: "approve what you proposed yourself"
 * @returns the recorded reason to keep with the act, or null when two people acted
 * @throws AppError `forbidden`
 */
export async function fourEyes(tx: Tx, preparer: string | null, act: string): Promise<string | null> {
  if (preparer === null || preparer !== tx.actor.id) return null;
  const row = await tx.q
    .selectFrom(organisations(tx).as('o'))
    .select('o.singlePersonReason')
    .executeTakeFirst();
  if (row?.singlePersonReason) return row.singlePersonReason;
  throw new AppError('forbidden', t('You cannot {act}.', { act }), {
    next: t(
      'Ask a second person with the authority. A very small organisation can record a reason for single-person approval in its settings.',
    ),
  });
}
