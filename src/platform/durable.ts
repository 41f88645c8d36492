import { mkdir, open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Makes the names in a folder durable: a file that is synced can still lose its name in a power cut.
 * Windows keeps names in its own journal and opens no folder; there nothing is done.
 */
export async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return;
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Makes the bytes of a file that somebody else wrote durable; its name is another matter. */
export async function syncFile(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

/**
 * Moves a file that is written and synced to its name below `top`, and returns when the name is durable.
 * Every folder on the way is synced, always: that a step was there already does not say that whoever made it has
 * synced it, and one whose names did not change costs next to nothing.
 */
export async function moveIntoPlace(from: string, to: string, top: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true });
  await rename(from, to);
  const above = dirname(top);
  for (let step = dirname(to); step !== above && step !== dirname(step); step = dirname(step))
    await syncFolder(step);
  await syncFolder(above);
}

/** Writes a new file, and returns when bytes and name are durable. @throws when it exists */
export async function writeDurably(path: string, text: string, mode: number): Promise<void> {
  const file = await open(path, 'wx', mode);
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}

/** Adds a line to a file that may not exist yet, durably. A last line that a power cut tore stays a line of its own. */
export async function appendDurably(path: string, line: string, mode: number): Promise<void> {
  const file = await open(path, 'a+', mode);
  try {
    const { size } = await file.stat();
    const last = size > 0 ? (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() : '\n';
    await file.writeFile(last === '\n' ? `${line}\n` : `\n${line}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await syncFolder(dirname(path));
}
