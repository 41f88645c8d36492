import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { ActionCtx, Ctx, Registry } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Effect } from '#platform/effects.ts';
import type { Tx } from '#platform/tx.ts';
import { recordView } from '#platform/view.ts';
import { proposal, proposalLifecycle } from './proposal-contract.ts';
import { maySeeProposal } from './proposal-policy.ts';

export type Proposal = RecordOf<typeof proposal>;
const proposals = recordView(proposal);

/** How long a proposal can be decided: what it shows grows older than anybody should approve. */
const DAYS = 7;
const PAGE = 50;
/** Who may do what, how programs reach us, and the log itself are not for programs to propose. */
const CLOSED_MODULES = ['people', 'integration', 'trail', 'unit'];

export type Wanted = { readonly operation: string; readonly input: Readonly<Record<string, unknown>> };

/** Says what it would change. @throws AppError as the operation itself, with the rights of whoever asks */
export async function preview(
  ctx: ActionCtx,
  wanted: Wanted,
): Promise<{ readonly summary: string; readonly effects: readonly Effect[] }> {
  const summary = openOperation(ctx.registry, wanted.operation);
  return { summary, effects: await ctx.byProgram.rehearse(wanted.operation, wanted.input) };
}

/** Rehearses, and keeps the proposal for a person to decide. */
export async function propose(
  ctx: ActionCtx,
  wanted: Wanted & { readonly why: string | null; readonly approverId: string | null },
): Promise<Proposal> {
  const { summary, effects } = await preview(ctx, wanted);
  if (effects.length === 0)
    throw new AppError('invalid-input', t('This would change nothing.'), {
      next: t('Propose something that would.'),
    });
  return ctx.write((tx) =>
    tx.insert(proposal, {
      operation: wanted.operation,
      summary,
      state: 'open',
      input: wanted.input,
      effects: effects.map((each) => ({ ...each, fields: each.fields.map((field) => ({ ...field })) })),
      why: wanted.why,
      proposedBy: tx.actor.id,
      approverId: wanted.approverId,
      expiresAt: new Date(Date.parse(tx.now) + DAYS * 86_400_000).toISOString(),
      decidedBy: null,
      decidedAt: null,
      reason: null,
    }),
  );
}

/**
 * Does what was proposed, in the name of the person who approves and by their rights, as a key would; the proposal is
 * closed in the same transaction, so it is written once.
 */
export async function approve(
  ctx: ActionCtx,
  target: { readonly id: string; readonly version: number },
): Promise<Proposal> {
  const before = await ctx.read((read) => findProposal(read, target.id));
  openOperation(ctx.registry, before.operation);
  const now = await ctx.byProgram.rehearse(before.operation, before.input ?? {});
  if (essence(now) !== essence(before.effects ?? []))
    throw new AppError('conflict', t('It would now change something else than what was shown.'), {
      next: t('Let the program propose it again.'),
    });
  await ctx.byProgram.carryOut(before.operation, before.input ?? {}, (tx) =>
    decide(tx, target, { id: 'approve', reason: null }),
  );
  return ctx.read((read) => findProposal(read, before.id));
}

/** What effects do, without the ids and numbers that a new record gets anew each time. */
function essence(effects: readonly Effect[]): string {
  const lines = effects.map(({ type, id, title, change, fields }) =>
    JSON.stringify(change === 'create' ? [type, change, title] : [type, change, id, fields]),
  );
  return lines.sort().join('\n');
}

/** Closes a proposal. @throws AppError `wrong-state` when it is closed or its time is over; `conflict` */
export async function decide(
  tx: Tx,
  target: { readonly id: string; readonly version: number },
  decision: { readonly id: 'approve' | 'reject'; readonly reason: string | null },
): Promise<void> {
  const before = await tx.get(proposal, target.id);
  const state = nextState(proposalLifecycle, before.state, decision.id);
  if (before.expiresAt <= tx.now)
    throw new AppError('wrong-state', t('The time of this proposal is over.'), {
      next: t('Let the program propose it again.'),
    });
  await tx.update(proposal, target, {
    state,
    decidedBy: tx.actor.id,
    decidedAt: tx.now,
    reason: decision.reason,
  });
}

