import { Cron } from 'croner';
import { dayIn } from '#kernel/clock.ts';
import { BACKUP } from '#platform/backup/scheduled.ts';
import type { Runtime } from '#platform/instance.ts';
import type { JobRunner } from '#platform/jobs.ts';
import { takeUpFromAhead } from '#platform/jobs-ahead.ts';
import { leaveJob } from '#platform/leave-job.ts';

/**
 * Wakes every ten minutes, or as the cron pattern `wakes` says, and leaves one job per organisation, day and daily kind, and one of each kind that runs
 * often; the job's key keeps several nodes from doing it twice.
 */
export function scheduler(
  runtime: Runtime,
  jobs: JobRunner,
  wakes = '*/10 * * * *',
): { readonly stop: () => void; readonly wake: () => Promise<void> } {
  const kinds = runtime.registry.modules.flatMap((module) => module.jobs);
  const wake = async () => {
    await takeUpFromAhead(runtime);
    for (const org of await runtime.organisations.all()) {
      const { timeZone, handedOver } = await runtime.organisations.get(org.id);
      if (handedOver) continue;
      const now = runtime.clock.now();
      for (const job of kinds.filter((each) => each.daily))
        await leave(runtime, { org: org.id, kind: job.kind, key: `${org.id} ${dayIn(timeZone, now)}` });
      for (const job of kinds.filter((each) => each.often))
        await leave(runtime, { org: org.id, kind: job.kind, key: org.id });
    }
    await leaveBackup(runtime);
    await jobs.drain();
  };
  const cron = new Cron(
    wakes,
    { protect: true, unref: true, catch: (error) => runtime.log.error({ err: error }, 'schedule failed') },
    wake,
  );
  return { stop: () => cron.stop(), wake };
}

/** Once a day, from the minute that the settings name; the day is the key, so several nodes make one. */
async function leaveBackup(runtime: Runtime): Promise<void> {
  const now = runtime.clock.now();
  if (!runtime.backups || now.getUTCHours() * 60 + now.getUTCMinutes() < runtime.backups.minute) return;
  await leave(runtime, { org: null, kind: BACKUP, key: now.toISOString().slice(0, 10) });
}

async function leave(
  runtime: Runtime,
  job: { readonly org: string | null; readonly kind: string; readonly key: string },
): Promise<void> {
  await runtime.db.write(null, (handle) => leaveJob(handle, runtime.clock.now(), { ...job, payload: {} }));
}
