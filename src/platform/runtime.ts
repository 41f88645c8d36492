import type { Catalog } from '#catalog/catalog.ts';
import { inHouseStyle } from '#documents/house-style.ts';
import type { HouseStyle } from '#documents/tree.ts';
import { dayIn } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import { keepStates } from './checks/state.ts';
import type { ActionCtx, Ctx, DoorHands } from './context.ts';
import type { Reader } from './db/database.ts';
import { demand, demandCommand } from './demand.ts';
import { shelfOf } from './handover/shelf.ts';
import { type IdempotencyKey, once } from './http/idempotency.ts';
import type { Runtime } from './instance.ts';
import type { Operation } from './operation.ts';
import type { ReadOnlyOrg } from './org.ts';
import { chosenPacks } from './packs.ts';
import { withRolesThatHold } from './parts/in-effect.ts';
import type { Outside } from './parts/judge.ts';
import { OutsideParts, type OutsideRows } from './parts/watch.ts';
import { byProgram } from './program.ts';
import { makeCheckpoint } from './trail/checkpoint-store.ts';
import { eraseFields } from './trail/erase.ts';
import { openKey, sealKey } from './trail/seal.ts';
import { verifyTrail } from './trail/verify.ts';
import { inTransaction, type Tx } from './tx.ts';
import type { Seq } from './view.ts';

/** Who asks, of which organisation, about when. */
export type Call = { readonly org: string; readonly actor: Actor; readonly asOf?: string; readonly at?: Seq };

/** Runs a reading function. `heavy` moves it off the event loop; `moment` does that and holds still what it reads. */
export async function reading<T>(
  runtime: Runtime,
  call: Call,
  run: (ctx: Ctx) => Promise<T>,
  heavy: boolean | 'moment' = false,
): Promise<T> {
  const org = await runtime.organisations.get(call.org);
  const { read, scan, moment } = runtime.db;
  const port = heavy === 'moment' ? moment : heavy ? scan : read;
  return port(org.id, async (q) => run(await makeCtx(runtime, { q, org, call })));
}

/** Carries the answer of a trial out of the transaction that is taken back. */
class TakenBack extends Error {
  readonly answer: unknown;

  constructor(answer: unknown) {
    super('A trial: nothing is kept');
    this.answer = answer;
  }
}

/**
 * Runs a writing function in one transaction under the name of an operation. A trial runs the same, refusals included,
 * and keeps nothing. Where rows lie outside the parts for which the actor's roles hold, it runs again knowing which.
 */
export async function writing<T>(
  runtime: Runtime,
  call: Call & { readonly operation: string; readonly trial?: boolean | undefined },
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const org = await runtime.organisations.get(call.org);
  const catalog = await runtime.catalogOf(org.packs);
  const outsideRows = new Map<string, Pick<Outside, 'left' | 'place'>>();
  for (;;) {
    try {
      const value = await writeOnce(runtime, { call, org, catalog, outsideRows }, run);
      if (/^(organisation|identityProvider)\./.test(call.operation)) runtime.organisations.forget(org.id);
      return value;
    } catch (error) {
      if (error instanceof TakenBack) return error.answer as T;
      if (!(error instanceof OutsideParts) || error.outside.some((each) => each.row === null)) throw error;
      for (const { row, left, place } of error.outside) {
        const before = outsideRows.get(row!);
        outsideRows.set(row!, { left: left.filter((each) => before?.left.includes(each) ?? true), place });
      }
    }
  }
}

type Once = {
  readonly call: Parameters<typeof writing>[1];
  readonly org: ReadOnlyOrg;
  readonly catalog: Catalog;
  readonly outsideRows: OutsideRows;
};

function writeOnce<T>(
  { db, clock, registry }: Runtime,
  { call, org, catalog, outsideRows }: Once,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.write(org.id, async (handle) => {
    const now = clock.now();
    const value = await inTransaction(
      handle,
      {
        org,
        actor: call.actor,
        operation: call.operation,
        now,
        today: dayIn(org.timeZone, now),
        catalog,
        registry,
        outsideRows,
      },
      run,
    );
    if (call.trial) throw new TakenBack(value);
    return value;
  });
}

