import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { addPack } from './add-pack.ts';
import { packText } from './installed.ts';
import { loadCatalog } from './load.ts';

let path: string;
let added: URL;
beforeEach(() => {
  path = mkdtempSync(join(tmpdir(), 'aims-add-pack-'));
  added = pathToFileURL(`${join(path, 'packs')}/`);
});
afterEach(() => rmSync(path, { recursive: true }));

const shipped = () => JSON.parse(readFileSync(new URL('./packs/gdpr.json', import.meta.url), 'utf8'));
const file = (content: unknown) => {
  const name = join(path, 'given.json');
  writeFileSync(name, typeof content === 'string' ? content : packText(content));
  return name;
};

test('a newer version stands beside the shipped one and is used; the older can still be chosen', async () => {
  const before = await loadCatalog();
  const made = addPack(file({ ...shipped(), version: '2031-01-01', title: 'GDPR, read anew' }), added);
  expect(made).toMatchObject({ id: 'gdpr', version: '2031-01-01' });
  const newest = await loadCatalog({ added });
  expect([newest.pack('gdpr').version, newest.packs.gdpr.title]).toEqual(['2031-01-01', 'GDPR, read anew']);
  const old = before.pack('gdpr').version;
  expect((await loadCatalog({ added, use: { gdpr: old } })).pack('gdpr').sha256).toBe(
    before.pack('gdpr').sha256,
  );
  addPack(file({ ...shipped(), version: '2031-01-02' }), added);
  expect((await loadCatalog({ added })).installed().filter(({ id }) => id === 'gdpr')).toHaveLength(3);
});

test('nothing that is installed is replaced, and nothing that does not fit comes in', async () => {
  expect(() => addPack(file(shipped()), added)).toThrow('never replaced');
  expect(() => addPack(file('nonsense'), added)).toThrow('no JSON');
  expect(() => addPack(file({ id: 'x', version: '2031-01-01' }), added)).toThrow('none of the packs');
  expect(() => addPack(file({ ...shipped(), version: 'new' }), added)).toThrow('A version is a day');
  expect(() => addPack(file({ ...shipped(), version: '2031-01-01', articles: 7 }), added)).toThrow(
    'articles',
  );
  expect(() => readdirSync(added)).toThrow();
  addPack(file({ ...shipped(), version: '2031-01-01' }), added);
  expect(() => addPack(file({ ...shipped(), version: '2031-01-01', title: 'Other' }), added)).toThrow(
    'never replaced',
  );
});

test('a pack whose bytes were changed after it was added is not read', async () => {
  const { file: name } = addPack(file({ ...shipped(), version: '2031-01-01' }), added);
  writeFileSync(new URL(name, added), packText({ ...shipped(), version: '2031-01-01', title: 'Changed' }));
  const catalog = await loadCatalog({ added });
  expect(() => catalog.packs.gdpr).toThrow('not the one that was installed');
});
