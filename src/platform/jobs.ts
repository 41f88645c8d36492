import type { Actor } from '#kernel/policy.ts';
import { carryNote, NOTE } from './auth/account-notes.ts';
import { sendResetMail } from './auth/reset-mail.ts';
import { BACKUP, scheduledBackup } from './backup/scheduled.ts';
import type { Runtime } from './instance.ts';
import { SEND } from './mail/outbox.ts';
import { MailError } from './mail/transport.ts';
import type { JobHandler } from './module.ts';
import { acting } from './runtime.ts';
import { AFTER_ERASURE, forgetOutside, type Outside } from './trail/after-erasure.ts';

/** Work of the instance itself, which belongs to no organisation or to one without asking it anything. */
type InstanceJob = {
  readonly run: (
    runtime: Runtime,
    payload: Readonly<Record<string, unknown>>,
    jobId: string,
  ) => Promise<void>;
  /** Stays as done for three days without its payload, so that its key is not used again. */
  readonly keep: boolean;
  readonly pauses: readonly number[];
};

/** Seconds before each next try; after the last one a job has failed. */
const PAUSES = [2, 4, 8, 16];
/** A mail server that is down or asks to come back later has a day (RFC 5321, 4.5.4.1). */
const MAIL_PAUSES = [60, 300, 900, 3600, 4 * 3600, 12 * 3600];

const instanceJobs: Readonly<Record<string, InstanceJob>> = {
  [SEND]: { run: (runtime, payload) => runtime.mail.deliver(payload), keep: true, pauses: MAIL_PAUSES },
  // A disk that was full or away for a moment has six hours.
  [BACKUP]: { run: scheduledBackup, keep: true, pauses: [300, 1800, 7200, 14_400] },
  [AFTER_ERASURE]: {
    run: (runtime, payload) => forgetOutside(runtime, payload as unknown as Outside),
    keep: false,
    pauses: [300, 1800, 7200, 14_400],
  },
  [NOTE]: { run: carryNote, keep: true, pauses: PAUSES },
  'auth.reset-mail': { run: sendResetMail, keep: true, pauses: PAUSES },
};

export type JobRunner = {
  /** Runs everything that is due, until nothing is; for tests, the command line and orderly ends. */
  readonly drain: () => Promise<number>;
  /** Looks for due jobs now and every second until stopped. */
  readonly start: () => void;
  readonly stop: () => Promise<void>;
};

type Claimed = {
  readonly id: string;
  readonly org_id: string | null;
  readonly kind: string;
  readonly payload: string;
  readonly attempts: number;
};

/**
 * Runs jobs that transactions left behind. A job that fails is tried again with growing pauses; one that was running
 * when the process died is taken up at the next start where one process owns the data, after five minutes where several
 * do; so handlers must be able to run twice.
 */
export function jobRunner(runtime: Runtime, handlers: readonly JobHandler[]): JobRunner {
  const byKind = new Map(handlers.map((handler) => [handler.kind, handler]));
  let timer: NodeJS.Timeout | null = null;
  let busy: Promise<unknown> = Promise.resolve();

  async function runDue(): Promise<number> {
    let done = 0;
    for (let job = await claim(runtime); job !== null; job = await claim(runtime)) {
      await runOne(runtime, byKind.get(job.kind), job);
      done += 1;
    }
    return done;
  }

  // One sweep at a time: the next waits for the one before.
  const drain = (): Promise<number> => {
    const sweep = busy.then(runDue);
    busy = sweep.catch((error) => runtime.log.error({ err: error }, 'looking for jobs failed'));
    return sweep;
  };

  return {
    drain,
    start: () => {
      busy = busy
        .then(() => takeUpLeft(runtime))
        .catch((error) => runtime.log.error({ err: error }, 'jobs were not taken up'));
      timer ??= setInterval(() => void drain().catch(() => {}), 1000);
      timer.unref();
    },
    stop: async () => {
      if (timer) clearInterval(timer);
      timer = null;
      await busy;
    },
  };
}

/** Nobody else runs jobs of a folder with SQLite: what says it is running died with the process before. */
async function takeUpLeft({ db }: Runtime): Promise<void> {
  if (db.engine === 'sqlite')
    await db.write(null, ({ exec }) =>
      exec(`update "job" set "state" = 'waiting' where "state" = 'running'`, []),
    );
}

