import type { OutputOf } from '#kernel/endpoint.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { readRecord } from '#platform/register/operations.ts';
import { calendarOf, hasExpired } from './calendar.ts';
import { certification } from './contract.ts';
import { processSteps } from './process.ts';
import { certificationDemands, certificationFindings, certifications } from './read.ts';
import { auditsOf, type Certification } from './service.ts';
import type { certificationViews } from './views-contract.ts';
import { WHAT_IT_COVERS } from './words.ts';

/** The obligations of one certification. */
export async function calendarOfOne(
  ctx: Ctx,
  id: string,
): Promise<OutputOf<typeof certificationViews.calendar>> {
  const it = await readRecord(ctx, certification, { id });
  return {
    expired: hasExpired(it, ctx.today),
    obligations: [...calendarOf(it, await auditsOf(ctx, it.id), ctx.today)],
  };
}

/** The process for one certification, or for the one that goes on longest; without any, what lies ahead. */
export async function processOf(
  ctx: Ctx,
  id: string | undefined,
): Promise<OutputOf<typeof certificationViews.process>> {
  const it = id ? await readRecord(ctx, certification, { id }) : await currentOne(ctx);
  const audits = it ? await auditsOf(ctx, it.id) : [];
  const findings = await ctx.q
    .selectFrom(certificationFindings(ctx).as('f'))
    .select(['f.auditId', 'f.kind', 'f.state'])
    .execute();
  const demands = await ctx.q
    .selectFrom(certificationDemands(ctx).as('d'))
    .select('d.since')
    .where('d.state', '=', 'current')
    .execute();
  return {
    certification: it && { id: it.id, ref: it.ref, title: it.title },
    covers: WHAT_IT_COVERS,
    steps: [...processSteps({ today: ctx.today, certification: it, audits, findings, demands })],
  };
}

/** The certification by ISO/IEC 42001 that is furthest and has not ended, else that of another standard. */
async function currentOne(ctx: Ctx): Promise<Certification | null> {
  const rows = await ctx.q
    .selectFrom(certifications(ctx).as('c'))
    .selectAll('c')
    .where('c.state', 'not in', ['given-up', 'withdrawn'])
    .orderBy('c.ref')
    .execute();
  const order = ['preparing', 'contracted', 'suspended', 'granted'];
  const weight = (row: { readonly state: string; readonly standard: string }) =>
    order.indexOf(row.state) + (row.standard.includes('42001') ? order.length : 0);
  const furthest = rows.toSorted((a, b) => weight(b) - weight(a))[0];
  return furthest ? decodeRecord(certification, furthest) : null;
}
