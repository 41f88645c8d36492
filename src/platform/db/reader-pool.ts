import { Worker } from 'node:worker_threads';
import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { ReadReply, ReadRequest } from './reader-worker.ts';

export type ReaderPool = {
  readonly query: (sql: string, params: readonly unknown[]) => Promise<Record<string, unknown>[]>;
  /** The same builder as everywhere, executed in the threads. */
  readonly kysely: <T>() => Kysely<T>;
  readonly close: () => Promise<void>;
};

type Waiting = {
  readonly resolve: (rows: Record<string, unknown>[]) => void;
  readonly reject: (error: Error) => void;
};
type Thread = { readonly worker: Worker; readonly waiting: Map<number, Waiting> };
type Asked = Waiting & { readonly sql: string; readonly params: readonly unknown[] };

/**
 * Reader threads over one SQLite file, started when first needed (each costs about 32 MB). A thread takes the next
 * request when it has answered the one before, so that a long one holds up none behind it while another thread is
 * free; a single thread takes them all at once and need not wait for this one between two. A thread that dies rejects
 * its own requests and is replaced at the next one.
 */
export function readerPool(path: string, size: number): ReaderPool {
  const threads: Thread[] = [];
  const queue: Asked[] = [];
  let nextId = 0;

  function start(): Thread {
    const worker = new Worker(new URL('./reader-worker.ts', import.meta.url), { workerData: { path } });
    const thread: Thread = { worker, waiting: new Map() };
    worker.unref();
    worker.on('message', (reply: ReadReply) => {
      const waiting = thread.waiting.get(reply.id);
      thread.waiting.delete(reply.id);
      if (thread.waiting.size === 0) worker.unref();
      if ('error' in reply) waiting?.reject(new Error(reply.error));
      else waiting?.resolve(reply.rows);
      handOut();
    });
    const fail = (error: Error) => {
      threads.splice(threads.indexOf(thread), 1);
      for (const waiting of thread.waiting.values()) waiting.reject(error);
      thread.waiting.clear();
      handOut();
    };
    worker.on('error', fail);
    worker.on('exit', () => threads.includes(thread) && fail(new Error('A reader thread stopped')));
    threads.push(thread);
    return thread;
  }

  function handOut(): void {
    while (queue.length > 0) {
      const idle = threads.find((thread) => thread.waiting.size === 0 || size === 1);
      const thread = idle ?? (threads.length < size ? start() : null);
      if (!thread) return;
      const { sql, params, ...waiting } = queue.shift()!;
      const id = nextId++;
      thread.waiting.set(id, waiting);
      thread.worker.ref();
      thread.worker.postMessage({ id, sql, params } satisfies ReadRequest);
    }
  }

  const query = (sql: string, params: readonly unknown[]) =>
    new Promise<Record<string, unknown>[]>((resolve, reject) => {
      queue.push({ sql, params, resolve, reject });
      handOut();
    });

  return {
    query,
    kysely: <T>() => new Kysely<T>({ dialect: poolDialect(query) }),
    close: async () => {
      const gone = new Error('The reader threads were closed');
      for (const { reject } of queue.splice(0)) reject(gone);
      await Promise.all(threads.splice(0).map((thread) => thread.worker.terminate()));
    },
  };
}

function poolDialect(query: ReaderPool['query']): Dialect {
  const connection: DatabaseConnection = {
    executeQuery: async <R>(compiled: CompiledQuery): Promise<QueryResult<R>> => ({
      rows: (await query(compiled.sql, compiled.parameters)) as R[],
    }),
    streamQuery: () => {
      throw new Error('Reader threads answer whole results');
    },
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

async function refuse(): Promise<void> {
  throw new Error('Reader threads only read');
}
