import { type Kysely, sql } from 'kysely';
import type { ColumnKind } from '#kernel/record.ts';
import type { EngineName } from './database.ts';

/** Columns of a register's table as a migration writes them down: name → kind. Never derived from the contract. */
export type Columns = Readonly<Record<string, ColumnKind>>;

type Db = Kysely<unknown>;

/**
 * Creates a versioned table (spine.md section 2): key `(org_id, id, version)`, one current row per id, triggers that
 * let a stored row change only by being closed once or by erasure, and row-level security on PostgreSQL.
 */
export async function createRecordTable(
  db: Db,
  engine: EngineName,
  table: { readonly name: string; readonly columns: Columns },
): Promise<void> {
  const own = Object.entries(table.columns).map(([name, kind]) => `"${name}" ${columnType(engine, kind)}`);
  await run(
    db,
    `create table "${table.name}" ("org_id" ${text(engine)} not null, "id" ${text(engine)} not null, "version" integer not null,
      "from_seq" ${bigint(engine)} not null, "to_seq" ${bigint(engine)}, "salts" ${bytes(engine)} not null, ${own.join(', ')},
      primary key ("org_id", "id", "version"))`,
  );
  await run(
    db,
    `create unique index "${table.name}_current" on "${table.name}" ("org_id", "id") where "to_seq" is null`,
  );
  await run(db, `create index "${table.name}_from" on "${table.name}" ("org_id", "from_seq")`);
  await guardVersions(db, engine, table);
  await secureByOrganisation(db, engine, table.name);
}

/**
 * Adds columns to a register's table; rows that exist hold nothing in them. The guard is drawn anew over all columns, so
 * that the new ones cannot be rewritten either.
 * @param table `before` are the columns of the migrations so far, written down again, never read from the contract
 */
export async function addRecordColumns(
  db: Db,
  engine: EngineName,
  table: { readonly name: string; readonly before: Columns; readonly columns: Columns },
): Promise<void> {
  for (const [name, kind] of Object.entries(table.columns))
    await run(db, `alter table "${table.name}" add column "${name}" ${columnType(engine, kind)}`);
  const on = engine === 'sqlite' ? '' : ` on "${table.name}"`;
  await run(db, `drop trigger "${table.name}_guard"${on}`);
  await guardVersions(db, engine, { name: table.name, columns: { ...table.before, ...table.columns } });
}

/** Creates a platform table; `keyed` ones carry `org_id` and get row-level security. */
export async function createPlatformTable(
  db: Db,
  engine: EngineName,
  table: { readonly name: string; readonly body: string; readonly keyed: boolean },
): Promise<void> {
  const body = table.body
    .replaceAll('TEXT', text(engine))
    .replaceAll('BYTES', bytes(engine))
    .replaceAll('BIGINT', bigint(engine));
  await run(db, `create table "${table.name}" (${body})`);
  if (table.keyed) await secureByOrganisation(db, engine, table.name);
}

/** An index over the current rows of a register, for its lists: `columns` as SQL, such as `"state", "level" desc`. */
export async function createCurrentIndex(
  db: Db,
  table: string,
  index: { readonly name: string; readonly columns: string },
): Promise<void> {
  await run(
    db,
    `create index "${table}_${index.name}" on "${table}" ("org_id", ${index.columns}, "id") where "to_seq" is null`,
  );
}

/**
 * An index over all versions, for columns by which rows of other tables find these: a view of the past joins by them
 * too, and an index over the current rows would leave it reading everything for every row.
 */
export async function createJoinIndex(
  db: Db,
  table: string,
  index: { readonly name: string; readonly columns: string },
): Promise<void> {
  await run(db, `create index "${table}_${index.name}" on "${table}" ("org_id", ${index.columns})`);
}

/** Runs one statement of data definition. */
export async function run(db: Db, statement: string): Promise<void> {
  await sql.raw(statement).execute(db);
}

async function guardVersions(
  db: Db,
  engine: EngineName,
  table: { readonly name: string; readonly columns: Columns },
): Promise<void> {
  const erasable = Object.keys(table.columns);
  const same = (name: string) => `new."${name}" is not distinct from old."${name}"`;
  const kept = ['org_id', 'id', 'version', 'from_seq'].map(same).join(' and ');
  const closing = `(old."to_seq" is null or ${same('to_seq')})`;
  const values = erasable.map((name) => `(${same(name)} or new."${name}" is null)`).join(' and ');
  // A value may vanish only together with its salt: erasure, never a plain edit.
  const untouched = [...erasable, 'salts'].map(same).join(' and ');
  const length = engine === 'sqlite' ? 'length' : 'octet_length';
  const erased = `(${values} and new."salts" <> old."salts" and ${length}(new."salts") = ${length}(old."salts"))`;
  const condition = `${kept} and ${closing} and (${untouched} or ${erased})`;
  const refusal = `${table.name}: a stored version cannot be changed`;
  if (engine === 'sqlite') {
    await run(
      db,
      `create trigger "${table.name}_guard" before update on "${table.name}" when not (${condition}) begin select raise(abort, '${refusal}'); end`,
    );
    await run(
      db,
      `create trigger if not exists "${table.name}_keep" before delete on "${table.name}" begin select raise(abort, '${refusal}'); end`,
    );
    return;
  }
  await run(
    db,
    `create or replace function "${table.name}_guard"() returns trigger language plpgsql as $f$ begin
      if tg_op = 'DELETE' then raise exception '${refusal}'; end if;
      if not (${condition}) then raise exception '${refusal}'; end if; return new; end $f$`,
  );
  await run(
    db,
    `create trigger "${table.name}_guard" before update or delete on "${table.name}" for each row execute function "${table.name}_guard"()`,
  );
}

/** The second wall: a connection sees only the organisation it entered. */
async function secureByOrganisation(db: Db, engine: EngineName, table: string): Promise<void> {
  if (engine === 'sqlite') return;
  await run(db, `alter table "${table}" enable row level security`);
  await run(
    db,
    `create policy "${table}_org" on "${table}" using ("org_id" = current_setting('app.org', true)) with check ("org_id" = current_setting('app.org', true))`,
  );
}

function columnType(engine: EngineName, kind: ColumnKind): string {
  if (kind === 'integer') return bigint(engine);
  if (kind === 'flag') return 'integer';
  return text(engine);
}

const text = (engine: EngineName) => (engine === 'postgres' ? 'text collate "C"' : 'text');
const bytes = (engine: EngineName) => (engine === 'postgres' ? 'bytea' : 'blob');
const bigint = (engine: EngineName) => (engine === 'postgres' ? 'bigint' : 'integer');
