import { hashOf } from '#modules/monitoring/hash.ts';
import type { Reply } from './server.ts';

/** A monitor that is switched on, and what its results must name. */
export type LoadMonitor = { readonly id: string; readonly system: string; readonly specHash: string };

const DAY = 86_400_000;

/** Sends a request of somebody who may do it; a body makes it a POST. */
type Ask = (path: string, body?: unknown) => Promise<Reply>;

/** Makes an AI system with a monitor that is switched on. @throws Error when the server refuses */
export async function makeMonitor(ask: Ask, name: string): Promise<LoadMonitor> {
  const expected = async (path: string, body?: unknown) => {
    const reply = await ask(path, body);
    if (!reply.ok) throw new Error(JSON.stringify(reply.body));
    return reply.body;
  };
  const made = await expected('/systems', { name });
  await expected(`/systems/${made.id}/scope`, { version: made.version, scope: 'in' });
  const monitor = await expected('/monitors', { spec: specOf(made.ref) });
  const { fingerprint } = await expected(`/monitors/${monitor.id}/dry-run`);
  await expected(`/monitors/${monitor.id}/activate`, {
    version: monitor.version,
    fingerprint,
    reason: 'Measured for the first time',
  });
  return { id: monitor.id, system: made.ref, specHash: monitor.specHash };
}

/** The body of its n-th daily window; one in fifty is a breach. */
export function windowOf({ system, specHash }: LoadMonitor, n: number) {
  const from = Date.UTC(2020, 0, 1) + n * DAY;
  const result = {
    format: 'openaims-measure-1',
    monitor: 'load',
    system,
    modelVersion: '1.0',
    specHash,
    profileHash: null,
    engine: 'duckdb',
    version: '0.2.0',
    window: { from: new Date(from).toISOString(), to: new Date(from + DAY).toISOString(), complete: true },
    rows: 10_000,
    labelled: 9000,
    metrics: Array.from({ length: 20 }, (_, i) => ({
      id: i === 0 ? 'accuracy' : 'selection_rate',
      slice: i === 0 ? 'all' : `group:g=${i}`,
      value: i === 0 ? (n % 50 === 49 ? 0.7 : 0.9) : 0.05 + ((n * 7 + i) % 11) / 100,
      lo: 0.01,
      hi: 0.99,
      boundKind: 'bootstrap',
      n: 10_000,
      definitionVersion: 1,
    })),
    breaches: [],
    origin: { kind: 'measured' },
  };
  return { result, hash: hashOf(result) };
}

const specOf = (ref: string) => `monitor: load
system: ${ref}
source: { format: parquet, path: logs/*.parquet }
window: { column: at, size: day }
task: binary
columns: { prediction: p, label: y, positive: "1" }
protected: [{ column: g }]
thresholds:
  - { metric: accuracy, op: "<", value: 0.8 }
`;
