import { readFile, stat } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import { readSheet, type Sheet } from './sheet.ts';
import type { SheetReply } from './sheet-worker.ts';
import { isZip } from './xlsx.ts';

/** Plain text below this size is read in a few milliseconds; starting a thread for it takes a hundred. */
const SMALL_BYTES = 64 * 1024;

/**
 * Reads a CSV or XLSX file. A large one, and whatever is packed, in a thread with a memory of its own: reads go on
 * meanwhile, and a file that fills the memory ends the thread, not the server.
 * @throws AppError `too-large`, `unsupported-media`, `invalid-input`, each saying what would be right
 */
export async function parseSheet(path: string, limitMs = 60_000): Promise<Sheet> {
  if ((await stat(path)).size < SMALL_BYTES && !isZip(await readFile(path))) return readSheet(path);
  const reply = await inThread(path, limitMs);
  if ('sheet' in reply) return reply.sheet;
  const { code, message, extra, said } = reply;
  // The thread knows no reader: what it found is said here, where whoever sent the file is known.
  const again = (words: string) => t(said.get(words)?.text ?? words, said.get(words)?.values);
  throw new AppError(code, again(message), { ...extra, ...(extra.next && { next: again(extra.next) }) });
}

function inThread(path: string, limitMs: number): Promise<SheetReply> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), {
      workerData: { path },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    // A table that keeps its reader busy is a trap, or too much for one import.
    const late = setTimeout(() => {
      void worker.terminate();
      resolve(tooMuch(msg('The file takes more than a minute to read.')));
    }, limitMs);
    worker.once('exit', () => clearTimeout(late));
    worker.once('message', resolve);
    worker.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ERR_WORKER_OUT_OF_MEMORY')
        resolve(tooMuch(msg('The file needs more memory than one import may have.')));
      else reject(error);
    });
    // After a message this changes nothing; without one it is the only word we get.
    worker.once('exit', (code) => reject(new Error(`The thread that read the file ended with ${code}`)));
  });
}

function tooMuch(message: string): SheetReply {
  return {
    code: 'too-large',
    message,
    extra: { next: msg('Split it into several files, or export it as CSV.') },
    said: new Map(),
  };
}
