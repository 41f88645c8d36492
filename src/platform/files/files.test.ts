import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type TestBucket, testBucket } from '#test/testkit/bucket.ts';
import type { Files } from './files.ts';
import { folderFiles } from './folder.ts';
import { moveFiles } from './move.ts';
import { bucketFiles } from './s3.ts';
import { placeOf, readFilesSettings } from './settings.ts';

const LIMIT = 64 * 1024 * 1024;
const LARGE = 19 * 1024 * 1024;
const patience = { tries: 3, firstWaitMs: 5, answerMs: 5_000 };

let folder: string;
let bucket: TestBucket;
let made = 0;
const newName = () => `in-${made++}`;
const spool = () => join(folder, 'spool');
const inBucket = (settings = bucket.settings) => bucketFiles(settings, { spool: spool(), newName, patience });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'aims-files-'));
  bucket = await testBucket();
});
beforeEach(() => bucket.fate(() => 'pass'));
afterAll(async () => {
  await bucket.close();
  await rm(folder, { recursive: true, force: true });
});

async function* of(bytes: Uint8Array, piece = 300_000) {
  for (let from = 0; from < bytes.length; from += piece) yield bytes.subarray(from, from + piece);
}
const text = (words: string) => of(new TextEncoder().encode(words));
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
async function all(body: AsyncIterable<Uint8Array>) {
  const pieces: Uint8Array[] = [];
  for await (const piece of body) pieces.push(piece);
  return Buffer.concat(pieces);
}
const listed = async (files: Files) => {
  const found: string[] = [];
  for await (const { org, hash, size } of files.list()) found.push(`${org} ${hash} ${size}`);
  return found.sort();
};

describe.each([
  ['a folder', () => folderFiles(join(folder, 'files'), newName)],
  ['a bucket', () => inBucket()],
] as const)('%s', (_name, open) => {
  let files: Files;
  beforeEach(() => {
    files = open();
  });

  test('keeps a file under its hash and gives it out as it was', async () => {
    const bytes = randomBytes(700_000);
    const stored = await files.put('org_a', of(bytes), LIMIT);
    expect(stored).toEqual({ hash: sha256(bytes), size: bytes.length });
    expect(await files.has('org_a', stored.hash)).toBe(true);
    expect((await all(await files.stream('org_a', stored.hash))).equals(bytes)).toBe(true);
    expect(await files.withPath('org_a', stored.hash, async (path) => sha256(await readFile(path)))).toBe(
      stored.hash,
    );
    // A name means something only inside its organisation.
    expect(await files.has('org_b', stored.hash)).toBe(false);
    await expect(files.stream('org_b', stored.hash)).rejects.toMatchObject({ code: 'not-found' });
  });

  test('takes a file of many parts, and the same one twice', async () => {
    const bytes = randomBytes(LARGE);
    const once = await files.put('org_a', of(bytes), LIMIT);
    expect(await files.put('org_a', of(bytes), LIMIT)).toEqual(once);
    expect(sha256(await all(await files.stream('org_a', once.hash)))).toBe(once.hash);
  });

  test('keeps nothing of what is too large', async () => {
    const before = await listed(files);
    await expect(files.put('org_a', of(randomBytes(5000), 1000), 4000)).rejects.toMatchObject({
      code: 'too-large',
    });
    expect(await listed(files)).toEqual(before);
  });

  test('keeps nothing of what is cut off by whoever sends it', async () => {
    const before = await listed(files);
    async function* cut() {
      yield randomBytes(2000);
      throw new Error('The sender is gone');
    }
    await expect(files.put('org_a', cut(), LIMIT)).rejects.toThrow('The sender is gone');
    expect(await listed(files)).toEqual(before);
  });

  test('lists what it has and forgets what is removed', async () => {
    const { hash, size } = await files.put('org_c', text('to be removed'), LIMIT);
    expect(await listed(files)).toContain(`org_c ${hash} ${size}`);
    await files.remove('org_c', hash);
    await files.remove('org_c', hash);
    expect(await listed(files)).not.toContain(`org_c ${hash} ${size}`);
    await expect(files.stream('org_c', hash)).rejects.toMatchObject({ code: 'not-found' });
  });

  test.each(['../../etc/passwd', 'a/b', '', 'x\u0000'])('takes no %j for a name', async (name) => {
    await expect(async () => files.stream('org_a', name)).rejects.toMatchObject({ code: 'invalid-input' });
    await expect(async () => files.has(name, 'a'.repeat(64))).rejects.toMatchObject({
      code: 'invalid-input',
    });
  });
});

