import { type Kysely, sql } from 'kysely';
import { t } from '#kernel/language.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import { columnsOf } from '#kernel/record.ts';
import type { Registry } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { decodeValue } from '../db/record-codec.ts';
import { checkFields } from './fields.ts';
import type { Leaf, RecordLeaf } from './leaf.ts';
import { type Finding, MAX_FINDINGS } from './verification.ts';

type Parts = {
  readonly q: Reader;
  readonly org: string;
  readonly registry: Registry;
  readonly report: (finding: Finding) => void;
};
type Row = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly version: number;
  readonly from_seq: number;
  readonly to_seq: number | null;
  readonly salts: Uint8Array;
};

const LINK: ReadonlyMap<string, 'text' | 'integer'> = new Map([
  ['kind', 'text'],
  ['from_id', 'text'],
  ['to_id', 'text'],
  ['to_version', 'integer'],
]);

/** What is held against each other in one step: entries of whole operations, and the rows that they tell of. */
export type Page = {
  readonly leaves: readonly Leaf[];
  /** The position at which each operation began. */
  readonly opFirst: ReadonlyMap<string, number>;
  readonly types: readonly PageOfType[];
  /** The heads of all these records. */
  readonly heads: Versions;
};

type PageOfType = {
  readonly type: string;
  readonly leaves: readonly RecordLeaf[];
  /** What is found is taken out; what stays was told of by no entry. */
  readonly rows: Versions;
};

/** Rows by id and version. */
type Versions = Map<string, Row>;

/**
 * Holds the rows of every versioned table against the entries, page by page, and counts what is left over at the end.
 * `read` asks the database for the rows of a page, `compare` takes the pages in the order of the log.
 */
export function rowVerifier(parts: Parts) {
  const { registry, report } = parts;
  /** By type, then by record and version: where the log closes it. */
  const closed = new Map<string, Map<string, number>>();
  const written = new Map<string, number>();
  const erased = new Map<string, Set<string>>();
  const missingValues: { readonly id: string; readonly field: string; readonly where: string }[] = [];
  const columns = (type: string) =>
    type === 'link' ? LINK : registry.records.has(type) ? columnsOf(registry.records.get(type)!) : null;

  async function read(leaves: readonly Leaf[]): Promise<Page> {
    const opFirst = new Map<string, number>();
    for (const leaf of leaves) if (!opFirst.has(leaf.op)) opFirst.set(leaf.op, leaf.seq);
    const records = leaves.filter(
      (leaf): leaf is RecordLeaf =>
        leaf.change === 'create' || leaf.change === 'update' || leaf.change === 'remove',
    );
    const versionsOf = async (table: string, of: readonly RecordLeaf[]): Promise<Versions> => {
      if (of.length === 0) return new Map();
      const firsts = of.map((leaf) => opFirst.get(leaf.op)!);
      const rows = await rowsIn(parts, table, [Math.min(...firsts), Math.max(...firsts)]);
      return new Map(rows.map((row) => [`${row.id} ${row.version}`, row]));
    };
    const [heads, ...types] = await Promise.all([
      versionsOf('record_head', records),
      ...[...Map.groupBy(records, (leaf) => leaf.type)].map(async ([type, its]) => ({
        type,
        leaves: its,
        rows: columns(type) ? await versionsOf(type, its) : new Map(),
      })),
    ]);
    return { leaves, opFirst, types, heads };
  }

  function compare({ leaves, opFirst, types, heads }: Page): void {
    for (const leaf of leaves)
      if (leaf.change === 'erase')
        erased.set(leaf.id, new Set([...(erased.get(leaf.id) ?? []), ...leaf.detail.paths]));
    for (const each of types) compareType(each, opFirst, heads);
  }

  function compareType(
    { type, leaves, rows }: PageOfType,
    opFirst: ReadonlyMap<string, number>,
    heads: Versions,
  ): void {
    const known = columns(type);
    if (!known) {
      report({
        kind: 'extra',
        where: `entry ${leaves[0]!.seq}`,
        what: t('There is no register "{type}".', { type }),
      });
      return;
    }
    const closings = closed.get(type) ?? new Map<string, number>();
    closed.set(type, closings);
    for (const leaf of leaves) {
      const first = opFirst.get(leaf.op)!;
      if (leaf.change !== 'create')
        closings.set(`${leaf.id} ${leaf.change === 'update' ? leaf.version - 1 : leaf.version}`, first);
      if (leaf.change === 'remove') continue;
      const key = `${leaf.id} ${leaf.version}`;
      const row = rows.get(key);
      rows.delete(key);
      written.set(type, (written.get(type) ?? 0) + 1);
      const where = `${type} ${leaf.id}, version ${leaf.version}`;
      if (!row || Number(row.from_seq) !== first)
        report({
          kind: 'missing',
          where,
          what: t('Entry {seq} tells of a row that is not there.', { seq: leaf.seq }),
        });
      else {
        const fields = Object.fromEntries([...known].map(([name, kind]) => [name, decoded(kind, row[name])]));
        compareFields(row, leaf, fields, where);
        if (type !== 'link') compareHead(heads.get(key), fields, registry.records.get(type)!, where);
      }
    }
    for (const row of rows.values())
      report({
        kind: 'extra',
        where: `${type} ${row.id}, version ${row.version}`,
        what: t('No entry tells of this row.'),
      });
  }

  function compareFields(
    row: Row,
    leaf: RecordLeaf,
    fields: Readonly<Record<string, unknown>>,
    where: string,
  ): void {
    for (const finding of checkFields(leaf.fields, fields, new Uint8Array(row.salts))) {
      if (finding.state === 'erased') missingValues.push({ id: leaf.id, field: finding.name, where });
      else
        report({
          kind: finding.state === 'extra' ? 'extra' : finding.state === 'missing' ? 'missing' : 'changed',
          where,
          what: t('Its {name} is not what entry {seq} committed to.', { name: finding.name, seq: leaf.seq }),
        });
    }
  }

  function compareHead(
    head: Row | undefined,
    fields: Readonly<Record<string, unknown>>,
    definition: RecordDefinition,
    where: string,
  ): void {
    if (!head) {
      report({ kind: 'missing', where, what: t('Its head is not there.') });
      return;
    }
    const right = definition.head(fields);
    const erasedHead = head.salts[0] === 0;
    if (
      !erasedHead &&
      (head.title !== right.title ||
        head.state !== (right.state ?? null) ||
        head.owner !== (right.owner ?? null))
    )
      report({ kind: 'changed', where, what: t('Its head says something else than the record.') });
  }

  /** What no page could see: rows behind the log, rows closed without an entry, references. @returns erased values */
  async function finish(): Promise<number> {
    for (const type of [...registry.records.keys(), 'link']) await leftOvers(type);
    await references(parts);
    for (const value of missingValues)
      if (!erased.get(value.id)?.has(value.field))
        report({
          kind: 'changed',
          where: value.where,
          what: t('Its {field} was emptied without an entry about an erasure.', { field: value.field }),
        });
    return missingValues.filter((value) => erased.get(value.id)?.has(value.field)).length;
  }

  async function leftOvers(type: string): Promise<void> {
    const told = written.get(type) ?? 0;
    const { n } = (await table(parts, type)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow()) as unknown as { n: number };
    if (Number(n) !== told)
      report({
        kind: Number(n) > told ? 'extra' : 'missing',
        where: type,
        what: t('The log tells of {type} versions and the table holds {rows}.', {
          type: told,
          rows: Number(n),
        }),
      });
    const closings = closed.get(type) ?? new Map<string, number>();
    const isClosed = (await table(parts, type)
      .select(['id', 'version', 'to_seq'])
      .where('to_seq', 'is not', null)
      .execute()) as unknown as Row[];
    for (const row of isClosed) {
      const key = `${row.id} ${row.version}`;
      if (closings.get(key) !== Number(row.to_seq))
        report({
          kind: 'changed',
          where: `${type} ${row.id}, version ${row.version}`,
          what: t('It counts as closed at another place than the log says.'),
        });
      closings.delete(key);
    }
    await closedYetCurrent(type, closings);
  }

  /** What the log closes and no closed row is: a row that counts as current, or one that was missing before. */
  async function closedYetCurrent(type: string, closings: ReadonlyMap<string, number>): Promise<void> {
    // As many as can be reported, and few enough to be asked for at once.
    const ids = [...closings.keys()].slice(0, MAX_FINDINGS).map((key) => key.split(' ')[0]!);
    if (ids.length === 0) return;
    const rows = (await table(parts, type)
      .select(['id', 'version'])
      .where('id', 'in', ids as never)
      .where('to_seq', 'is', null)
      .execute()) as unknown as Row[];
    for (const row of rows)
      if (closings.has(`${row.id} ${row.version}`))
        report({
          kind: 'changed',
          where: `${type} ${row.id}, version ${row.version}`,
          what: t('It counts as current and the log has closed it.'),
        });
  }

  return { read, compare, finish };
}

