import type { AliasableExpression } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Check, CheckRow } from '#kernel/check.ts';
import type { LinkKind } from '#kernel/link.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import type { ActionCtx, Ctx } from './context.ts';
import type { EngineName } from './db/database.ts';
import type { Operation } from './operation.ts';
import type { Tx } from './tx.ts';

/** A conformity rule whose query this platform can wrap: count it, page it, restrict it. */
export type PlatformCheck = Check<Ctx, AliasableExpression<CheckRow>>;

/** One thing somebody should do next, for the inbox of home. */
export type Task = {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  /** Why it waits, in one sentence. */
  readonly why: string;
  /** A path of the web app, below the organisation. */
  readonly href: string;
  readonly dueAt: string | null;
  readonly count: number;
};

/** Why an issued Statement of Applicability leaves a control of Annex A out. */
export type Exclusion = { readonly soaVersion: number; readonly reason: string };

/** Work that runs later, outside any request. Must be able to run twice. */
export type JobHandler = {
  readonly kind: string;
  /** Left once a day for every organisation. */
  readonly daily?: boolean;
  readonly run: (ctx: ActionCtx, payload: Readonly<Record<string, unknown>>) => Promise<void>;
};

/** One AIMS process: a folder that registers what it owns. */
export type AppModule = {
  readonly name: string;
  readonly title: string;
  /** Modules whose contract, api or read view this one uses. */
  readonly needs: readonly string[];
  readonly records: readonly RecordDefinition[];
  readonly links: readonly LinkKind[];
  readonly migrations: (engine: EngineName) => Record<string, Migration>;
  readonly operations: readonly Operation[];
  readonly checks: readonly PlatformCheck[];
  readonly jobs: readonly JobHandler[];
  /** What a new organisation starts with. Runs once, when it is made. */
  readonly initialise?: (tx: Tx) => Promise<void>;
  /** What this actor should do next in this module. */
  readonly tasks?: (ctx: Ctx) => Promise<readonly Task[]>;
  /** The controls that the issued Statement of Applicability excludes, by their Annex A ids such as `A.5.2`. */
  readonly exclusions?: (ctx: Ctx) => Promise<ReadonlyMap<string, Exclusion>>;
};

/** Assembles a module; what it leaves out is empty. */
export function defineModule(module: Pick<AppModule, 'name' | 'title'> & Partial<AppModule>): AppModule {
  return {
    needs: [],
    records: [],
    links: [],
    migrations: () => ({}),
    operations: [],
    checks: [],
    jobs: [],
    ...module,
  } as AppModule;
}