test('a short file that was altered on the disk is not given out, and of a long one the end never comes', async () => {
  const files = folderFiles(join(folder, 'altered'), newName);
  const short = await files.put('org_a', text('what was agreed'), LIMIT);
  const long = await files.put('org_a', of(randomBytes(900_000)), LIMIT);
  for (const { hash, size } of [short, long])
    await files.withPath('org_a', hash, (path) => writeFile(path, Buffer.alloc(size, 'x')));
  await expect(files.stream('org_a', short.hash)).rejects.toMatchObject({ code: 'file-altered' });
  let got = 0;
  const read = async () => {
    for await (const piece of await files.stream('org_a', long.hash)) got += piece.length;
  };
  await expect(read()).rejects.toMatchObject({ code: 'file-altered' });
  expect(got).toBeLessThan(long.size);
});

describe('a bucket that is in trouble', () => {
  test('puts off for a while: the file is sent again and is there', async () => {
    let refused = 0;
    bucket.fate(() => (refused++ % 3 === 0 ? 'slow-down' : 'pass'));
    const { hash } = await inBucket().put('org_s', text('in the end'), LIMIT);
    bucket.fate(() => 'pass');
    expect((await all(await inBucket().stream('org_s', hash))).toString()).toBe('in the end');
    expect(refused).toBeGreaterThan(2);
  });

  test('puts off for ever: the error says so, and nothing is left on this machine', async () => {
    bucket.fate(({ method }) => (method === 'PUT' ? 'slow-down' : 'pass'));
    await expect(inBucket().put('org_s', text('never'), LIMIT)).rejects.toMatchObject({
      code: 'file-store-unreachable',
      message: expect.stringContaining('SlowDown'),
    });
    expect(await readdir(spool())).toEqual([]);
  });

  test('is cut off in the middle of an upload: the part is sent again, and the file is whole', async () => {
    const bytes = randomBytes(LARGE);
    let cuts = 0;
    bucket.fate(({ method, url }) =>
      method === 'PUT' && url.includes('partNumber=2') && cuts++ === 0 ? 'cut' : 'pass',
    );
    const { hash } = await inBucket().put('org_s', of(bytes), LIMIT);
    expect(cuts).toBe(2);
    expect(sha256(await all(await inBucket().stream('org_s', hash)))).toBe(sha256(bytes));
  });

  test('is gone in the middle of an upload: nothing is under the name, and the upload is taken back', async () => {
    const bytes = randomBytes(LARGE);
    bucket.fate(({ method, url }) => (method === 'PUT' && url.includes('partNumber=2') ? 'cut' : 'pass'));
    await expect(inBucket().put('org_s', of(bytes), LIMIT)).rejects.toMatchObject({
      code: 'file-store-unreachable',
    });
    bucket.fate(() => 'pass');
    expect(await inBucket().has('org_s', sha256(bytes))).toBe(false);
    expect(bucket.asked.at(-2)).toMatch(/^DELETE .*uploadId=/);
  });

  test('has something of another size under the name: it is not written over', async () => {
    const { hash } = await inBucket().put('org_s', text('the first'), LIMIT);
    await bucket.alter(hash, 'something else');
    await expect(inBucket().put('org_s', text('the first'), LIMIT)).rejects.toMatchObject({
      code: 'file-altered',
    });
    await expect(inBucket().stream('org_s', hash)).rejects.toMatchObject({ code: 'file-altered' });
  });

  test('takes the same file from two at once', async () => {
    const bytes = randomBytes(400_000);
    const two = await Promise.all([1, 2].map(() => inBucket().put('org_s', of(bytes), LIMIT)));
    expect(two[0]).toEqual(two[1]);
    expect(sha256(await all(await inBucket().stream('org_s', two[0]!.hash)))).toBe(sha256(bytes));
  });

  test('knows no conditions: the file is put without', async () => {
    bucket.fate(() => 'no-conditions');
    const { hash } = await inBucket().put('org_s', text('without a condition'), LIMIT);
    expect(await inBucket().has('org_s', hash)).toBe(true);
  });

  test.each([
    [{ secretAccessKey: 'not the secret' }, 'AWS_SECRET_ACCESS_KEY does not belong to AWS_ACCESS_KEY_ID'],
    [{ accessKeyId: 'NOBODY' }, 'AWS_ACCESS_KEY_ID is not known there'],
    [{ bucket: 'no-such-bucket' }, 'there is no such bucket'],
  ])('refuses %j, and the error says what is wrong without telling a secret', async (wrong, says) => {
    const files = inBucket({ ...bucket.settings, ...wrong });
    const answer = await listed(files).catch((error) => error);
    expect(answer).toMatchObject({ code: 'file-store-refused', message: expect.stringContaining(says) });
    expect(answer.message).not.toContain('not the secret');
    await expect(files.put('org_s', text('x'), LIMIT)).rejects.toMatchObject({ code: 'file-store-refused' });
  });

  test('is not there at all', async () => {
    const files = inBucket({ ...bucket.settings, endpoint: 'http://127.0.0.1:9' });
    await expect(files.has('org_s', 'a'.repeat(64))).rejects.toMatchObject({
      code: 'file-store-unreachable',
      message: expect.stringContaining('s3://evidence/aims'),
    });
  });

  test('has more objects than one page of its list', async () => {
    const settings = { ...bucket.settings, prefix: 'many' };
    const files = bucketFiles(settings, { spool: spool(), newName, patience, page: 3 });
    const hashes: string[] = [];
    for (let i = 0; i < 8; i += 1) hashes.push((await files.put('org_m', text(`file ${i}`), LIMIT)).hash);
    bucket.asked.splice(0);
    expect((await listed(files)).map((each) => each.split(' ')[1])).toEqual(hashes.sort());
    expect(bucket.asked).toHaveLength(3);
  });
});

