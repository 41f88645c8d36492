import { msg, t } from '#kernel/language.ts';
import type { GateCondition } from '#platform/context.ts';
import { STANDING } from './lifecycle.ts';
import { impactAnswers, impacts, screenings } from './read.ts';

/** No AI system is deployed without the assessment that its screening asks for (6.1.4, A.5.2). */
export const impactGates: readonly GateCondition[] = [
  {
    id: 'impact.assessed',
    title: msg('The impact assessment that the screening asks for is approved'),
    stages: ['deployment', 'operation-monitoring'],
    judge: async (ctx, systemId) => {
      const screened = await ctx.q
        .selectFrom(screenings(ctx).as('s'))
        .select(['s.depth'])
        .where('s.systemId', '=', systemId)
        .executeTakeFirst();
      const screeningPage = `/impacts/screening/${systemId}`;
      if (!screened) return { ok: false, reason: t('Nobody has screened it yet.'), fix: screeningPage };
      if (screened.depth === null)
        return { ok: false, reason: t('Its screening waits for answers.'), fix: screeningPage };
      if (screened.depth === 'none')
        return { ok: true, reason: t('By its screening no assessment is needed.') };
      const version = await ctx.q
        .selectFrom(impacts(ctx).as('i'))
        .select(['i.id', 'i.ref', 'i.state', 'i.decision'])
        .where('i.systemId', '=', systemId)
        .where('i.state', 'in', [...STANDING])
        .executeTakeFirst();
      if (!version)
        return {
          ok: false,
          reason: t('No assessment of it is approved yet.'),
          fix: `/impacts?systemId=${systemId}`,
        };
      const fix = `/impacts/${version.id}`;
      if (version.decision === 'stop')
        return { ok: false, reason: t('{ref} decided to stop.', { ref: version.ref }), fix };
      const open = await ctx.q
        .selectFrom(impactAnswers(ctx).as('a'))
        .select('a.value')
        .where('a.impactId', '=', version.id)
        .where('a.questionId', '=', 'q-consultation')
        .executeTakeFirst();
      if (open?.value?.includes('"yes, open"'))
        return { ok: false, reason: t('The authority is to be consulted first and has not answered.'), fix };
      return {
        ok: true,
        reason:
          version.decision === 'go-with-conditions'
            ? t('{ref} is approved, with conditions.', { ref: version.ref })
            : t('{ref} is approved.', { ref: version.ref }),
      };
    },
  },
];
