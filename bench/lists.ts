import type { Actor } from '#kernel/policy.ts';
import { risk } from '#modules/risk/contract.ts';
import { newRisk } from '#modules/risk/service.ts';
import { writing } from '#platform/runtime.ts';
import { type Bench, type Figure, load, percentile, round } from './figure.ts';
import { send } from './http-client.ts';
import { type BenchInstance, benchInstance } from './instance.ts';

const RISKS = 100_000;

/** Lists over 100,000 risks: a filtered and sorted page, and a thousand full records. */
export const lists: Bench = {
  name: 'lists over 100,000 risks',
  run: async () => {
    const instance = await benchInstance();
    try {
      await fill(instance, 0, RISKS / 10);
      const small = await pageOf(instance);
      await fill(instance, RISKS / 10, RISKS);
      return [await page(instance, small), ...(await thousand(instance))];
    } finally {
      await instance.close();
    }
  },
};

/** Durations and rate of a filtered and sorted page; each request asks something slightly different. */
async function pageOf(instance: BenchInstance) {
  const url = `${instance.url}/risks?state=assessed&sort=-level&limit=50`;
  await send(url);
  return load(4, 5, async (client, n) => {
    await send(`${url}&level[lte]=${25 - ((client + n) % 3)}`);
  });
}

async function page(
  instance: BenchInstance,
  small: { readonly durations: readonly number[] },
): Promise<Figure> {
  const { rate, durations } = await pageOf(instance);
  const p99 = percentile(durations, 0.99);
  return {
    name: 'List 50 of 100,000 risks, filtered and sorted, 4 clients',
    value: round(p99),
    unit: 'ms p99',
    target: '< 30 ms',
    met: p99 < 30,
    beside: `p50 ${round(percentile(durations, 0.5), 1)} ms, ${round(rate)}/s; of 10,000 p99 ${round(percentile(small.durations, 0.99))} ms`,
  };
}

async function thousand(instance: BenchInstance): Promise<readonly Figure[]> {
  const url = `${instance.url}/risks?sort=id&limit=1000`;
  const first = await send(url);
  // There is no response cache: without the tag every request is answered from the database.
  const cold = await load(10, 6, async () => {
    await send(url);
  });
  const same = await load(10, 3, async () => {
    await send(url, { headers: { 'if-none-match': first.etag ?? '' } });
  });
  return [
    {
      name: 'List 1,000 full risks, 10 clients, no response cache',
      value: round(cold.rate),
      unit: 'requests/s',
      target: '≥ 150/s',
      met: cold.rate >= 150,
      beside: `${round(first.bytes / 1024)} KB each; p99 ${round(percentile(cold.durations, 0.99))} ms`,
    },
    {
      name: 'The same, unchanged data by ETag',
      value: round(same.rate),
      unit: 'requests/s',
      target: 'no target',
      met: true,
      beside: `${round(same.rate / cold.rate)}× the uncached rate`,
    },
  ];
}

/** Fills the register through the same write path as every user, in large transactions. */
async function fill(instance: BenchInstance, start: number, end: number): Promise<void> {
  const { runtime, org, officer } = instance;
  for (let from = start; from < end; from += 1000) {
    await writing(runtime, { org, actor: officer, operation: 'risk.create' }, async (tx) => {
      for (let i = from; i < from + 1000; i += 1) await tx.insert(risk, fullRisk(i, officer));
    });
  }
}

/** A risk with its 18 usual fields filled; level and state differ with the number. */
export function fullRisk(i: number, officer: Actor) {
  const [likelihood, consequence] = [1 + (i % 5), 1 + (Math.floor(i / 5) % 5)];
  return {
    ...newRisk({
      title: `Risk number ${i}`,
      category: 'Fairness',
      source: 'Historic bias in the data that trained the model',
      event: 'Applicants of one group are ranked lower than others with the same qualification',
      consequencesIndividuals: 'Jobs are not offered to people who would be fit for them',
      consequencesOrganisation: 'Claims and loss of trust',
      impactDimensions: ['fairness'],
      ownerId: officer.id,
    }),
    state: i % 3 === 0 ? ('identified' as const) : ('assessed' as const),
    likelihood,
    consequence,
    level: likelihood * consequence,
    bandId: 'medium',
    criteriaVersion: 1,
    assessedBy: officer.id,
    assessedOn: '2026-01-10',
    reviewOn: '2027-01-10',
    aboveAppetite: likelihood * consequence > 6,
  };
}