describe('moving files', () => {
  test('from a folder to a bucket and back loses nothing, goes on where it was, and removes only when asked', async () => {
    const from = folderFiles(join(folder, 'move-from'), newName);
    const to = inBucket({ ...bucket.settings, prefix: 'moved' });
    for (const words of ['one', 'two', 'three']) await from.put('org_a', text(words), LIMIT);
    await to.put('org_a', text('two'), LIMIT);
    expect(await moveFiles(from, to, { removeSource: false })).toMatchObject({
      copied: 2,
      thereAlready: 1,
      removed: 0,
    });
    expect(await listed(to)).toEqual(await listed(from));
    const back = folderFiles(join(folder, 'move-back'), newName);
    expect(await moveFiles(to, back, { removeSource: true })).toMatchObject({ copied: 3, removed: 3 });
    expect(await listed(back)).toEqual(await listed(from));
    expect(await listed(to)).toEqual([]);
    await expect(moveFiles(from, from, { removeSource: true })).rejects.toThrow('already');
  });

  test('stops at a file that was altered and removes nothing', async () => {
    const from = folderFiles(join(folder, 'move-altered'), newName);
    const { hash } = await from.put('org_a', text('as it was'), LIMIT);
    await from.withPath('org_a', hash, (path) => writeFile(path, 'as it is'.padEnd(9)));
    const to = folderFiles(join(folder, 'move-nowhere'), newName);
    await expect(moveFiles(from, to, { removeSource: true })).rejects.toMatchObject({ code: 'file-altered' });
    expect(await from.has('org_a', hash)).toBe(true);
    expect(await listed(to)).toEqual([]);
  });
});

describe('the setting AIMS_FILES', () => {
  const key = { AWS_ACCESS_KEY_ID: 'k', AWS_SECRET_ACCESS_KEY: 's' };

  test('is a folder, or a bucket with a prefix', () => {
    expect(readFilesSettings({}, '/data')).toEqual({ kind: 'folder', folder: '/data/files' });
    expect(readFilesSettings({ AIMS_FILES: '/elsewhere' }, '/data')).toEqual({
      kind: 'folder',
      folder: '/elsewhere',
    });
    expect(
      placeOf('s3://evidence/a/b/', {
        ...key,
        AIMS_S3_ENDPOINT: 'https://s3.example.org',
        AWS_REGION: 'eu-central-1',
      }),
    ).toMatchObject({
      bucket: 'evidence',
      prefix: 'a/b',
      endpoint: 'https://s3.example.org',
      region: 'eu-central-1',
    });
  });

  test.each([
    [{ AIMS_FILES: 's3://UPPER/x', ...key }, 'AIMS_FILES'],
    [{ AIMS_FILES: 's3://bucket/../x', ...key }, 'AIMS_FILES'],
    [{ AIMS_FILES: 'ftp://bucket/x', ...key }, 'AIMS_FILES'],
    [{ AIMS_FILES: 's3://bucket' }, 'AWS_ACCESS_KEY_ID'],
    [{ AIMS_FILES: 's3://bucket', ...key, AIMS_S3_ENDPOINT: 'https://user@host' }, 'AIMS_S3_ENDPOINT'],
    [{ AIMS_FILES: 's3://bucket', ...key, AIMS_S3_ENDPOINT: 'https://host/path' }, 'AIMS_S3_ENDPOINT'],
  ])('that cannot be meant is named: %j', (env, name) => {
    expect(() => readFilesSettings(env, '/data')).toThrow(name);
  });
});