/** The proposals that this person may see, the newest first. */
export async function listProposals(
  ctx: Ctx,
  page: { readonly state?: Proposal['state'] | undefined; readonly before?: string | undefined },
): Promise<{ proposals: Proposal[]; next: string | null }> {
  const rows = await seenProposals(ctx, page.state)
    .selectAll()
    .$if(page.before !== undefined, (q) => q.where('p.id', '<', page.before!))
    .orderBy('p.id', 'desc')
    .limit(PAGE + 1)
    .execute();
  const seen = rows
    .slice(0, PAGE)
    .map((row) => asShown(ctx, decodeRecord(proposal, row as never) as Proposal));
  return { proposals: seen, next: rows.length > PAGE ? seen.at(-1)!.id : null };
}

/** Those that `maySeeProposal` lets this person see; an open one whose time is over counts as what it is. */
function seenProposals(ctx: Ctx, state: Proposal['state'] | undefined) {
  const { id } = ctx.actor;
  const seesTheMachines = maySeeProposal(ctx.actor, { proposedBy: null, approverId: null });
  return ctx.q
    .selectFrom(proposals(ctx).as('p'))
    .where((eb) =>
      eb.or([
        ...(id === null ? [] : [eb('p.proposedBy', '=', id), eb('p.approverId', '=', id)]),
        ...(seesTheMachines ? [eb('p.proposedBy', 'is', null)] : []),
      ]),
    )
    .$if(state === 'approved' || state === 'rejected', (q) => q.where('p.state', '=', state!))
    .$if(state === 'open', (q) => q.where('p.state', '=', 'open').where('p.expiresAt', '>', ctx.now))
    .$if(state === 'expired', (q) =>
      q.where((eb) =>
        eb.or([
          eb('p.state', '=', 'expired'),
          eb.and([eb('p.state', '=', 'open'), eb('p.expiresAt', '<=', ctx.now)]),
        ]),
      ),
    );
}

/** One proposal that this person may see. @throws AppError `not-found` */
export async function findProposal(ctx: Ctx, id: string): Promise<Proposal> {
  const row = await ctx.q
    .selectFrom(proposals(ctx).as('p'))
    .selectAll()
    .where((eb) => eb.or([eb('p.id', '=', id), eb('p.ref', '=', id)]))
    .executeTakeFirst();
  const found = row ? asShown(ctx, decodeRecord(proposal, row as never) as Proposal) : null;
  if (!found || !maySeeProposal(ctx.actor, found))
    throw new AppError('not-found', t('There is no such proposal here.'));
  return found;
}

/** How many proposals wait for this person. */
export async function waitingFor(ctx: Ctx): Promise<number> {
  const { count } = await seenProposals(ctx, 'open')
    .select((eb) => eb.fn.countAll().as('count'))
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Closes what nobody decided in time. */
export async function expireProposals(ctx: ActionCtx): Promise<void> {
  await ctx.write(async (tx) => {
    const rows = await tx.q
      .selectFrom(proposals(tx).as('p'))
      .select('p.id')
      .where('p.state', '=', 'open')
      .where('p.expiresAt', '<=', tx.now)
      .execute();
    for (const { id } of rows) await tx.update(proposal, { id }, { state: 'expired' });
  });
}

/** Between two sweeps of the day an open proposal whose time is over is shown as what it is. */
function asShown(ctx: Ctx, found: Proposal): Proposal {
  return found.state === 'open' && found.expiresAt <= ctx.now ? { ...found, state: 'expired' } : found;
}

/** @returns what the operation does, in words. @throws AppError `forbidden` for what no program may propose */
function openOperation(registry: Registry, id: string): string {
  const found = registry.operations.get(id);
  if (!found) throw new AppError('not-found', t('There is no operation "{id}".', { id }));
  const { module, operation } = found;
  if (CLOSED_MODULES.includes(module.name))
    throw new AppError(
      'forbidden',
      t('"{summary}" is not for programs to propose.', { summary: operation.endpoint.summary }),
      {
        next: t('A person does it in the web app.'),
      },
    );
  if (operation.kind !== 'command')
    throw new AppError(
      'invalid-input',
      t('"{summary}" is no single write that could be proposed.', {
        summary: operation.endpoint.summary,
      }),
    );
  return operation.endpoint.summary;
}
