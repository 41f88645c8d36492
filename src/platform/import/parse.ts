import { Worker } from 'node:worker_threads';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Sheet } from './sheet.ts';
import type { SheetReply } from './sheet-worker.ts';

/**
 * Reads a CSV or XLSX file in a thread with a memory of its own: reads go on meanwhile, and a file that fills the
 * memory ends the thread, not the server.
 * @throws AppError `too-large`, `unsupported-media`, `invalid-input`, each saying what would be right
 */
export function parseSheet(path: string, limitMs = 60_000): Promise<Sheet> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./sheet-worker.ts', import.meta.url), {
      workerData: { path },
      resourceLimits: { maxOldGenerationSizeMb: 1024 },
    });
    // A table that keeps its reader busy is a trap, or too much for one import.
    const late = setTimeout(() => {
      void worker.terminate();
      reject(
        new AppError('too-large', 'The file takes more than a minute to read.', {
          next: 'Split it into several files, or export it as CSV.',
        }),
      );
    }, limitMs);
    worker.once('exit', () => clearTimeout(late));
    worker.once('message', (reply: SheetReply) => {
      if ('sheet' in reply) resolve(reply.sheet);
      else reject(new AppError(reply.code, reply.message, reply.extra));
    });
    worker.once('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? new AppError('too-large', t('The file needs more memory than one import may have.'), {
              next: t('Split it into several files, or export it as CSV.'),
            })
          : error,
      ),
    );
    // After a message this changes nothing; without one it is the only word we get.
    worker.once('exit', (code) => reject(new Error(`The thread that read the file ended with ${code}`)));
  });
}
