import type { MetricResult } from '#measure/result.ts';
import { dryRunOf } from '#modules/monitoring/dry-run.ts';
import { hashOf } from '#modules/monitoring/hash.ts';
import { activateMonitor, createMonitor } from '#modules/monitoring/service.ts';
import { system } from '#modules/system/contract.ts';
import { newSystem } from '#modules/system/service.ts';
import { acting, writing } from '#platform/runtime.ts';
import { type Bench, percentile, round } from './figure.ts';
import { send } from './http-client.ts';
import { type BenchInstance, benchInstance } from './instance.ts';

const RESULTS = 10_000;
const CLIENTS = 16;
const MONITORS = 100;
const FIGURES = 60;

/** 10,000 results of 60 figures each from 16 clients at once, over 100 monitors that are switched on. */
export const postResults: Bench = {
  name: 'post results',
  run: async () => {
    const instance = await benchInstance();
    try {
      const specs = await monitorsOf(instance);
      const bodies = specs.map(({ hash, name, ref }) => bodyMaker(ref, name, hash));
      const durations: number[] = [];
      const failed = { count: 0 };
      let next = 0;
      const started = performance.now();
      const before = process.cpuUsage();
      await Promise.all(
        Array.from({ length: CLIENTS }, async () => {
          for (let n = next++; n < RESULTS; n = next++) {
            const body = bodies[n % MONITORS]!(Math.floor(n / MONITORS));
            const sent = performance.now();
            const reply = await send(`${instance.url}/monitors/results`, { method: 'POST', body });
            durations.push(performance.now() - sent);
            if (reply.status !== 200) failed.count += 1;
          }
        }),
      );
      const seconds = (performance.now() - started) / 1000;
      const { user, system: kernel } = process.cpuUsage(before);
      const cpu = (user + kernel) / 1000 / RESULTS;
      const lost = RESULTS - (await countKept(instance));
      const trail = await verify(instance);
      const p99 = percentile(durations, 0.99);
      return [
        {
          name: 'Take in a monitoring result of 60 figures, 10,000 of them from 16 clients over HTTP',
          value: round(p99, 1),
          unit: 'ms p99',
          target: 'p99 < 100 ms, none lost',
          met: p99 < 100 && failed.count === 0 && lost === 0 && trail === 'ok',
          beside: `${round(RESULTS / seconds)} results/s, p50 ${round(percentile(durations, 0.5), 1)} ms; judged, hashed and committed to the trail one by one`,
          notes: `${round(cpu, 2)} ms of CPU for each, client and server together; ${failed.count} failed, ${lost} lost, trail ${trail}`,
        },
      ];
    } finally {
      await instance.close();
    }
  },
};

async function monitorsOf(instance: BenchInstance) {
  const made: { readonly ref: string; readonly name: string; readonly hash: string }[] = [];
  for (let i = 0; i < MONITORS; i += 1)
    made.push(
      await writing(
        instance.runtime,
        { org: instance.org, actor: instance.officer, operation: 'monitor.create' },
        async (tx) => {
          const watched = await tx.insert(system, newSystem({ name: `System ${i}`, scope: 'in' }));
          const one = await createMonitor(tx, { spec: specOf(watched.ref) });
          const { fingerprint } = await dryRunOf(tx, one);
          await activateMonitor(tx, one, { fingerprint, reason: 'Measured for the first time' });
          return { ref: watched.ref, name: one.name, hash: one.specHash };
        },
      ),
    );
  return made;
}

function specOf(ref: string): string {
  return `monitor: load
system: ${ref}
source: { format: parquet, path: logs/*.parquet }
window: { column: at, size: day }
task: binary
columns: { prediction: p, label: y, positive: "1" }
protected: [{ column: g }]
thresholds:
  - { metric: accuracy, op: "<", value: 0.8 }
  - { metric: demographic_parity_difference, group: g, op: ">", value: 0.2, for: 3 }
`;
}

/** The body of the n-th daily window; one in fifty is a breach. */
function bodyMaker(ref: string, name: string, specHash: string): (n: number) => string {
  return (n) => {
    const from = Date.UTC(2025, 0, 1) + n * 86_400_000;
    const accuracy = n % 50 === 49 ? 0.7 : 0.9;
    const metrics: MetricResult[] = Array.from({ length: FIGURES }, (_, i) => ({
      id: i === 0 ? 'accuracy' : i === 1 ? 'demographic_parity_difference' : 'selection_rate',
      slice: i === 0 ? 'all' : i === 1 ? 'by:g' : `group:g=${i}`,
      value: i === 0 ? accuracy : 0.05 + ((n * 7 + i) % 11) / 100,
      lo: 0.01,
      hi: 0.99,
      boundKind: 'bootstrap',
      n: 10_000,
      definitionVersion: 1,
    }));
    const result = {
      format: 'openaims-measure-1',
      monitor: name,
      system: ref,
      modelVersion: '1.0',
      specHash,
      profileHash: null,
      engine: 'duckdb',
      version: '0.2.0',
      window: {
        from: new Date(from).toISOString(),
        to: new Date(from + 86_400_000).toISOString(),
        complete: true,
      },
      rows: 10_000,
      labelled: 9_000,
      metrics,
      breaches: [],
      origin: { kind: 'measured' },
    };
    return JSON.stringify({ result, hash: hashOf(result) });
  };
}

async function countKept({ runtime, org }: BenchInstance): Promise<number> {
  return runtime.db.read(org, async (q) => {
    const row = await q
      .selectFrom('record')
      .where('org_id', '=', org)
      .where('type', '=', 'monitorResult')
      .select((eb) => eb.fn.countAll().as('n'))
      .executeTakeFirstOrThrow();
    return Number(row.n);
  });
}

async function verify({ runtime, org, officer }: BenchInstance): Promise<string> {
  const ctx = await acting(runtime, { org, actor: officer, operation: 'trail.verify' });
  return (await ctx.verify({})).answer;
}
