import { timingSafeEqual } from 'node:crypto';
import type { Hono } from 'hono';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { AppError } from '#kernel/errors.ts';
import { newestBackup } from '#platform/backup/scheduled.ts';
import type { Env } from '#platform/http/app.ts';
import type { Runtime } from '#platform/instance.ts';

/**
 * Serves `/metrics` in the text form of Prometheus to whoever has the token: the process, requests by method, status
 * and time, jobs, the length of the logs, the age of the newest backup. No names of people, records or organisations.
 */
export function mountMetrics(app: Hono<Env>, runtime: Runtime, token: string): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'aims_' });
  const requests = new Counter({
    name: 'aims_http_requests_total',
    help: 'Requests answered',
    labelNames: ['method', 'status'],
    registers: [registry],
  });
  const seconds = new Histogram({
    name: 'aims_http_request_seconds',
    help: 'Time from a request to its answer',
    labelNames: ['method'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  gauges(registry, runtime);
  app.use(async (c, next) => {
    const started = performance.now();
    await next();
    requests.inc({ method: c.req.method, status: String(c.res.status) });
    seconds.observe({ method: c.req.method }, (performance.now() - started) / 1000);
  });
  app.get('/metrics', async (c) => {
    if (!isToken(c.req.header('authorization'), token))
      throw new AppError('not-signed-in', 'The metrics need their token.', {
        next: 'Send the value of AIMS_METRICS_TOKEN as a bearer token.',
      });
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType });
  });
}

function isToken(header: string | undefined, token: string): boolean {
  const given = Buffer.from(header ?? '');
  const wanted = Buffer.from(`Bearer ${token}`);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** What is counted in the database when somebody asks. */
function gauges(registry: Registry, runtime: Runtime): void {
  const jobs = new Gauge({
    name: 'aims_jobs',
    help: 'Jobs by state; failed ones need somebody to look',
    labelNames: ['state'],
    registers: [registry],
    collect: async () => {
      for (const state of ['waiting', 'running', 'failed']) jobs.set({ state }, await jobsIn(runtime, state));
    },
  });
  const entries = new Gauge({
    name: 'aims_log_entries',
    help: 'Entries in the logs of all organisations',
    registers: [registry],
    collect: async () => {
      let sum = 0;
      for (const { id } of await runtime.organisations.all()) sum += await logSize(runtime, id);
      entries.set(sum);
    },
  });
  const backup = new Gauge({
    name: 'aims_newest_backup_seconds',
    help: 'When the newest backup of AIMS_BACKUP_FOLDER was made, as a Unix time; 0 when there is none',
    registers: [registry],
    collect: async () => {
      const made = runtime.backups && (await newestBackup(runtime.backups.folder));
      backup.set(made ? made.getTime() / 1000 : 0);
    },
  });
}

async function jobsIn(runtime: Runtime, state: string): Promise<number> {
  const row = await runtime.db.read(null, (q) =>
    q
      .selectFrom('job')
      .where('state', '=', state as 'waiting')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow(),
  );
  return Number(row.n);
}

async function logSize(runtime: Runtime, org: string): Promise<number> {
  const rows = await runtime.db.read(org, (q) =>
    q.selectFrom('log').where('org_id', '=', org).select('size').execute(),
  );
  return rows.reduce((sum, row) => sum + Number(row.size), 0);
}
