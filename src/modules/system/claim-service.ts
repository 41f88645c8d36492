import { chunks } from '#kernel/chunks.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Tx } from '#platform/tx.ts';
import { links } from '#platform/view.ts';
import { claim, claimLifecycle } from './claim-contract.ts';
import { statementsIn } from './claim-omb.ts';
import { system } from './contract.ts';
import { claims, systems } from './read.ts';

type Claim = RecordOf<typeof claim>;
type Seen = { readonly id: string; readonly version: number };
type Sourced = Pick<RecordOf<typeof system>, 'id' | 'sourceFields'>;

/** The statements about one AI system, in the order of their references. */
export async function claimsOf(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
  systemId: string,
): Promise<readonly Claim[]> {
  const rows = await ctx.q
    .selectFrom(claims(ctx).as('c'))
    .selectAll('c')
    .where('c.systemId', '=', systemId)
    .orderBy('c.ref')
    .execute();
  return rows.map((row) => decodeRecord(claim, row));
}

/**
 * Makes the open statements of a system those that its source makes now. What a person decided stays as it was decided;
 * words that changed since are a new statement.
 * @returns how many were added
 */
export async function deriveClaims(tx: Tx, each: Sourced, known?: readonly Claim[]): Promise<number> {
  const before = known ?? (await claimsOf(tx, each.id));
  const statements = statementsIn(each.sourceFields);
  const same = (one: Claim) => statements.some((said) => said.topic === one.topic && said.said === one.said);
  for (const one of before)
    if (one.state === 'claimed' && !same(one) && !(await hasLinks(tx, one.id)))
      await tx.remove(claim, { id: one.id });
  let added = 0;
  for (const statement of statements) {
    if (before.some((one) => one.topic === statement.topic && one.said === statement.said)) continue;
    await tx.insert(claim, {
      ...statement,
      systemId: each.id,
      state: claimLifecycle.initial,
      decidedBy: null,
      decidedOn: null,
      reason: null,
    });
    added += 1;
  }
  return added;
}

/** Takes away the statements of a system that an import made and nobody touched. @returns false when one was touched */
export async function removeClaims(tx: Tx, systemId: string): Promise<boolean> {
  const known = await claimsOf(tx, systemId);
  for (const each of known) if (each.version > 1 || (await hasLinks(tx, each.id))) return false;
  for (const each of known) await tx.remove(claim, { id: each.id });
  return true;
}

/** A named person holds the statement for true, on evidence that is attached to it. @throws AppError `wrong-state` */
export async function confirmClaim(tx: Tx, seen: Seen, reason: string | null): Promise<Claim> {
  const before = await tx.get(claim, seen.id);
  const state = nextState(claimLifecycle, before.state, 'confirm');
  if (!(await hasLinks(tx, seen.id, 'evidences')))
    throw new AppError(
      'wrong-state',
      t('A statement is confirmed with evidence, and none is attached to it.'),
      {
        next: t('Attach a file or a link that shows it, then confirm.'),
      },
    );
  return tx.update(claim, seen, { state, decidedBy: tx.actor.id, decidedOn: tx.today, reason });
}

/** A named person found that it does not hold, or opens what was decided again. */
export async function decideClaim(
  tx: Tx,
  seen: Seen,
  input: { readonly act: 'refute' | 'reopen'; readonly reason: string },
): Promise<Claim> {
  const before = await tx.get(claim, seen.id);
  return tx.update(claim, seen, {
    state: nextState(claimLifecycle, before.state, input.act),
    decidedBy: input.act === 'refute' ? tx.actor.id : null,
    decidedOn: input.act === 'refute' ? tx.today : null,
    reason: input.reason,
  });
}

/** Systems in one transaction. */
const CHUNK = 100;

/** Reads statements out of systems that were imported before there were any; doing it again adds nothing. */
export async function deriveAll(
  ctx: ActionCtx,
): Promise<{ readonly systems: number; readonly claims: number }> {
  const without = await ctx.scan(async (read) => {
    const rows = await read.q
      .selectFrom(systems(read).as('s'))
      .select(['s.id', 's.sourceFields'])
      .where('s.importKey', 'is not', null)
      .where((eb) =>
        eb.not(
          eb.exists(
            read.q
              .selectFrom(claims(read).as('c'))
              .select('c.id')
              .whereRef('c.systemId', '=', eb.ref('s.id')),
          ),
        ),
      )
      .orderBy('s.id')
      .execute();
    return rows
      .filter((row) => statementsIn(JSON.parse(row.sourceFields) as Record<string, string>).length > 0)
      .map((row) => row.id);
  });
  let added = 0;
  for (const ids of chunks(without, CHUNK))
    added += await ctx.write(async (tx) => {
      let some = 0;
      for (const id of ids) {
        const each = await tx.find(system, id);
        if (each) some += await deriveClaims(tx, each);
      }
      return some;
    });
  return { systems: without.length, claims: added };
}

async function hasLinks(tx: Tx, id: string, kind?: string): Promise<boolean> {
  const found = await tx.q
    .selectFrom(links(tx, kind).as('l'))
    .select('l.id')
    .where('l.to_id', '=', id)
    .executeTakeFirst();
  return found !== undefined;
}
