import { msg, t } from '#kernel/language.ts';
import type { GateCondition } from '#platform/context.ts';
import { links } from '#platform/view.ts';
import { risks } from './read.ts';

/** No AI system goes on with a risk above the appetite that nobody accepted. */
export const riskGates: readonly GateCondition[] = [
  {
    id: 'risk.accepted',
    title: msg('No risk above the appetite is left unaccepted'),
    judge: async (ctx, systemId) => {
      const open = await ctx.q
        .selectFrom(links(ctx, 'concerns').as('l'))
        .innerJoin(risks(ctx).as('r'), 'r.id', 'l.from_id')
        .where('l.to_id', '=', systemId)
        .where('r.aboveAppetite', '=', 1)
        .where('r.state', '<>', 'closed')
        .where((eb) => eb.or([eb('r.state', '<>', 'accepted'), eb('r.acceptedUntil', '<', ctx.today)]))
        .select('r.ref')
        .orderBy('r.ref')
        .execute();
      if (open.length === 0)
        return {
          ok: true,
          reason: t('Every risk above the appetite is accepted by the right authority, or there is none.'),
        };
      return {
        ok: false,
        reason: t('Not accepted: {open}.', { open: open.map((row) => row.ref).join(', ') }),
        fix: `/risks?aboveAppetite=true&q=${open[0]!.ref}`,
      };
    },
  },
];
