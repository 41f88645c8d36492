import { risk } from '#modules/risk/contract.ts';
import { newRisk } from '#modules/risk/service.ts';
import { standingOf } from '#platform/checks/standing.ts';
import { reading, writing } from '#platform/runtime.ts';
import { verifyTrail } from '#platform/trail/verify.ts';
import type { Bench } from './figure.ts';
import { round } from './figure.ts';
import { benchInstance } from './instance.ts';
import { fillLarge, GAPS } from './large-organisation.ts';

/** All checks over a generated organisation with a stated share of gaps, and its trail. */
export const conformity: Bench = {
  name: 'conformity and verification of a large organisation',
  run: async () => {
    const instance = await benchInstance();
    try {
      await fillLarge(instance);
      const { runtime, org, officer } = instance;
      const call = { org, actor: officer };
      const timed = async (run: () => Promise<unknown>) => {
        const before = performance.now();
        await run();
        return performance.now() - before;
      };
      await reading(runtime, call, (ctx) => standingOf(ctx, { fresh: true }), true);
      const full = await timed(() => reading(runtime, call, (ctx) => standingOf(ctx, { fresh: true }), true));
      const size = await runtime.db.read(org, (q) =>
        q.selectFrom('log').select('size').where('org_id', '=', org).executeTakeFirstOrThrow(),
      );
      const past = await timed(() =>
        reading(
          runtime,
          { ...call, at: Math.floor(Number(size.size) * 0.9) },
          (ctx) => standingOf(ctx, { fresh: true }),
          true,
        ),
      );
      await reading(runtime, call, (ctx) => standingOf(ctx), true);
      await new Promise((resolve) => setTimeout(resolve, 500));
      await writing(runtime, { ...call, operation: 'risk.create' }, (tx) =>
        tx.insert(risk, newRisk({ kind: 'opportunity', title: 'One more' })),
      );
      const one = await timed(() => reading(runtime, call, (ctx) => standingOf(ctx), true));
      const verify = await timed(() => verifyTrail(runtime, org));
      const entries = Number(size.size) + 1;
      return [
        {
          name: 'Full conformity evaluation, 10,000 systems and 100,000 risks',
          value: round(full),
          unit: 'ms',
          target: '< 2,000 ms',
          met: full < 2000,
          beside: `${runtime.registry.modules.flatMap((module) => module.checks).length} checks in SQL, no row leaves the database`,
          notes: GAPS,
        },
        {
          name: 'The same after one change',
          value: round(one),
          unit: 'ms',
          target: '< 50 ms',
          met: one < 50,
          beside: `${round(full / one)}× less than the full evaluation`,
        },
        {
          name: 'The same as of an earlier position',
          value: round(past),
          unit: 'ms',
          target: '≤ 3× the current one',
          met: past <= 3 * full,
          beside: `${round(past / full, 1)}× the current one`,
        },
        {
          name: `Verify ${entries.toLocaleString('en')} entries with their rows`,
          value: round(verify / 1000, 1),
          unit: 's',
          target: '< 60 s for 1,000,000',
          met: (verify / entries) * 1_000_000 < 60_000,
          beside: `${round((verify / entries) * 1000)} s per million at this rate; linear`,
        },
      ];
    } finally {
      await instance.close();
    }
  },
};
