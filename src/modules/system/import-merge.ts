import { canonical } from '#kernel/canonical.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { Tx } from '#platform/tx.ts';
import { system } from './contract.ts';
import type { Imported } from './import-types.ts';
import { systems } from './read.ts';

type System = RecordOf<typeof system>;
/** What is there of a row: the system as it is, and what the file said of it when it was last imported. */
export type Known = { readonly before: System; readonly last: Imported | null };

/** The systems that rows with these keys brought in, with what the last import that still stands said of each. */
export async function knownOf(ctx: Ctx | Tx, keys: readonly string[]): Promise<ReadonlyMap<string, Known>> {
  if (keys.length === 0) return new Map();
  const rows = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .selectAll('s')
    .where('s.importKey', 'in', [...keys])
    .execute();
  const said = await ctx.q
    .selectFrom('import_row as r')
    .innerJoin('import_batch as b', (on) =>
      on.onRef('b.org_id', '=', 'r.org_id').onRef('b.id', '=', 'r.batch_id'),
    )
    .select(['r.recordId', 'r.payload'])
    .where('r.org_id', '=', ctx.org.id)
    .where('r.state', '=', 'applied')
    .where('r.key', 'in', [...keys])
    .where('b.state', 'in', ['done', 'applying'])
    .orderBy('b.createdAt')
    .orderBy('b.id')
    .execute();
  // The last one wins.
  const last = new Map(said.map((row) => [row.recordId, row.payload]));
  return new Map(
    rows.map((row) => {
      const before = decodeRecord(system, row as Record<string, unknown>);
      const payload = last.get(before.id);
      return [before.importKey!, { before, last: payload ? (JSON.parse(payload) as Imported) : null }];
    }),
  );
}

/** The classification is taken or left as a whole: half of a file's answers beside half of a person's means nothing. */
const CLASSIFICATION: ReadonlySet<string> = new Set([
  'euInput',
  'euReasons',
  'euAssumption',
  'euState',
  'euOutcomes',
  'euOpen',
  'euEarliest',
  'actRoles',
]);

/**
 * What a row changes: the fields in which the file differs from what it said before. A field that the file says as it
 * did is left as people have made it since; a classification that a person answered or confirmed is theirs.
 */
export function patchOf({ before, last }: Known, fields: Imported): Imported {
  const changed = Object.entries(fields).filter(
    ([field, value]) => last === null || !same(last[field as keyof Imported], value),
  );
  const untouched =
    before.euState === 'none' ||
    (before.euState === 'proposed' && last !== null && same(before.euInput, last.euInput));
  const moved = untouched && changed.some(([field]) => CLASSIFICATION.has(field));
  const taken = Object.entries(fields).filter(([field]) =>
    CLASSIFICATION.has(field) ? moved : changed.some(([each]) => each === field),
  );
  return Object.fromEntries(
    taken.filter(([field, value]) => !same(before[field as keyof System], value)),
  ) as Imported;
}

function same(a: unknown, b: unknown): boolean {
  return canonical((a ?? null) as never) === canonical((b ?? null) as never);
}
