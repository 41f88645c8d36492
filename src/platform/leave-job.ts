import { newId } from '#kernel/ids.ts';
import type { WriteHandle } from './db/database.ts';

/** Work for later, as it is left in the transaction of what asks for it. */
export type LeftJob = {
  readonly org: string | null;
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** Of jobs of one kind with the same key, one is left; null or absent: each. */
  readonly key?: string | null | undefined;
  /** Not before this instant; absent: at once. */
  readonly dueAt?: string | undefined;
};

/** Leaves work for whoever takes jobs next. */
export async function leaveJob({ exec }: Pick<WriteHandle, 'exec'>, now: Date, job: LeftJob): Promise<void> {
  const at = now.toISOString();
  await exec(
    `insert into "job" ("id","org_id","kind","key","payload","dueAt","attempts","state","error","updatedAt") values (?,?,?,?,?,?,0,'waiting',null,?)
     on conflict ("kind","key") where "key" is not null do nothing`,
    [newId('job', now), job.org, job.kind, job.key ?? null, JSON.stringify(job.payload), job.dueAt ?? at, at],
  );
}
