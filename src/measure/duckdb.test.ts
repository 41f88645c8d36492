import { expect, test } from 'vitest';
import { openDuckdb } from './duckdb.ts';

test('DuckDB answers, in UTC, keeps nothing of a file it has read, and neither loads nor fetches an extension by itself', async () => {
  const db = await openDuckdb({ memory: '256MB', threads: 1 });
  try {
    const settings = await db.rows(
      `select name, value from duckdb_settings() where name in
       ('autoinstall_known_extensions', 'autoload_known_extensions', 'enable_external_file_cache', 'TimeZone') order by name`,
    );
    expect(settings.map(({ value }) => value)).toEqual(['UTC', 'false', 'false', 'false']);
    await expect(db.rows(`select * from read_parquet('s3://nowhere/x.parquet')`)).rejects.toThrow(
      /httpfs|extension/i,
    );
  } finally {
    db.close();
  }
});
