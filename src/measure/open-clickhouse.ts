import { AppError } from '#kernel/errors.ts';
import type { Row } from './duckdb.ts';
import type { Log } from './engine.ts';
import { sourceError } from './source-error.ts';
import { clickhouseDialect } from './sql/clickhouse-dialect.ts';

/** How answers are written: whole numbers as texts, since JSON has no exact ones; a column before an alias of its name. */
const SETTINGS = {
  output_format_json_quote_64bit_integers: '1',
  output_format_json_quote_denormals: '1',
  prefer_column_name_to_alias: '1',
  readonly: '2',
};

/**
 * Opens a table of ClickHouse as a log, over its HTTP interface and only to read.
 * @param url such as `https://user:password@host:8443/?database=logs`
 * @throws AppError when the server does not answer, or there is no such table
 */
export async function openClickhouse(url: string, table: string): Promise<Log> {
  const rows = async (sql: string): Promise<readonly Row[]> => {
    try {
      return (await ask(url, `${sql} format JSONEachRow`))
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Row);
    } catch (error) {
      throw sourceError(error, 'The table cannot be read');
    }
  };
  const from = table.split('.').map(clickhouseDialect.identifier).join('.');
  const described = await rows(`describe table ${from}`);
  return {
    dialect: clickhouseDialect,
    from,
    columns: new Map(described.map(({ name, type }) => [String(name), String(type)])),
    rows,
    close: async () => {},
  };
}

async function ask(url: string, sql: string): Promise<string> {
  const target = new URL(url);
  for (const [name, value] of Object.entries(SETTINGS)) target.searchParams.set(name, value);
  const { username, password } = target;
  target.username = '';
  target.password = '';
  const headers: Record<string, string> = username
    ? { 'x-clickhouse-user': decodeURIComponent(username), 'x-clickhouse-key': decodeURIComponent(password) }
    : {};
  const response = await fetch(target, { method: 'POST', body: sql, headers }).catch(() => {
    throw new AppError('unavailable', `ClickHouse at ${target.host} does not answer.`);
  });
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