function decoded(kind: string, value: unknown): unknown {
  try {
    return decodeValue(kind, value);
  } catch {
    // Text that is no JSON cannot be what was committed to; as plain text it will not match.
    return value;
  }
}

function table(parts: Parts, name: string) {
  return (parts.q as unknown as Kysely<Record<string, Record<string, never>>>)
    .selectFrom(name)
    .where('org_id', '=', parts.org as never);
}

async function rowsIn(parts: Parts, name: string, [from, to]: readonly [number, number]): Promise<Row[]> {
  return (await table(parts, name)
    .selectAll()
    .where('from_seq', '>=', from as never)
    .where('from_seq', '<=', to as never)
    .execute()) as unknown as Row[];
}

/** `record` never changes: its type and reference are those that the first version committed to. */
async function references({ q, org, registry, report }: Parts): Promise<void> {
  for (const type of registry.records.keys()) {
    const rows = await (q as unknown as Kysely<Record<string, Record<string, never>>>)
      .selectFrom(`${type} as own`)
      .leftJoin('record', (join) =>
        join
          .onRef('record.id' as never, '=', 'own.id' as never)
          .onRef('record.org_id' as never, '=', 'own.org_id' as never),
      )
      .where('own.org_id' as never, '=', org as never)
      .where('own.version' as never, '=', 1 as never)
      .where(
        sql<boolean>`("record"."ref" is distinct from "own"."ref" or "record"."type" is distinct from ${type})`,
      )
      .select(['own.id as id' as never])
      .execute();
    for (const { id } of rows as unknown as { id: string }[])
      report({
        kind: 'changed',
        where: `${type} ${id}`,
        what: t('Its reference is not the one it was given.'),
      });
  }
}
