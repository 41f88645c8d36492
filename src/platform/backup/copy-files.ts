import { createWriteStream } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '#kernel/errors.ts';
import { type Files, fileKey, sizesIn } from '../files/files.ts';
import type { Manifest } from './format.ts';

type Named = Manifest['files'];

/**
 * Copies files of a store into a folder, each verified on the way.
 * @returns those that are not there or not what they were: a backup without them is better than none, and says so
 */
export async function copyFiles(files: Files, folder: string, named: Named): Promise<Named> {
  const missing: Named[number][] = [];
  for (const file of named) {
    const path = join(folder, file.org, file.hash);
    await mkdir(dirname(path), { recursive: true });
    try {
      await pipeline(await files.stream(file.org, file.hash), createWriteStream(path));
    } catch (error) {
      if (!(error instanceof AppError) || !['not-found', 'file-altered'].includes(error.code)) throw error;
      await rm(path, { force: true });
      missing.push(file);
    }
  }
  return missing;
}

/** Which of these files a store does not list with their size. */
export async function notIn(files: Files, named: Named): Promise<Named> {
  if (named.length === 0) return [];
  const there = await sizesIn(files);
  return named.filter((file) => there.get(fileKey(file)) !== file.size);
}
