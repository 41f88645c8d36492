import { msg, t } from '#kernel/language.ts';
import type { GateCondition } from '#platform/context.ts';
import { LIVE_ALERTS } from './lifecycle.ts';
import { alerts, monitorResults, monitors } from './read.ts';

/** An AI system goes into operation watched, and stays there while its latest figures are inside (A.6.2.6). */
export const monitoringGates: readonly GateCondition[] = [
  {
    id: 'monitoring.on',
    title: msg('A monitor watches what it puts out'),
    stages: ['operation-monitoring'],
    judge: async (ctx, systemId) => {
      const rows = await ctx.q
        .selectFrom(monitors(ctx).as('m'))
        .where('m.systemId', '=', systemId)
        .where('m.state', '<>', 'retired')
        .select(['m.ref', 'm.state'])
        .orderBy('m.ref')
        .execute();
      const on = rows.filter((row) => row.state === 'active').map((row) => row.ref);
      if (on.length > 0)
        return {
          ok: true,
          reason: t('{on2} {on, plural, one {is} other {are}} on.', { on: on.length, on2: on.join(', ') }),
        };
      return rows.length === 0
        ? {
            ok: false,
            reason: t('No monitor is written down for it.'),
            fix: `/monitors?add=yes&systemId=${systemId}`,
          }
        : {
            ok: false,
            reason: t('{rows}: not switched on.', { rows: rows.map((row) => row.ref).join(', ') }),
          };
    },
  },
  {
    id: 'monitoring.latest',
    title: msg('Its latest results show no grave breach and no window is missing'),
    stages: ['operation-monitoring'],
    judge: async (ctx, systemId) => {
      const on = await ctx.q
        .selectFrom(monitors(ctx).as('m'))
        .where('m.systemId', '=', systemId)
        .where('m.state', '=', 'active')
        .select(['m.id', 'm.ref'])
        .orderBy('m.ref')
        .execute();
      const problems: string[] = [];
      for (const each of on) {
        const latest = await ctx.q
          .selectFrom(monitorResults(ctx).as('r'))
          .where('r.monitorId', '=', each.id)
          .select(['r.ref', 'r.windowFrom', 'r.worst'])
          .orderBy('r.windowFrom', 'desc')
          .limit(1)
          .executeTakeFirst();
        if (!latest) problems.push(`${each.ref} has no result yet.`);
        else if (latest.worst === 'high')
          problems.push(
            `${each.ref}: a grave breach in the window from ${latest.windowFrom.slice(0, 10)} (${latest.ref}).`,
          );
      }
      const live = await ctx.q
        .selectFrom(alerts(ctx).as('a'))
        .where('a.systemId', '=', systemId)
        .where('a.state', 'in', [...LIVE_ALERTS])
        .where((eb) => eb.or([eb('a.severity', '=', 'high'), eb('a.kind', '=', 'gap')]))
        .select(['a.ref', 'a.title'])
        .orderBy('a.ref')
        .execute();
      problems.push(...live.map((row) => `${row.ref} is not closed: ${row.title}.`));
      if (problems.length > 0)
        return { ok: false, reason: problems.join(' '), fix: `/alerts?systemId=${systemId}` };
      return on.length === 0
        ? { ok: false, reason: t('Nothing is measured of it yet.') }
        : { ok: true, reason: t('The latest results are inside, or outside in ways that are not grave.') };
    },
  },
];