/** The hands of an action. */
export async function acting(
  runtime: Runtime,
  call: Call & { readonly operation: string },
  kept: () => void = () => undefined,
): Promise<ActionCtx> {
  const org = await runtime.organisations.get(call.org);
  const base = await reading(runtime, call, async (ctx) => ctx);
  const { q: _q, ...rest } = base;
  return {
    ...rest,
    org,
    clock: runtime.clock,
    files: runtime.files,
    read: (run) => reading(runtime, call, run),
    scan: (run) => reading(runtime, call, run, 'moment'),
    accounts: {
      ...runtime.accounts,
      invite: (invitation) => runtime.accounts.invite(org.id, invitation),
      invitations: () => runtime.accounts.invitations(org.id),
      withdrawInvitations: (meant) => runtime.accounts.withdrawInvitations(org.id, meant),
      makeLink: (link) => runtime.accounts.makeLink(org.id, link),
    },
    catalogOf: runtime.catalogOf,
    mail: {
      on: runtime.mail.on,
      from: runtime.mail.from,
      link: runtime.mail.link,
      queue: (message, key) =>
        runtime.mail.queue(message, { org: org.id, ...(key !== undefined && { key }) }),
      state: () => runtime.mail.state(org.id),
    },
    outside: runtime.outside,
    byProgram: byProgram({
      registry: runtime.registry,
      actor: call.actor,
      write: ({ actor, operation, trial }, run) =>
        withRolesThatHold(actor, (holding) =>
          writing(runtime, { ...call, actor: holding, operation, trial }, run),
        ),
    }),
    sealing: {
      close: (secret, name) => sealKey(secret, Buffer.from(runtime.secret), name),
      open: (sealed, name) => openKey(sealed, Buffer.from(runtime.secret), name),
    },
    verify: (options) => verifyTrail(runtime, org.id, options),
    erase: (erasure) => eraseFields(runtime, { org, actor: call.actor, operation: call.operation }, erasure),
    checkpoint: (reason) => makeCheckpoint(runtime, org.id, reason),
    handover: shelfOf(runtime, { org: org.id, actor: call.actor }),
    write: async (run, { trial } = {}) => {
      const value = await writing(runtime, { ...call, trial }, run);
      if (!trial) kept();
      return value;
    },
  };
}

/** The hands of whatever begins without an organisation: a secret address, work that looks for whose turn it is. */
export function doorHands(runtime: Runtime): DoorHands {
  const nobody: Actor = { id: null, name: 'OpenAIMS', via: 'job', roles: [] };
  return {
    look: (run) => runtime.db.read(null, run),
    act: (org, operation) => acting(runtime, { org, actor: nobody, operation }),
  };
}

/** Does what an operation does, after its policy said yes. Every surface comes through here (law 4). */
export async function perform(
  runtime: Runtime,
  call: Call,
  request: {
    readonly operation: Operation;
    readonly input: unknown;
    readonly body?: AsyncIterable<Uint8Array> | null;
    readonly key?: IdempotencyKey | null;
  },
): Promise<unknown> {
  const { operation, input } = request;
  if (operation.kind === 'query') {
    // Whoever only reads proves nothing again: what awaits their authority shows whatever the age of their proof.
    const { proof: _proof, ...actor } = call.actor;
    return reading(
      runtime,
      { ...call, actor },
      async (ctx) => {
        demand(await operation.allow(ctx.actor, input, ctx));
        return operation.run(ctx, input);
      },
      operation.heavy,
    );
  }
  refusePast(call);
  const named = (actor: Actor) => ({ ...call, actor, operation: operation.endpoint.id });
  if (operation.kind === 'command')
    return withRolesThatHold(call.actor, (actor) =>
      writing(runtime, named(actor), async (tx) => {
        await demandCommand(tx, operation, input);
        return once(tx, request.key ?? null, () => operation.run(tx, input));
      }),
    );
  let kept = false;
  const act = async (actor: Actor) => {
    await reading(runtime, { ...call, actor }, async (ctx) =>
      demand(await operation.allow(actor, input, ctx)),
    );
    const hands = await acting(runtime, named(actor), () => {
      kept = true;
    });
    return inHouseStyle(styleOf(hands.org.branding), () => operation.run(hands, input, request.body ?? null));
  };
  if (!operation.inParts || !call.actor.parts?.length) return act(call.actor);
  // What is sent as a stream cannot be read twice: it is done once, with the roles that are needed to begin.
  const streamed = request.body != null;
  if (streamed && (await allowedBy(runtime, call, { operation, input }))) return act(call.actor);
  return withRolesThatHold(call.actor, act, () => !kept && !streamed);
}

