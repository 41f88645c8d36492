import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

/** Of the system: the way to the server is cut. */
const CUT = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** Of the driver, which gives these no code. */
const WORDS =
  /^(Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error|Client was closed)/;

/**
 * What became of the database server, in words for the user; any other error comes back as it is.
 * @param write `complete`: all of a transaction had been said when it failed, so only its commit was under way
 */
export function databaseError(error: unknown, write?: { readonly complete: boolean }): unknown {
  const { code = '', message = '' } = (error ?? {}) as { code?: string; message?: string };
  if (code === '53100')
    return new AppError(
      'storage-full',
      t("The data could not be written because the database server's disk is full."),
    );
  if (!isGone(code, message)) return error;
  if (write?.complete)
    return new AppError(
      'outcome-unknown',
      t('The database server went away while this was being made durable. It may have been kept or not.'),
    );
  return new AppError('unavailable', t('The database server does not answer.'));
}

/** 08 connection, 57P shutdown, 53300 too many connections, 25006 a standby that only reads. */
function isGone(code: string, message: string): boolean {
  return CUT.has(code) || /^(08|57P|53300|25006)/.test(code) || WORDS.test(message);
}
