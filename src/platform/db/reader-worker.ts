import { parentPort, workerData } from 'node:worker_threads';
import { openSqlite } from './sqlite.ts';

/** One read-only connection in its own thread, so that a heavy query never holds up the event loop. */
export type ReadRequest = { readonly id: number; readonly sql: string; readonly params: readonly unknown[] };
export type ReadReply =
  | { readonly id: number; readonly rows: Record<string, unknown>[] }
  | { readonly id: number; readonly error: string };

const handle = openSqlite((workerData as { path: string }).path, { readOnly: true });

parentPort!.on('message', (request: ReadRequest) => {
  try {
    const rows = handle.all(request.sql, request.params);
    // Rows have a null prototype and bytes share one buffer each: bytes are moved, not copied.
    const bytes =
      rows.length === 1
        ? Object.values(rows[0]!).filter((v): v is Uint8Array<ArrayBuffer> => v instanceof Uint8Array)
        : [];
    parentPort!.postMessage(
      { id: request.id, rows } satisfies ReadReply,
      bytes.map((b) => b.buffer),
    );
  } catch (error) {
    parentPort!.postMessage({ id: request.id, error: String((error as Error).message) } satisfies ReadReply);
  }
});
