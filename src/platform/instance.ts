import type { Logger } from 'pino';
import type { Catalog } from '#catalog/catalog.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Database } from './db/database.ts';
import type { Files } from './files.ts';
import { organisationDirectory } from './organisations.ts';
import type { Registry } from './registry.ts';

/** The running instance: everything an operation needs, put together once by a thin shell. */
export type Runtime = {
  readonly db: Database;
  readonly clock: Clock;
  readonly catalog: Catalog;
  readonly registry: Registry;
  readonly files: Files;
  readonly log: Logger;
  readonly secret: string;
  /** Prefix of every log's origin, `AIMS_ORIGIN`. */
  readonly origin: string;
  readonly folder: string;
  readonly organisations: ReturnType<typeof organisationDirectory>;
};

export type Parts = Omit<Runtime, 'organisations'>;

/** Completes the parts into a runtime. */
export function makeRuntime(parts: Parts): Runtime {
  return { ...parts, organisations: organisationDirectory(parts.db, parts.clock) };
}
