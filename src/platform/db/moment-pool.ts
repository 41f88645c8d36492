import type { Kysely } from 'kysely';
import { type ReaderPool, readerPool } from './reader-pool.ts';

export type MomentPool<T> = {
  /** Everything that `run` reads is of one moment, whatever is written meanwhile. */
  readonly run: <R>(run: (q: Kysely<T>) => Promise<R>) => Promise<R>;
  readonly close: () => Promise<void>;
};

/**
 * Threads over one SQLite file that serve one reader at a time inside a transaction; started when first needed. Who
 * finds none free waits, so what runs in one must not ask for another.
 */
export function momentPool<T>(path: string, size: number): MomentPool<T> {
  const all: ReaderPool[] = [];
  const free: ReaderPool[] = [];
  const waiting: ((thread: ReaderPool) => void)[] = [];

  function take(): Promise<ReaderPool> {
    const idle = free.pop();
    if (idle) return Promise.resolve(idle);
    if (all.length === size) return new Promise((resolve) => waiting.push(resolve));
    const made = readerPool(path, 1);
    all.push(made);
    return Promise.resolve(made);
  }

  function giveBack(thread: ReaderPool): void {
    const next = waiting.shift();
    if (next) next(thread);
    else free.push(thread);
  }

  return {
    run: async (run) => {
      const thread = await take();
      try {
        await thread.query('begin', []);
        return await run(thread.kysely());
      } finally {
        // A thread that died has ended its transaction with itself.
        await thread.query('commit', []).catch(() => {});
        giveBack(thread);
      }
    },
    close: async () => {
      await Promise.all(all.map((thread) => thread.close()));
    },
  };
}
