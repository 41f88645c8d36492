import { render } from '#documents/render.ts';
import { fileName } from '#documents/words.ts';
import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { action, type Operation, query } from '#platform/operation.ts';
import { readinessEndpoints } from './contract.ts';
import { readinessDocument } from './report.ts';
import { readinessFor } from './rules.ts';

export const readinessOperations: readonly Operation[] = [
  query(readinessEndpoints.show, {
    heavy: true,
    allow: anyMember,
    run: (ctx, { stage }) => readinessFor(ctx, stage),
  }),
  action(readinessEndpoints.report, {
    allow: anyMember,
    run: async (ctx, { stage, format }) => {
      const readiness = await ctx.scan((at) => readinessFor(at, stage));
      const made = await render(
        readinessDocument(readiness, { organisation: ctx.org.name, now: ctx.now }),
        format,
      );
      return {
        body: made.bytes,
        mediaType: made.mediaType,
        name: fileName(`${t('Readiness for Stage {stage}', { stage })} ${ctx.today}`, made.extension),
      };
    },
  }),
];
