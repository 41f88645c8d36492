import { parentPort, workerData } from 'node:worker_threads';
import { AppError, type ErrorCode, type ErrorExtra } from '#kernel/errors.ts';
import { readSheet, type Sheet } from './sheet.ts';

/** One file read in a thread of its own, so that a large or hostile one holds up nobody. */
export type SheetReply =
  | { readonly sheet: Sheet }
  | { readonly code: ErrorCode; readonly message: string; readonly extra: ErrorExtra };

try {
  const sheet = await readSheet((workerData as { path: string }).path);
  parentPort!.postMessage({ sheet } satisfies SheetReply);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const { code, message, extra } = error;
  parentPort!.postMessage({ code, message, extra } satisfies SheetReply);
}
