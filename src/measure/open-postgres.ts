import { AppError } from '#kernel/errors.ts';
import type { Row } from './duckdb.ts';
import type { Log } from './engine.ts';
import { sourceError } from './source-error.ts';
import { postgresDialect } from './sql/postgres-dialect.ts';

/**
 * Opens a table of PostgreSQL as a log, on one connection that may only read.
 * @throws AppError when the server does not answer, or there is no such table
 */
export async function openPostgres(url: string, table: string): Promise<Log> {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    await client.query('set session characteristics as transaction read only');
    await client.query(`set time zone 'UTC'`);
    const parts = table.split('.');
    const { rows } = await client.query(
      `select attname as name, format_type(atttypid, atttypmod) as type from pg_attribute
       where attrelid = to_regclass($1) and attnum > 0 and not attisdropped order by attnum`,
      [parts.map(postgresDialect.identifier).join('.')],
    );
    if (rows.length === 0)
      throw new AppError('not-found', `There is no table ${table}.`, {
        next: 'Write schema.table, as the database spells them.',
      });
    return {
      dialect: postgresDialect,
      from: parts.map(postgresDialect.identifier).join('.'),
      columns: new Map((rows as { name: string; type: string }[]).map(({ name, type }) => [name, type])),
      rows: async (sql) => {
        try {
          return (await client.query(sql)).rows as readonly Row[];
        } catch (error) {
          throw sourceError(error, 'The table cannot be read');
        }
      },
      close: () => client.end(),
    };
  } catch (error) {
    await client.end().catch(() => {});
    throw sourceError(error, 'The database cannot be read');
  }
}
