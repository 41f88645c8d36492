import { risk } from '#modules/risk/contract.ts';
import { newRisk } from '#modules/risk/service.ts';
import { allChecks } from '#platform/checks/registered.ts';
import { standingOf } from '#platform/checks/standing.ts';
import { reading, writing } from '#platform/runtime.ts';
import type { Bench } from './figure.ts';
import { round } from './figure.ts';
import { benchInstance } from './instance.ts';
import { fillLarge, GAPS, RISKS, SYSTEMS } from './large-organisation.ts';

/** All checks over a generated organisation with a stated share of gaps, and a tenth of it before. */
export const conformity: Bench = {
  name: 'conformity of a large organisation',
  run: async () => {
    const tenth = await judged(0.1);
    const { full, one, past, checks } = await judged(1);
    return [
      {
        name: 'Full conformity evaluation, 10,000 systems and 100,000 risks',
        value: round(full),
        unit: 'ms',
        target: '< 2,000 ms',
        met: full < 2000,
        beside: `${checks} checks in SQL, no row leaves the database; ${round(full / tenth.full, 1)}× that of a tenth of the organisation (${round(tenth.full)} ms)`,
        notes: GAPS,
      },
      {
        name: 'The same after one change',
        value: round(one),
        unit: 'ms',
        target: '< 50 ms',
        met: one < 50,
        beside: `${round(full / one)}× less than the full evaluation; ${round(one / tenth.one, 1)}× that of a tenth of the organisation`,
      },
      {
        name: 'The same as of an earlier position',
        value: round(past),
        unit: 'ms',
        target: '≤ 3× the current one',
        met: past <= 3 * full,
        beside: `${round(past / full, 1)}× the current one`,
      },
    ];
  },
};

/** Milliseconds of a full evaluation, one after a single change, and one of the past, over a share of the organisation. */
async function judged(share: number) {
  const instance = await benchInstance();
  try {
    await fillLarge(instance, { systems: SYSTEMS * share, risks: RISKS * share, units: 0 });
    const { runtime, org, officer } = instance;
    const call = { org, actor: officer };
    const judge = (at?: number) =>
      reading(
        runtime,
        { ...call, ...(at !== undefined && { at }) },
        (ctx) => standingOf(ctx, { fresh: true }),
        true,
      );
    await judge();
    const full = await timed(() => judge());
    const { size } = await runtime.db.read(org, (q) =>
      q.selectFrom('log').select('size').where('org_id', '=', org).executeTakeFirstOrThrow(),
    );
    const past = await timed(() => judge(Math.floor(Number(size) * 0.9)));
    await reading(runtime, call, (ctx) => standingOf(ctx), true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    const change = () =>
      writing(runtime, { ...call, operation: 'risk.create' }, (tx) =>
        tx.insert(risk, newRisk({ kind: 'opportunity', title: 'One more' })),
      );
    // The first time the database prepares its statements; a running server has done so.
    await change();
    await reading(runtime, call, (ctx) => standingOf(ctx), true);
    await new Promise((resolve) => setTimeout(resolve, 500));
    await change();
    const one = await timed(() => reading(runtime, call, (ctx) => standingOf(ctx), true));
    return { full, past, one, checks: allChecks(runtime.registry).length };
  } finally {
    await instance.close();
  }
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const before = performance.now();
  await run();
  return performance.now() - before;
}
