import { msg } from '#kernel/language.ts';
import type { JobHandler } from '#platform/module.ts';
import { missingWindows, raiseGap } from './alert-opening.ts';
import { monitor } from './contract.ts';
import { alerts, monitors } from './read.ts';

/** Looks once a day for windows that should have come and did not: silence is a breach too (A.6.2.6). */
export const gapJob: JobHandler = {
  kind: 'monitoring.gaps',
  daily: true,
  past: msg('found that an expected window did not come'),
  run: async (ctx) => {
    const on = await ctx.read((read) =>
      read.q
        .selectFrom(monitors(read).as('m'))
        .where('m.state', '=', 'active')
        .where('m.expectedFrom', 'is not', null)
        .select('m.id')
        .orderBy('m.id')
        .execute(),
    );
    for (const { id } of on)
      await ctx.write(async (tx) => {
        const watching = await tx.find(monitor, id);
        if (!watching) return;
        const missing = await missingWindows(tx, watching, tx.now);
        // What an alert told already is not told again, whatever became of it.
        const told = await tx.q
          .selectFrom(alerts(tx).as('a'))
          .where('a.monitorId', '=', id)
          .where('a.kind', '=', 'gap')
          .select('a.missing')
          .execute();
        const known = new Set(told.flatMap((row) => JSON.parse(row.missing) as string[]));
        const fresh = missing.filter((from) => !known.has(from));
        if (fresh.length > 0) await raiseGap(tx, watching, fresh);
      });
  },
};
