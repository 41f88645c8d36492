import type { Catalog } from '#catalog/catalog.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { t } from '#kernel/language.ts';
import type { LinkKind, LinkKinds } from '#kernel/link.ts';
import type { Belongings } from '#kernel/part.ts';
import { membership } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { columnsOf, type FieldsOf, type RecordDefinition, type RecordOf } from '#kernel/record.ts';
import type { Reader, WriteHandle } from './db/database.ts';
import { logWriter } from './db/log-writer.ts';
import { committedFields, decodeRecord, encodeValue } from './db/record-codec.ts';
import { expectImpartial } from './impartiality.ts';
import { leaveJob } from './leave-job.ts';
import type { ReadOnlyOrg } from './org.ts';
import { type OutsideRows, partsWatch } from './parts/watch.ts';
import { commitFields } from './trail/fields.ts';
import { parseFields } from './validate.ts';

/**
 * One open transaction of one organisation: the only way to write. Every write stores the new version and its
 * trail entry together; it carries no clients, so nothing outside can be awaited while it is open (law 6).
 */
export type Tx = {
  readonly q: Reader;
  readonly org: ReadOnlyOrg;
  readonly at: 'now';
  readonly today: string;
  /** The instant of this operation, as ISO-8601 UTC text. */
  readonly now: string;
  readonly actor: Actor;
  readonly catalog: Catalog;
  /**
   * Waits until no other transaction of this organisation is writing: what is read after it stays true until this one
   * ends. For "is it there already?"; on SQLite writers take turns anyway.
   */
  readonly takeTurn: () => Promise<void>;
  /** Adds a record. @throws AppError `invalid-input` */
  readonly insert: <D extends RecordDefinition>(definition: D, fields: FieldsOf<D>) => Promise<RecordOf<D>>;
  /**
   * Writes a new version. Nothing is written when nothing changes, unless `again` says that the act itself counts:
   * somebody judged anew and came to the same result.
   * @throws AppError `conflict` when `version` is given and is not the current one; `not-found`; `invalid-input`
   */
  readonly update: <D extends RecordDefinition>(
    definition: D,
    target: { readonly id: string; readonly version?: number; readonly again?: boolean },
    patch: Partial<FieldsOf<D>>,
  ) => Promise<RecordOf<D>>;
  /** Takes a record out of the register; its history stays. @throws AppError `in-use`, `conflict`, `not-found` */
  readonly remove: (
    definition: RecordDefinition,
    target: { readonly id: string; readonly version?: number },
  ) => Promise<void>;
  readonly find: <D extends RecordDefinition>(definition: D, id: string) => Promise<RecordOf<D> | null>;
  /** @throws AppError `not-found` */
  readonly get: <D extends RecordDefinition>(definition: D, id: string) => Promise<RecordOf<D>>;
  /** Links two records; an equal link is kept, not doubled. @throws AppError `invalid-input`, `not-found` */
  readonly link: (kind: string, from: string, to: string, toVersion?: number) => Promise<string>;
  /** Removes a link by its id, or by its ends. Unknown links are ignored. */
  readonly unlink: (kind: string, from: string, to: string) => Promise<void>;
  /** Work for later, stored with this transaction. `key` keeps the same work from waiting twice. */
  readonly enqueue: (
    kind: string,
    payload: Readonly<Record<string, unknown>>,
    options?: { readonly key?: string; readonly dueAt?: string },
  ) => Promise<void>;
  /** Appends an entry that is not a version of a record (erasure, epoch, sign-in events). */
  readonly appendEntry: ReturnType<typeof logWriter>['append'];
  /** For roles that hold for parts of the organisation: they are held against everything that is written. */
  readonly parts: {
    /** Says which record this is about where nothing may have to be written: it must lie inside as well. */
    readonly about: (id: string) => void;
    /**
     * From here on the writes are those of one row of many. Rows that lie outside are decided by the roles of the whole
     * organisation alone. @returns who decides about this row
     */
    readonly row: (key: string) => Actor;
    /** The record in the address, by id or reference: where nothing has to be written, it must lie inside. */
    readonly named: (idOrRef: string) => void;
    /** The answer was given before, to the same person, when all of it was held against their roles. */
    readonly repeated: () => void;
  };
  readonly handle: WriteHandle;
};

