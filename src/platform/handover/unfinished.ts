import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#kernel/errors.ts';
import { writeDurably } from '../durable.ts';
import type { Runtime } from '../instance.ts';

const END = '.incoming';
/** Imports of this process that are under way. */
const running = new Set<string>();

/** Whether an organisation is on this instance. */
export async function isHere(runtime: Runtime, org: string): Promise<boolean> {
  return (await runtime.organisations.all()).some((each) => each.id === org);
}

/**
 * Notes which files an import brings, before the first: rows come in one transaction, files before it, so a killed
 * import leaves files that belong to nobody.
 * @returns to be called at the end: takes the files away again when the organisation did not come
 * @throws AppError `duplicate` when the same organisation is being imported
 */
export async function noteUnfinished(
  runtime: Runtime,
  org: string,
  files: readonly { readonly hash: string }[],
): Promise<() => Promise<void>> {
  if (running.has(org))
    throw new AppError('duplicate', 'This organisation is being imported at this moment.');
  running.add(org);
  const folder = join(runtime.folder, 'handover');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await writeDurably(join(folder, org + END), JSON.stringify(files.map((file) => file.hash)), 0o600);
  return async () => {
    running.delete(org);
    await sweep(runtime, org);
  };
}

/** Takes away what imports left that were killed. */
export async function sweepUnfinished(runtime: Runtime): Promise<void> {
  const names = await readdir(join(runtime.folder, 'handover')).catch(() => []);
  for (const name of names.filter((each) => each.endsWith(END))) {
    const org = name.slice(0, -END.length);
    if (!running.has(org)) await sweep(runtime, org);
  }
}

async function sweep(runtime: Runtime, org: string): Promise<void> {
  const note = join(runtime.folder, 'handover', org + END);
  if (!(await isHere(runtime, org)))
    for (const hash of noted(await readFile(note, 'utf8'))) await runtime.files.remove(org, hash);
  await rm(note, { force: true });
}

/** A note that a power cut tore names no file: it is durable before the first one comes. */
function noted(text: string): readonly string[] {
  try {
    return JSON.parse(text) as string[];
  } catch {
    return [];
  }
}
