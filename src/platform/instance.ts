import type { Logger } from 'pino';
import type { Catalog } from '#catalog/catalog.ts';
import type { PackChoice } from '#catalog/installed.ts';
import type { Clock } from '#kernel/clock.ts';
import type { Accounts } from './accounts.ts';
import type { BackupSettings } from './backup/settings.ts';
import type { Database } from './db/database.ts';
import type { Files } from './files/files.ts';
import type { Mail } from './mail/outbox.ts';
import { organisationDirectory } from './organisations.ts';
import type { FetchOutside } from './outside/outside.ts';
import type { Registry } from './registry.ts';
import type { InstanceProvider } from './sso/instance-providers.ts';

/** The running instance: everything an operation needs, put together once by a thin shell. */
export type Runtime = {
  readonly db: Database;
  readonly clock: Clock;
  /** The newest installed version of every pack. */
  readonly catalog: Catalog;
  /** The catalog with these versions. @throws Error when one is not installed */
  readonly catalogOf: (use: PackChoice) => Promise<Catalog>;
  readonly registry: Registry;
  readonly files: Files;
  readonly log: Logger;
  readonly secret: string;
  /** Prefix of every log's origin, `AIMS_ORIGIN`. */
  readonly origin: string;
  readonly folder: string;
  readonly mail: Mail;
  /** Calls addresses that people typed in, never one inside the operator's network. */
  readonly outside: FetchOutside;
  /** Providers of single sign-on that the operator vouches for. */
  readonly providers: readonly InstanceProvider[];
  /** Absent: nobody wants backups made by themselves. */
  readonly backups: BackupSettings | null;
  readonly organisations: ReturnType<typeof organisationDirectory>;
  readonly accounts: Accounts;
};

export type Parts = Omit<Runtime, 'organisations' | 'accounts'>;

/** Completes the parts into a runtime; accounts need the runtime they belong to. */
export function makeRuntime<A extends Accounts>(
  parts: Parts,
  accountsOf: (runtime: Runtime) => A,
): Runtime & { readonly accounts: A } {
  const runtime = {
    ...parts,
    organisations: organisationDirectory(parts.db, parts.clock, parts.registry),
  } as Runtime & {
    accounts: A;
  };
  runtime.accounts = accountsOf(runtime);
  return runtime;
}