export type TxInput = {
  readonly org: ReadOnlyOrg;
  readonly actor: Actor;
  readonly operation: string;
  readonly now: Date;
  readonly today: string;
  readonly catalog: Catalog;
  readonly registry: LinkKinds & Belongings;
  /** Rows that were found to lie outside the parts for which the actor's roles hold. */
  readonly outsideRows?: OutsideRows;
};

/**
 * Runs one operation inside a write handle and closes its log entries.
 * @throws OutsideParts when roles for parts of the organisation are in effect and something written lies outside
 */
export async function inTransaction<T>(
  handle: WriteHandle,
  input: TxInput,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const tx = openTx(handle, input);
  const value = await run(tx);
  await tx.judge();
  await tx.flush();
  return value;
}

type OpenTx = Tx & { readonly flush: () => Promise<void>; readonly judge: () => Promise<void> };

function openTx(handle: WriteHandle, input: TxInput): OpenTx {
  const { org, actor, now, registry } = input;
  const log = logWriter(handle, {
    org: org.id,
    op: newId('op', now),
    actor: actor.id,
    via: actor.via,
    operation: input.operation,
    now,
  });

  async function current(definition: RecordDefinition, id: string): Promise<Record<string, unknown> | null> {
    const [row] = await handle.exec(
      `select * from "${definition.type}" where "org_id" = ? and "id" = ? and "to_seq" is null`,
      [org.id, id],
    );
    return row ?? null;
  }

  async function expectCurrent(
    definition: RecordDefinition,
    target: { readonly id: string; readonly version?: number },
  ) {
    const row = await current(definition, target.id);
    if (!row)
      throw new AppError('not-found', t('There is no {name} with this id.', { name: t(definition.name[0]) }));
    if (target.version !== undefined && target.version !== row.version) {
      throw new AppError(
        'conflict',
        t('Version {current} is current; you started from version {seen}.', {
          current: Number(row.version),
          seen: target.version,
        }),
        {
          data: { current: decodeRecord(definition, row) },
        },
      );
    }
    return row;
  }

  async function writeVersion(
    definition: RecordDefinition,
    meta: { readonly id: string; readonly version: number; readonly ref: string },
    fields: Record<string, unknown>,
  ): Promise<void> {
    const from = await log.firstSeq();
    const all = committedFields(definition, meta.ref, fields as never);
    const { commitments, salts } = commitFields(all);
    const columns = columnsOf(definition);
    const values = [...columns].map(([name, kind]) => encodeValue(kind, all[name]));
    await handle.exec(insertText(definition, columns), [
      org.id,
      meta.id,
      meta.version,
      from,
      salts,
      ...values,
    ]);
    const head = definition.head(fields);
    await handle.exec(HEAD, [
      org.id,
      meta.id,
      meta.version,
      from,
      HEAD_SALT,
      head.title,
      head.state ?? null,
      head.owner ?? null,
    ]);
    await log.append({
      type: definition.type,
      schema: definition.schema,
      id: meta.id,
      version: meta.version,
      change: meta.version === 1 ? 'create' : 'update',
      fields: commitments,
    });
  }

  /** Rules that hold for a record by whatever way it is written. */
  async function afterWriting(definition: RecordDefinition, fields: object): Promise<void> {
    if (definition.type === membership.type) await expectImpartial(tx, fields as FieldsOf<typeof membership>);
  }

  async function close(table: string, id: string): Promise<void> {
    await handle.exec(
      `update "${table}" set "to_seq" = ? where "org_id" = ? and "id" = ? and "to_seq" is null`,
      [await log.firstSeq(), org.id, id],
    );
  }

  async function nextRef(definition: RecordDefinition): Promise<string> {
    const [row] = await handle.exec(
      `insert into "counter" ("org_id","name","next") values (?,?,1) on conflict ("org_id","name") do update set "next" = "counter"."next" + 1 returning "next"`,
      [org.id, definition.type],
    );
    return `${definition.prefix.toUpperCase()}-${String(row!.next).padStart(4, '0')}`;
  }

  const parts = partsWatch({ actor, registry, org, q: handle.q as Reader, outsideRows: input.outsideRows });

  const tx: OpenTx = {
    q: handle.q as Reader,
    org,
    at: 'now',
    today: input.today,
    now: now.toISOString(),
    get actor() {
      return parts.actor();
    },
    parts,
    judge: () => parts.judge(log.firstSeq),
    catalog: input.catalog,
    handle,
    flush: log.flush,
    appendEntry: (body) => {
      parts.touch({ kind: 'other' });
      return log.append(body);
    },
    takeTurn: async () => {
      await log.firstSeq();
    },
    insert: async (definition, fields) => {
      const parsed = parseFields(definition, fields);
      const id = newId(definition.prefix, now);
      // The log's lock comes first, so that two writers of one organisation take their turn before any other row.
      await log.firstSeq();
      const ref = await nextRef(definition);
      await handle.exec(`insert into "record" ("org_id","id","type","ref") values (?,?,?,?)`, [
        org.id,
        id,
        definition.type,
        ref,
      ]);
      parts.touch({ kind: 'record', id, change: 'made' });
      await writeVersion(definition, { id, version: 1, ref }, parsed);
      await afterWriting(definition, parsed);
      return { ...parsed, id, ref, version: 1 } as never;
    },
    update: async (definition, target, patch) => {
      await log.firstSeq();
      const row = await expectCurrent(definition, target);
      parts.touch({ kind: 'record', id: target.id, change: 'kept' });
      const before = decodeRecord(definition, row) as Record<string, unknown>;
      const { id: _i, ref, version, ...fields } = before as { id: string; ref: string; version: number };
      const parsed = parseFields(definition, { ...fields, ...definedOnly(patch) });
      const columns = columnsOf(definition);
      const changed = [...columns].some(
        ([name, kind]) =>
          name !== 'ref' && encodeValue(kind, (parsed as Record<string, unknown>)[name]) !== row[name],
      );
      if (!changed && !target.again) return before as never;
      await close(definition.type, target.id);
      await close('record_head', target.id);
      await writeVersion(definition, { id: target.id, version: version + 1, ref }, parsed);
      await afterWriting(definition, parsed);
      return { ...parsed, id: target.id, ref, version: version + 1 } as never;
    },
    remove: async (definition, target) => {
      await log.firstSeq();
      const row = await expectCurrent(definition, target);
      parts.touch({ kind: 'record', id: target.id, change: 'removed' });
      await refuseInUse(target.id);
      await removeLinksOf(target.id);
      await close(definition.type, target.id);
      await close('record_head', target.id);
      await log.append({
        type: definition.type,
        schema: definition.schema,
        id: target.id,
        version: row.version as number,
        change: 'remove',
        fields: {},
      });
    },
    find: async (definition, id) => {
      const row = await current(definition, id);
      return row ? decodeRecord(definition, row) : null;
    },
    get: async (definition, id) => {
      const row = await current(definition, id);
      if (!row)
        throw new AppError(
          'not-found',
          t('There is no {name} with this id.', { name: t(definition.name[0]) }),
        );
      return decodeRecord(definition, row);
    },
    link: async (name, from, to, toVersion) => {
      await log.firstSeq();
      const kind = registry.linkKind(name);
      await expectEnds(kind, from, to);
      parts.touch({ kind: 'link', from, to, falls: false });
      const existing = await linksBetween(name, from, to);
      const same = existing.find((each) => each.to_version === (toVersion ?? null));
      if (same) return same.id as string;
      for (const each of existing) await closeLink(each);
      await refuseSecond(kind, from);
      return insertLink(name, { from, to, toVersion: toVersion ?? null });
    },
    unlink: async (name, from, to) => {
      parts.touch({ kind: 'link', from, to, falls: false });
      for (const each of await linksBetween(name, from, to)) await closeLink(each);
    },
    enqueue: async (kind, payload, options = {}) => {
      parts.touch({ kind: 'other' });
      await leaveJob(handle, now, { org: org.id, kind, payload, ...options });
    },
  };

  async function linksBetween(kind: string, from: string, to: string) {
    return handle.exec(
      `select * from "link" where "org_id" = ? and "kind" = ? and "from_id" = ? and "to_id" = ? and "to_seq" is null`,
      [org.id, kind, from, to],
    );
  }

  async function insertLink(
    kind: string,
    ends: { readonly from: string; readonly to: string; readonly toVersion: number | null },
  ): Promise<string> {
    const id = newId('lnk', now);
    const first = await log.firstSeq();
    const fields = { kind, from_id: ends.from, to_id: ends.to, to_version: ends.toVersion };
    const { commitments, salts } = commitFields(fields);
    await handle.exec(
      `insert into "link" ("org_id","id","version","from_seq","to_seq","salts","kind","from_id","to_id","to_version") values (?,?,1,?,null,?,?,?,?,?)`,
      [org.id, id, first, salts, kind, ends.from, ends.to, ends.toVersion],
    );
    await log.append({ type: 'link', schema: 1, id, version: 1, change: 'create', fields: commitments });
    return id;
  }

  async function closeLink(row: Record<string, unknown>): Promise<void> {
    await log.firstSeq();
    await close('link', row.id as string);
    await log.append({
      type: 'link',
      schema: 1,
      id: row.id as string,
      version: row.version as number,
      change: 'remove',
      fields: {},
    });
  }

  async function expectEnds(kind: LinkKind, from: string, to: string): Promise<void> {
    const rows = await handle.exec(
      `select r."id", r."type" from "record" r join "record_head" h on h."org_id" = r."org_id" and h."id" = r."id" and h."to_seq" is null where r."org_id" = ? and r."id" in (?, ?)`,
      [org.id, from, to],
    );
    const fits = (id: string, types: readonly string[]) =>
      rows.some((row) => row.id === id && (types.includes('*') || types.includes(row.type as string)));
    if (!fits(from, kind.from))
      throw new AppError(
        'invalid-input',
        t('The link "{forward}" cannot start at this record.', { forward: kind.forward }),
      );
    if (!fits(to, kind.to))
      throw new AppError(
        'invalid-input',
        t('The link "{forward}" cannot end at this record, or it does not exist.', { forward: kind.forward }),
      );
  }

  async function refuseSecond(kind: LinkKind, from: string): Promise<void> {
    if (kind.fromMany !== 'one') return;
    const rows = await handle.exec(
      `select "id" from "link" where "org_id" = ? and "kind" = ? and "from_id" = ? and "to_seq" is null`,
      [org.id, kind.kind, from],
    );
    if (rows.length > 0)
      throw new AppError(
        'duplicate',
        t('Only one link "{forward}" may leave this record; remove the other first.', {
          forward: kind.forward,
        }),
      );
  }

  async function refuseInUse(id: string): Promise<void> {
    const required = registry.requiredLinkKinds();
    if (required.length === 0) return;
    const rows = await handle.exec(
      `select h."title" from "link" l join "record_head" h on h."org_id" = l."org_id" and h."id" = l."from_id" and h."to_seq" is null
       where l."org_id" = ? and l."to_id" = ? and l."to_seq" is null and l."kind" in (${required.map(() => '?').join(',')}) limit 5`,
      [org.id, id, ...required],
    );
    if (rows.length > 0)
      throw new AppError(
        'in-use',
        t('Still needed by: {rows}.', { rows: rows.map((row) => row.title).join(', ') }),
      );
  }

  async function removeLinksOf(id: string): Promise<void> {
    const rows = await handle.exec(
      `select * from "link" where "org_id" = ? and "to_seq" is null and ("from_id" = ? or "to_id" = ?)`,
      [org.id, id, id],
    );
    for (const row of rows) {
      parts.touch({ kind: 'link', from: row.from_id as string, to: row.to_id as string, falls: true });
      await closeLink(row);
    }
  }

  return tx;
}

const HEAD = `insert into "record_head" ("org_id","id","version","from_seq","to_seq","salts","title","state","owner") values (?,?,?,?,null,?,?,?,?)`;
/** Heads are derived and not committed themselves; one byte lets erasure show in them too. */
const HEAD_SALT = new Uint8Array([1]);

const insertTexts = new WeakMap<RecordDefinition, string>();

function insertText(definition: RecordDefinition, columns: ReadonlyMap<string, unknown>): string {
  const known = insertTexts.get(definition);
  if (known) return known;
  const names = [...columns.keys()].map((name) => `"${name}"`).join(',');
  const marks = [...columns.keys()].map(() => '?').join(',');
  const text = `insert into "${definition.type}" ("org_id","id","version","from_seq","to_seq","salts",${names}) values (?,?,?,?,null,?,${marks})`;
  insertTexts.set(definition, text);
  return text;
}

function definedOnly<T extends object>(patch: T): T {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as T;
}