async function claim(runtime: Runtime): Promise<Claimed | null> {
  const now = runtime.clock.now();
  const lost = new Date(now.getTime() - 5 * 60_000).toISOString();
  // Looking first costs nothing; a writing transaction every second would.
  const waiting = await runtime.db.read(null, (q) =>
    q
      .selectFrom('job')
      .select('id')
      .where((eb) => due(eb, now.toISOString(), lost))
      .limit(1)
      .executeTakeFirst(),
  );
  if (!waiting) return null;
  return runtime.db.write(null, async ({ exec, engine }) => {
    const [row] = await exec(
      `update "job" set "state" = 'running', "attempts" = "attempts" + 1, "updatedAt" = ? where "id" = (select "id" from "job"
         where ("state" = 'waiting' and "dueAt" <= ?) or ("state" = 'running' and "updatedAt" < ?) order by "dueAt", "id" limit 1 ${engine === 'postgres' ? 'for update skip locked' : ''})
       returning "id", "org_id", "kind", "payload", "attempts"`,
      [now.toISOString(), now.toISOString(), lost],
    );
    return (row as Claimed | undefined) ?? null;
  });
}

type JobBuilder = import('kysely').ExpressionBuilder<import('./db/tables.ts').PlatformTables, 'job'>;

function due(eb: JobBuilder, now: string, lost: string) {
  return eb.or([
    eb.and([eb('state', '=', 'waiting'), eb('dueAt', '<=', now)]),
    eb.and([eb('state', '=', 'running'), eb('updatedAt', '<', lost)]),
  ]);
}

async function runOne(runtime: Runtime, handler: JobHandler | undefined, job: Claimed): Promise<void> {
  const actor: Actor = { id: null, name: 'OpenAIMS', via: 'job', roles: [] };
  const own = instanceJobs[job.kind];
  try {
    if (own) {
      await own.run(runtime, JSON.parse(job.payload) as Record<string, unknown>, job.id);
      return await settle(runtime, job, { keep: own.keep });
    }
    if (!handler) throw new Error(`No handler for jobs of the kind "${job.kind}"`);
    if (job.org_id === null) throw new Error('A job needs an organisation');
    const ctx = await acting(runtime, { org: job.org_id, actor, operation: job.kind });
    await handler.run(ctx, JSON.parse(job.payload) as Record<string, unknown>);
    await settle(runtime, job, { keep: handler.daily ?? false });
  } catch (error) {
    runtime.log.error({ err: error, job: job.id, kind: job.kind }, 'job failed');
    const pauses = error instanceof MailError && error.permanent ? [] : (own?.pauses ?? PAUSES);
    await settle(runtime, job, { error: String((error as Error).message), pauses });
  }
}

/** Done jobs are deleted, so that their key is free again; daily ones stay as done, so that the day is not run twice. */
async function settle(
  runtime: Runtime,
  job: Claimed,
  end: { readonly keep: boolean } | { readonly error: string; readonly pauses: readonly number[] },
): Promise<void> {
  const now = runtime.clock.now();
  await runtime.db.write(null, async ({ exec }) => {
    if ('error' in end) {
      // `attempts` counts this try.
      const pause = end.pauses[job.attempts - 1];
      const state = pause === undefined ? 'failed' : 'waiting';
      const again = new Date(now.getTime() + (pause ?? 0) * 1000).toISOString();
      return exec(`update "job" set "state" = ?, "error" = ?, "dueAt" = ?, "updatedAt" = ? where "id" = ?`, [
        state,
        end.error,
        again,
        now.toISOString(),
        job.id,
      ]);
    }
    if (!end.keep) return exec(`delete from "job" where "id" = ?`, [job.id]);
    await exec(
      `update "job" set "state" = 'done', "payload" = '{}', "error" = null, "updatedAt" = ? where "id" = ?`,
      [now.toISOString(), job.id],
    );
    return exec(`delete from "job" where "state" = 'done' and "updatedAt" < ?`, [
      new Date(now.getTime() - 3 * 86_400_000).toISOString(),
    ]);
  });
}
