import { AppError } from '#kernel/errors.ts';
import type { Log } from './engine.ts';
import type { FileOptions } from './open-files.ts';
import type { Spec } from './spec.ts';

/**
 * Opens the log that a spec names. The engine's library is loaded now, and only the one that is needed.
 * @param environment where the URL of a database is looked up
 */
export async function openLog(
  spec: Spec,
  options: FileOptions,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Log> {
  const { format, table, url_env: name } = spec.source;
  if (format !== 'postgres' && format !== 'clickhouse') {
    const { openFiles } = await import('./open-files.ts');
    return openFiles(spec, options);
  }
  const url = environment[name ?? ''];
  if (!url)
    throw new AppError('invalid-input', `The environment variable ${name} is not set.`, {
      next: `Set it to the URL of the ${format} server.`,
    });
  if (format === 'postgres') {
    const { openPostgres } = await import('./open-postgres.ts');
    return openPostgres(url, table!);
  }
  const { openClickhouse } = await import('./open-clickhouse.ts');
  return openClickhouse(url, table!);
}
