import { parentPort, workerData } from 'node:worker_threads';
import { AppError, type ErrorCode, type ErrorExtra } from '#kernel/errors.ts';
import { letSpeak, type Values } from '#kernel/language.ts';
import { readSheet, type Sheet } from './sheet.ts';

/** One file read in a thread of its own, so that a large or hostile one holds up nobody. */
export type SheetReply =
  | { readonly sheet: Sheet }
  | {
      readonly code: ErrorCode;
      readonly message: string;
      readonly extra: ErrorExtra;
      /** Each sentence with the text it was made of, so that it can be said in another language. */
      readonly said: ReadonlyMap<string, Said>;
    };
type Said = { readonly text: string; readonly values: Values | undefined };

const said = new Map<string, Said>();
letSpeak(
  () => undefined,
  (words, text, values) => said.set(words, { text, values }),
);

try {
  const sheet = await readSheet((workerData as { path: string }).path);
  parentPort!.postMessage({ sheet } satisfies SheetReply);
} catch (error) {
  if (!(error instanceof AppError)) throw error;
  const { code, message, extra } = error;
  parentPort!.postMessage({ code, message, extra, said } satisfies SheetReply);
}
