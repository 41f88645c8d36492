import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { t } from '#kernel/language.ts';
import { anyMember, byAuthority, byRole } from '#kernel/policy.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { actorNames } from '#platform/register/history.ts';
import { nobody, pastOf } from '#platform/register/past-words.ts';
import { closedTypes } from '#platform/register/readable.ts';
import { verifierKey } from '#platform/trail/note.ts';
import { heads } from '#platform/view.ts';
import { trailEndpoints } from './contract.ts';

const mayCheckpoint = byRole('administrator', 'governance-officer', 'quality-manager', 'internal-auditor');
const mayAsk = byRole('administrator', 'data-protection-officer', 'governance-officer');
/** Erasure is an act of authority, agreed to by somebody else than who asked. */
const mayErase = byAuthority('data-protection-officer', 'top-management', 'administrator');

export const trailOperations: readonly Operation[] = [
  query(trailEndpoints.entries, { heavy: true, allow: anyMember, run: entries }),
  query(trailEndpoints.checkpoints, { allow: anyMember, run: checkpoints }),
  action(trailEndpoints.checkpoint, {
    allow: mayCheckpoint,
    run: async (ctx, { reason }) => ({ note: await ctx.checkpoint(reason) }),
  }),
  action(trailEndpoints.verify, {
    allow: anyMember,
    run: async (ctx, input) => {
      const { answer, entries: count, erased, findings, sentences } = await ctx.verify(input);
      return { answer, entries: count, erased, findings: [...findings], sentences: [...sentences] };
    },
  }),
  query(trailEndpoints.requests, { allow: mayAsk, run: requests }),
  command(trailEndpoints.request, {
    allow: mayAsk,
    run: async (tx, input) => {
      const [record] = await tx.handle.exec(`select "id" from "record" where "org_id" = ? and "id" = ?`, [
        tx.org.id,
        input.recordId,
      ]);
      if (!record) throw new AppError('not-found', t('There is no such record here.'));
      const id = newId('ers', new Date(tx.now));
      await tx.handle.exec(
        `insert into "erasure_request" ("org_id","id","recordId","paths","ground","requestedBy","createdAt","state") values (?,?,?,?,?,?,?,'waiting')`,
        [
          tx.org.id,
          id,
          input.recordId,
          JSON.stringify(input.paths),
          input.ground,
          tx.actor.id ?? 'operator',
          tx.now,
        ],
      );
      return { id };
    },
  }),
  action(trailEndpoints.approve, { allow: mayErase, run: erase }),
];

async function entries(
  ctx: Ctx,
  input: InputOf<typeof trailEndpoints.entries>,
): Promise<OutputOf<typeof trailEndpoints.entries>> {
  let found = ctx.q
    .selectFrom('log_entry as e')
    .leftJoin('record as r', (join) => join.onRef('r.id', '=', 'e.record_id').on('r.org_id', '=', ctx.org.id))
    .leftJoin(heads({ ...ctx, at: 'now' }).as('h'), 'h.id', 'e.record_id')
    .where('e.org_id', '=', ctx.org.id);
  if (input.before !== undefined) found = found.where('e.seq', '<', input.before);
  if (ctx.at !== 'now') found = found.where('e.seq', '<=', ctx.at);
  if (input.type) found = found.where('e.type', '=', input.type);
  if (input.actor) found = found.where('e.actor', '=', input.actor);
  const rows = await found
    .select([
      'e.seq',
      'e.at',
      'e.actor',
      'e.operation',
      'e.type',
      'e.record_id as id',
      'e.version',
      'e.change',
      'e.text',
      'r.ref',
      'h.title',
    ])
    .orderBy('e.seq', 'desc')
    .limit(input.limit)
    .execute();
  const closed = await closedTypes(ctx);
  const names = await actorNames(
    ctx,
    rows.flatMap((row) => (row.actor ? [row.actor] : [])),
  );
  const size = await ctx.q
    .selectFrom('log')
    .select(['startSeq', 'size'])
    .where('org_id', '=', ctx.org.id)
    .orderBy('epoch', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    entries: rows.map(({ actor, text, ...row }) => {
      // The log itself is complete for everybody; of a register that is closed to this person it names nobody and nothing.
      const isClosed = closed.includes(row.type);
      const known = actor && !isClosed ? names.get(actor) : undefined;
      const actorName = actor ? (known ?? t('A person')) : nobody(text);
      return {
        ...row,
        seq: Number(row.seq),
        actorName,
        ref: row.ref ?? null,
        title: isClosed ? null : (row.title ?? null),
        sentence: `${actorName} ${pastOf(ctx.registry, row.operation) ?? row.operation}`,
      };
    }),
    next: rows.length === input.limit ? Number(rows.at(-1)!.seq) : null,
    size: Number(size?.startSeq ?? 0) + Number(size?.size ?? 0),
  };
}

async function checkpoints(ctx: Ctx): Promise<OutputOf<typeof trailEndpoints.checkpoints>> {
  const rows = await ctx.q
    .selectFrom('checkpoint')
    .selectAll()
    .where('org_id', '=', ctx.org.id)
    .orderBy('createdAt', 'desc')
    .limit(200)
    .execute();
  const logs = await ctx.q
    .selectFrom('log')
    .select(['epoch', 'origin', 'publicKey'])
    .where('org_id', '=', ctx.org.id)
    .orderBy('epoch')
    .execute();
  return {
    checkpoints: rows.map(({ epoch, size, note, createdAt, reason }) => ({
      epoch,
      size: Number(size),
      note,
      createdAt,
      reason,
    })),
    keys: logs.map((log) => ({
      epoch: log.epoch,
      key: verifierKey(log.origin, new Uint8Array(Buffer.from(log.publicKey, 'base64'))),
    })),
  };
}

async function requests(ctx: Ctx): Promise<OutputOf<typeof trailEndpoints.requests>> {
  const rows = await ctx.q
    .selectFrom('erasure_request')
    .selectAll()
    .where('org_id', '=', ctx.org.id)
    .orderBy('createdAt', 'desc')
    .limit(500)
    .execute();
  return {
    requests: rows.map(({ org_id: _o, paths, ...row }) => ({ ...row, paths: JSON.parse(paths) as string[] })),
  };
}

async function erase(ctx: ActionCtx, { id }: { readonly id: string }): Promise<{ erased: number }> {
  const request = await ctx.write(async (tx) => {
    const [row] = await tx.handle.exec(`select * from "erasure_request" where "org_id" = ? and "id" = ?`, [
      tx.org.id,
      id,
    ]);
    if (!row) throw new AppError('not-found', t('Nobody asked for this erasure.'));
    if (row.state !== 'waiting') throw new AppError('wrong-state', t('This erasure was carried out before.'));
    await fourEyes(tx, row.requestedBy as string, 'erase what you asked for yourself');
    return row;
  });
  const erased = await ctx.erase({
    recordId: request.recordId as string,
    paths: JSON.parse(request.paths as string) as string[],
    ground: request.ground as string,
    approvers: [request.requestedBy as string, ctx.actor.id!],
  });
  await ctx.write((tx) =>
    tx.handle.exec(`update "erasure_request" set "state" = 'done' where "org_id" = ? and "id" = ?`, [
      tx.org.id,
      id,
    ]),
  );
  return { erased };
}
