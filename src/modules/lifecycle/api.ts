import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { contentOf, lifecycleRecord } from './contract.ts';
import type { Content, RecordKind } from './kinds.ts';
import { lifecycleRecords } from './read.ts';

export { type Content, kinds, type RecordKind } from './kinds.ts';
export { type RiskClass, riskClasses, riskClassOf } from './rules.ts';

/** An approved life-cycle record as others may quote it. */
export type ApprovedRecord = {
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly kind: RecordKind;
  readonly approvedOn: string | null;
  readonly content: Content;
};

/** The approved records of one AI system, one of each kind at most. */
export async function approvedRecordsOf(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
  systemId: string,
): Promise<readonly ApprovedRecord[]> {
  const rows = await ctx.q
    .selectFrom(lifecycleRecords(ctx).as('r'))
    .selectAll('r')
    .where('r.systemId', '=', systemId)
    .where('r.state', '=', 'approved')
    .orderBy('r.ref')
    .execute();
  return rows.map((row) => {
    const { id, ref, title, kind, approvedOn, ...rest } = decodeRecord(lifecycleRecord, row);
    return { id, ref, title, kind, approvedOn, content: contentOf(rest) };
  });
}
