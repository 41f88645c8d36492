import { AppError } from '#kernel/errors.ts';
import type { AuditException } from '#kernel/impartiality.ts';
import { yearsLater } from '#kernel/impartiality.ts';
import { t } from '#kernel/language.ts';
import { organisation, person } from '#kernel/people.ts';
import type { RecordOf } from '#kernel/record.ts';
import { advisedBy } from '#platform/impartiality.ts';
import { resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { ownOrganisation } from './service.ts';

/**
 * Records why somebody who advised may audit internally nevertheless; one exception for each person, the newest counts.
 * @throws AppError `invalid-input` for more than a year; `wrong-state` when the person may audit anyway
 */
export async function exceptAuditor(
  tx: Tx,
  version: number,
  input: Pick<AuditException, 'personId' | 'reason' | 'until'>,
): Promise<RecordOf<typeof organisation>> {
  const personId = await resolveId(tx, person, input.personId);
  await tx.get(person, personId);
  if (input.until < tx.today || input.until > yearsLater(tx.today, 1))
    throw new AppError('invalid-input', t('An exception holds for a year at most.'), {
      problems: [{ path: 'until', message: t('Choose a day up to {day}', { day: yearsLater(tx.today, 1) }) }],
    });
  const advised = await advisedBy(tx, personId);
  if (!advised || advised.auditsFrom <= tx.today)
    throw new AppError('wrong-state', t('This person may audit; no exception is needed.'));
  const own = await ownOrganisation(tx);
  const others = (own.auditExceptions ?? []).filter(
    (each) => each.personId !== personId && each.until >= tx.today,
  );
  const added = { ...input, personId, decidedBy: tx.actor.id!, decidedOn: tx.today };
  return tx.update(organisation, { id: own.id, version }, { auditExceptions: [...others, added] });
}
