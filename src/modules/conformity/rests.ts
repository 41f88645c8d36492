import { t } from '#kernel/language.ts';
import type { RestingRow } from '#kernel/rests.ts';
import type { Ctx } from '#platform/context.ts';
import { confirmations } from './read.ts';

/** Confirmations of requirements. */
export async function conformityRests(
  ctx: Ctx,
  entries: ReadonlySet<string>,
): Promise<readonly RestingRow[]> {
  const rows = await ctx.q
    .selectFrom(confirmations(ctx).as('c'))
    .where('c.state', '=', 'standing')
    .select(['c.id', 'c.requirementId'])
    .orderBy('c.requirementId')
    .execute();
  return rows
    .map((row) => ({
      on: `iso-42001:${row.requirementId}`,
      type: 'confirmation',
      id: row.id,
      title: t('Confirmation of {requirementId}', { requirementId: row.requirementId }),
      href: `/conformity/${row.requirementId}`,
      how: 'confirms it',
    }))
    .filter(({ on }) => entries.has(on));
}