/** How documents of this organisation are drawn. */
function styleOf(branding: ReadOnlyOrg['branding']): HouseStyle | null {
  if (!branding) return null;
  const { logo, ...rest } = branding;
  return { ...rest, logo: logo && { ...logo, png: Buffer.from(logo.png, 'base64') } };
}

async function allowedBy(
  runtime: Runtime,
  call: Call,
  { operation, input }: { readonly operation: Operation & { kind: 'action' }; readonly input: unknown },
): Promise<boolean> {
  const decision = await reading(runtime, call, async (ctx) =>
    operation.allow(call.actor, input as never, ctx),
  );
  return decision.allowed;
}

async function makeCtx(
  runtime: Runtime,
  input: { readonly q: Reader; readonly org: ReadOnlyOrg; readonly call: Call },
): Promise<Ctx> {
  const { q, org, call } = input;
  const now = runtime.clock.now();
  const at = await positionOf(q, org, call);
  const trace = newId('req', now);
  return {
    q,
    org,
    at,
    engine: runtime.db.engine,
    today: call.asOf ?? dayIn(org.timeZone, now),
    now: now.toISOString(),
    actor: call.actor,
    catalog: await runtime.catalogOf(
      at === 'now' ? org.packs : await chosenPacks(runtime.registry, { q, org, at }),
    ),
    registry: runtime.registry,
    log: runtime.log.child({ trace, org: org.id }),
    remember: (states) =>
      void runtime.db
        .write(org.id, (handle) => keepStates(handle, org.id, states))
        .catch((error) => runtime.log.warn({ err: error }, 'the runs of checks were not kept')),
  };
}

/** The last position before the end of the day, in the organisation's time zone (spine.md section 6). */
async function positionOf(q: Reader, org: ReadOnlyOrg, call: Call): Promise<'now' | Seq> {
  if (call.at !== undefined) return call.at;
  if (call.asOf === undefined) return 'now';
  return lastPosition(q, org, call.asOf);
}

/** The position of the last entry of a day or of one before it, in the organisation's time zone; -1 when there is none. */
export async function lastPosition(q: Reader, org: ReadOnlyOrg, day: string): Promise<Seq> {
  const end = endOfDay(org.timeZone, day);
  const row = await q
    .selectFrom('log_entry')
    .select('seq')
    .where('org_id', '=', org.id)
    .where('at', '<', end)
    .orderBy('at', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ? Number(row.seq) : -1;
}

/** The instant at which a day ends in a time zone, as ISO text: found from both sides of any clock change. */
function endOfDay(timeZone: string, day: string): string {
  let low = Date.parse(`${day}T00:00:00Z`) - 14 * 3_600_000;
  let high = low + 60 * 3_600_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (dayIn(timeZone, new Date(middle)) <= day) low = middle;
    else high = middle;
  }
  return new Date(high).toISOString();
}

function refusePast(call: Call): void {
  if (call.asOf !== undefined || call.at !== undefined)
    throw new AppError('read-only-past', t('You are looking at the past.'));
}
