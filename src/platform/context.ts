import type { Logger } from 'pino';
import type { Catalog } from '#catalog/catalog.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Actor } from '#kernel/policy.ts';
import type { CheckState } from './checks/state.ts';
import type { EngineName } from './db/database.ts';
import type { Files } from './files.ts';
import type { Registry } from './registry.ts';
import type { Tx } from './tx.ts';
import type { At, Seq } from './view.ts';

/** What every operation may know of its organisation without asking the database. */
export type ReadOnlyOrg = {
  readonly id: string;
  readonly kind: 'live' | 'demo' | 'sandbox';
  readonly name: string;
  readonly timeZone: string;
};

/** The hands of a reading operation: passed by hand, no container. */
export type Ctx = At & {
  readonly org: ReadOnlyOrg;
  readonly at: 'now' | Seq;
  readonly engine: EngineName;
  /** The day of every rule: today, or the day that an as-of read shows. */
  readonly today: string;
  readonly now: string;
  readonly actor: Actor;
  readonly catalog: Catalog;
  readonly registry: Registry;
  readonly log: Logger;
  /** Keeps runs of checks for the next reader, after this read; a cache, never a record. Absent: nothing is kept. */
  readonly remember?: (states: readonly CheckState[]) => void;
};

/** The hands of an operation that needs several transactions, files or the outside: imports, exports, backups. */
export type ActionCtx = Omit<Ctx, 'q'> & {
  readonly clock: Clock;
  readonly files: Files;
  /** Reads now, or at the position this action was asked for. */
  readonly read: <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  /** The same, off the event loop. */
  readonly scan: <T>(run: (ctx: Ctx) => Promise<T>) => Promise<T>;
  /** Signs the committed state of the log, for what is issued; answers the note. */
  readonly checkpoint: (reason: string) => Promise<string>;
  /** One transaction under this action's name. */
  readonly write: <T>(run: (tx: Tx) => Promise<T>) => Promise<T>;
};
