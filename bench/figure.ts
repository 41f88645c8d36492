/** One row of the performance table: what was measured, beside its floor or peer in the same run. */
export type Figure = {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the issue of the day asked for, in words. */
  readonly target: string;
  readonly met: boolean;
  /** The floor or peer, measured in the same run, and how far from it. */
  readonly beside: string;
  readonly notes?: string;
};

/** A measurement: sets itself up, measures, cleans up. */
export type Bench = { readonly name: string; readonly run: () => Promise<readonly Figure[]> };

/** The value below which a share of the samples lies. */
export function percentile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `clients` loops side by side for some seconds. @returns requests per second and every duration in ms */
export async function load(
  clients: number,
  seconds: number,
  request: (client: number, n: number) => Promise<void>,
): Promise<{ readonly rate: number; readonly durations: readonly number[] }> {
  const durations: number[] = [];
  const started = performance.now();
  const end = started + seconds * 1000;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      for (let n = 0; performance.now() < end; n += 1) {
        const before = performance.now();
        await request(client, n);
        durations.push(performance.now() - before);
      }
    }),
  );
  return { rate: durations.length / ((performance.now() - started) / 1000), durations };
}

export const round = (value: number, digits = 0) => Math.round(value * 10 ** digits) / 10 ** digits;
