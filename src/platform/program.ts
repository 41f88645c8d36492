import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import type { Operation, Registry } from './context.ts';
import { decodeRecord } from './db/record-codec.ts';
import { demandCommand } from './demand.ts';
import type { ByProgram, Effect } from './effects.ts';
import type { Tx } from './tx.ts';
import { parseInput } from './validate.ts';

/** The hands of a program for one person. */
export function byProgram(hands: {
  readonly registry: Registry;
  readonly actor: Actor;
  /** One transaction under the name of an operation. */
  readonly write: <T>(
    how: { readonly actor: Actor; readonly operation: string; readonly trial: boolean },
    run: (tx: Tx) => Promise<T>,
  ) => Promise<T>;
}): ByProgram {
  const { registry } = hands;
  // A key that was not made for acts of authority: every such act refuses it by its own policy.
  const actor: Actor = {
    ...hands.actor,
    via: hands.actor.id === null ? hands.actor.via : 'key',
    proof: 'key',
  };
  const run = async <T>(
    { id, input, trial }: { readonly id: string; readonly input: unknown; readonly trial: boolean },
    then: (tx: Tx, answer: unknown) => Promise<T>,
  ): Promise<T> => {
    const operation = commandOf(registry, id);
    const given = parseInput(operation.endpoint.input, input);
    return hands.write({ actor, operation: id, trial }, async (tx) => {
      await demandCommand(tx, operation, given);
      return then(tx, await operation.run(tx, given));
    });
  };
  return {
    rehearse: (id, input) => run({ id, input, trial: true }, (tx) => effectsOf(registry, tx)),
    carryOut: (id, input, also) =>
      run({ id, input, trial: false }, async (tx, answer) => {
        await also(tx, answer);
        return answer;
      }),
  };
}

type Command = Extract<Operation, { kind: 'command' }>;

/** Only what is one transaction can be taken back whole: files and calls to the outside cannot. */
function commandOf(registry: Registry, id: string): Command {
  const operation = registry.operations.get(id)?.operation;
  if (!operation) throw new AppError('not-found', t('There is no operation "{id}".', { id }));
  if (operation.kind !== 'command')
    throw new AppError(
      'invalid-input',
      t('"{summary}" cannot be rehearsed: it is no single write.', { summary: operation.endpoint.summary }),
    );
  return operation;
}

/** What the entries of this transaction did, with each field before and after. */
async function effectsOf(registry: Registry, tx: Tx): Promise<readonly Effect[]> {
  const entries = await tx.handle.exec(
    `select "type","record_id","version","change" from "log_entry" where "org_id" = ? and "seq" >=
       (select max("startSeq" + "size") from "log" where "org_id" = ?) order by "seq"`,
    [tx.org.id, tx.org.id],
  );
  const effects: Effect[] = [];
  for (const entry of entries) {
    const { type, record_id: id, version, change } = entry as Record<string, string>;
    const definition = registry.records.get(type!);
    if (definition)
      effects.push(
        await recordEffect(tx, definition, {
          id: id!,
          version: Number(version),
          change: change as Effect['change'],
        }),
      );
    else if (type === 'link') effects.push(await linkEffect(tx, id!, change as Effect['change']));
  }
  return effects;
}

async function recordEffect(
  tx: Tx,
  definition: RecordDefinition,
  entry: { readonly id: string; readonly version: number; readonly change: Effect['change'] },
): Promise<Effect> {
  const versionOf = async (version: number) => {
    const [row] = await tx.handle.exec(
      `select * from "${definition.type}" where "org_id" = ? and "id" = ? and "version" = ?`,
      [tx.org.id, entry.id, version],
    );
    return row ? (decodeRecord(definition, row) as Record<string, unknown>) : null;
  };
  const now = await versionOf(entry.version);
  const before =
    entry.change === 'update' ? await versionOf(entry.version - 1) : entry.change === 'remove' ? now : null;
  const after = entry.change === 'remove' ? null : now;
  const shown = (after ?? before ?? {}) as Record<string, unknown>;
  const fields = Object.keys(definition.fields.shape)
    .filter((field) => JSON.stringify(before?.[field] ?? null) !== JSON.stringify(after?.[field] ?? null))
    .map((field) => ({ field, before: before?.[field] ?? null, after: after?.[field] ?? null }));
  return {
    type: definition.type,
    id: entry.id,
    ref: (shown.ref as string | undefined) ?? null,
    title: definition.head(shown as never).title ?? null,
    change: entry.change,
    fields,
  };
}

async function linkEffect(tx: Tx, id: string, change: Effect['change']): Promise<Effect> {
  const [row] = await tx.handle.exec(`select * from "link" where "org_id" = ? and "id" = ?`, [tx.org.id, id]);
  const ends = { kind: row?.kind, from: row?.from_id, to: row?.to_id };
  return {
    type: 'link',
    id,
    ref: null,
    title: String(row?.kind ?? 'link'),
    change,
    fields: Object.entries(ends).map(([field, value]) =>
      change === 'remove' ? { field, before: value, after: null } : { field, before: null, after: value },
    ),
  };
}
