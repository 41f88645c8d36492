import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { type Leaf, leafHash, leafText } from '../trail/leaf.ts';
import { append, decodeFrontier, encodeFrontier } from '../trail/merkle.ts';
import type { WriteHandle } from './database.ts';

/** What every entry of one transaction shares. */
export type OperationStamp = {
  readonly org: string;
  readonly op: string;
  readonly actor: string | null;
  readonly via: Leaf['via'];
  readonly operation: string;
  /** The clock's instant; the entry's `at` is never before the one in front of it. */
  readonly now: Date;
};

type Stamped = 'v' | 'org' | 'seq' | 'op' | 'at' | 'actor' | 'via' | 'operation';
type Unstamped<L> = L extends Leaf ? Omit<L, Stamped> : never;
/** What an operation says of one entry; position, time and author come from the transaction. */
export type EntryBody = Unstamped<Leaf>;

/** Appends entries to one organisation's log inside one transaction. */
export type LogWriter = {
  /** The position of the first entry of this operation: where its rows begin to be the truth. */
  readonly firstSeq: () => Promise<number>;
  readonly append: (body: EntryBody) => Promise<void>;
  /** Writes the new size and frontier; call once, at the end. */
  readonly flush: () => Promise<void>;
  /** The size after this operation: how many positions there are. */
  readonly size: () => number | null;
};

type State = {
  readonly epoch: number;
  readonly startSeq: number;
  readonly first: number;
  size: number;
  frontier: ReturnType<typeof decodeFrontier>;
  at: string;
};

const INSERT = `insert into "log_entry" ("org_id","seq","op","at","actor","operation","type","record_id","version","change","text") values (?,?,?,?,?,?,?,?,?,?,?)`;
const LOAD = `select "epoch","startSeq","size","frontier","lastAt","closed" from "log" where "org_id" = ? order by "epoch" desc limit 1`;

/** The one operation that a closed log takes. */
export const REOPEN = 'organisation.reopen';

/** Opens the log lazily: a transaction that writes nothing takes no lock on it. */
export function logWriter(handle: WriteHandle, stamp: OperationStamp): LogWriter {
  let state: State | null = null;

  async function load(): Promise<State> {
    if (state) return state;
    const [row] = await handle.exec(handle.engine === 'postgres' ? `${LOAD} for update` : LOAD, [stamp.org]);
    if (!row) throw new AppError('not-found', t('This organisation does not exist here.'));
    if (row.closed !== null && stamp.operation !== REOPEN)
      throw new AppError(
        'handed-over',
        t('This organisation was handed over to {to}; here it can only be read.', {
          to: row.closed as string,
        }),
      );
    const lastAt = row.lastAt as string;
    const now = stamp.now.toISOString();
    const size = row.size as number;
    const startSeq = row.startSeq as number;
    state = {
      epoch: row.epoch as number,
      startSeq,
      first: startSeq + size,
      size,
      frontier: decodeFrontier(row.frontier as Uint8Array),
      at: now > lastAt ? now : lastAt,
    };
    return state;
  }

  return {
    firstSeq: async () => (await load()).first,
    size: () => state && state.startSeq + state.size,
    append: async (body) => {
      const log = await load();
      const seq = log.startSeq + log.size;
      const leaf: Leaf = {
        v: 1,
        org: stamp.org,
        seq,
        op: stamp.op,
        at: log.at,
        actor: stamp.actor,
        via: stamp.via,
        operation: stamp.operation,
        ...body,
      };
      const text = leafText(leaf);
      await handle.exec(INSERT, [
        stamp.org,
        seq,
        stamp.op,
        log.at,
        stamp.actor,
        stamp.operation,
        body.type,
        body.id,
        body.version,
        body.change,
        text,
      ]);
      log.frontier = append(log.frontier, leafHash(text));
      log.size += 1;
    },
    flush: async () => {
      if (!state || state.startSeq + state.size === state.first) return;
      await handle.exec(
        `update "log" set "size" = ?, "frontier" = ?, "lastAt" = ? where "org_id" = ? and "epoch" = ?`,
        [state.size, encodeFrontier(state.frontier), state.at, stamp.org, state.epoch],
      );
    },
  };
}
