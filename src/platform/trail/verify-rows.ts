import type { Kysely } from 'kysely';
import { t } from '#kernel/language.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import { columnsOf } from '#kernel/record.ts';
import type { Registry } from '../context.ts';
import type { Reader } from '../db/database.ts';
import { decodeRecord, decodeValue } from '../db/record-codec.ts';
import { checkFields } from './fields.ts';
import type { Leaf, RecordLeaf } from './leaf.ts';
import type { Finding } from './verification.ts';

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

/** Holds the rows of every versioned table against the entries, page by page, and counts what is left over at the end. */
export function rowVerifier(parts: Parts) {
  const { registry, report } = parts;
  const closed = new Map<string, number>();
  const written = new Map<string, number>();
  const erased = new Map<string, Set<string>>();
  const missingValues: { readonly id: string; readonly field: string; readonly where: string }[] = [];
  const columns = (type: string) =>
    type === 'link' ? LINK : registry.records.has(type) ? columnsOf(registry.records.get(type)!) : null;

  async function page(leaves: readonly Leaf[]): Promise<void> {
    const opFirst = new Map<string, number>();
    for (const leaf of leaves) if (!opFirst.has(leaf.op)) opFirst.set(leaf.op, leaf.seq);
    const records = leaves.filter(
      (leaf): leaf is RecordLeaf =>
        leaf.change === 'create' || leaf.change === 'update' || leaf.change === 'remove',
    );
    for (const leaf of leaves)
      if (leaf.change === 'erase')
        erased.set(leaf.id, new Set([...(erased.get(leaf.id) ?? []), ...leaf.detail.paths]));
    for (const type of new Set(records.map((leaf) => leaf.type)))
      await pageOfType(
        type,
        records.filter((leaf) => leaf.type === type),
        opFirst,
      );
  }

  async function pageOfType(
    type: string,
    leaves: readonly RecordLeaf[],
    opFirst: ReadonlyMap<string, number>,
  ): Promise<void> {
    const known = columns(type);
    if (!known) {
      report({
        kind: 'extra',
        where: `entry ${leaves[0]!.seq}`,
        what: t('There is no register "{type}".', { type }),
      });
      return;
    }
    const firsts = leaves.map((leaf) => opFirst.get(leaf.op)!);
    const range = [Math.min(...firsts), Math.max(...firsts)] as const;
    const rows = new Map((await rowsIn(parts, type, range)).map((row) => [`${row.id} ${row.version}`, row]));
    const heads =
      type === 'link'
        ? null
        : new Map(
            (await rowsIn(parts, 'record_head', range)).map((row) => [`${row.id} ${row.version}`, row]),
          );
    for (const leaf of leaves) {
      const first = opFirst.get(leaf.op)!;
      if (leaf.change !== 'create')
        closed.set(`${type} ${leaf.id} ${leaf.change === 'update' ? leaf.version - 1 : leaf.version}`, first);
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
        compareFields(row, leaf, known, where);
        if (heads) compareHead(heads.get(key), row, registry.records.get(type)!, where);
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
    known: ReadonlyMap<string, string>,
    where: string,
  ): void {
    const fields = Object.fromEntries([...known].map(([name, kind]) => [name, decoded(kind, row[name])]));
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

  function compareHead(head: Row | undefined, row: Row, definition: RecordDefinition, where: string): void {
    if (!head) {
      report({ kind: 'missing', where, what: t('Its head is not there.') });
      return;
    }
    const {
      id: _i,
      ref: _r,
      version: _v,
      ...fields
    } = decodeRecord(definition, row) as Record<string, unknown>;
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
    const rows = (await table(parts, type).select(['id', 'version', 'to_seq']).execute()) as unknown as Row[];
    if (rows.length !== (written.get(type) ?? 0))
      report({
        kind: rows.length > (written.get(type) ?? 0) ? 'extra' : 'missing',
        where: type,
        what: t('The log tells of {type} versions and the table holds {rows}.', {
          type: written.get(type) ?? 0,
          rows: rows.length,
        }),
      });
    for (const row of rows) {
      const right = closed.get(`${type} ${row.id} ${row.version}`) ?? null;
      const actual = row.to_seq === null ? null : Number(row.to_seq);
      if (right !== actual)
        report({
          kind: 'changed',
          where: `${type} ${row.id}, version ${row.version}`,
          what:
            actual === null
              ? t('It counts as current and the log has closed it.')
              : t('It counts as closed at another place than the log says.'),
        });
    }
  }

  return { page, finish };
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
    const rows = (await (q as unknown as Kysely<Record<string, Record<string, never>>>)
      .selectFrom(type)
      .leftJoin('record', (join) =>
        join
          .onRef('record.id' as never, '=', `${type}.id` as never)
          .onRef('record.org_id' as never, '=', `${type}.org_id` as never),
      )
      .where(`${type}.org_id` as never, '=', org as never)
      .where(`${type}.version` as never, '=', 1 as never)
      .select([
        `${type}.id as id` as never,
        `${type}.ref as own` as never,
        'record.ref as ref' as never,
        'record.type as type' as never,
      ])
      .execute()) as unknown as { id: string; own: string; ref: string | null; type: string | null }[];
    for (const row of rows)
      if (row.ref !== row.own || row.type !== type)
        report({
          kind: 'changed',
          where: `${type} ${row.id}`,
          what: t('Its reference is not the one it was given.'),
        });
  }
}
