import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Tx } from '#platform/tx.ts';
import { recordNamed } from '#platform/view.ts';

/** The id of any record by its id or reference. @throws AppError `not-found` */
export async function recordId(tx: Pick<Tx, 'q' | 'org'>, idOrRef: string): Promise<string> {
  const row = await recordNamed(tx, idOrRef);
  if (row) return row.id;
  throw new AppError('not-found', t('There is no record {idOrRef} here.', { idOrRef }), {
    next: t('Give its reference, such as NCR-0003.'),
  });
}
