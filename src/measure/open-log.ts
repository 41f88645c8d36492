import type { Log } from './engine.ts';
import type { FileOptions } from './open-files.ts';
import type { Spec } from './spec.ts';

/** Opens the log that a spec names. The engine's library is loaded now, and only the one that is needed. */
export async function openLog(spec: Spec, options: FileOptions): Promise<Log> {
  const { openFiles } = await import('./open-files.ts');
  return openFiles(spec, options);
}
