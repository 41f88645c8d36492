import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

/**
 * For what the local socket alone offers: without a key whoever asks there is the operator of this machine.
 * @param refusal what a key hears
 * @throws AppError `forbidden` for a request with a key
 */
export function operatorOnly(request: Request, refusal: string): void {
  if (request.headers.has('x-api-key'))
    throw new AppError('forbidden', refusal, { next: t('Leave the key away.') });
}
