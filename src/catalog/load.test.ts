import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, describe, expect, test } from 'vitest';
import { choosePacks, installedPacks, type PackIdentity, packText } from './installed.ts';
import { loadCatalog } from './load.ts';
import { type PackId, packIds } from './pack-ids.ts';
import { explainability, sectors, technicalDocumentation, themes } from './schemas/own.ts';
import { validatePack } from './validate.ts';

const SHIPPED = new URL('./packs/', import.meta.url);
const digest = (bytes: string) => createHash('sha256').update(bytes).digest('hex');
const textOf = (id: string) =>
  readFileSync(new URL(rows.find((row) => row.id === id)!.file, SHIPPED), { encoding: 'utf8' });
const rows: readonly PackIdentity[] = installedPacks.parse(
  JSON.parse(readFileSync(new URL('installed.json', SHIPPED), 'utf8')),
).packs;

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A folder of packs of its own, so that it can be spoilt. */
function copyOfPacks(): { readonly path: string; readonly url: URL } {
  const path = mkdtempSync(join(tmpdir(), 'aims-packs-'));
  folders.push(path);
  cpSync(SHIPPED, path, { recursive: true });
  return { path, url: pathToFileURL(`${path}/`) };
}

describe('what ships', () => {
  test.each(packIds)('%s fits its schema to the last field', (id) => {
    expect(validatePack(id, textOf(id)).id).toBe(id);
  });

  test.each(rows.map((row) => [`${row.id} ${row.version}`, row] as const))(
    '%s has the digest and the name that the list of installed packs says',
    (_name, { file, id, version, sha256 }) => {
      const text = readFileSync(new URL(file, SHIPPED), 'utf8');
      expect(digest(text)).toBe(sha256);
      expect(JSON.parse(text)).toMatchObject({ id, version });
    },
  );

  test('a pack that was served as JSON gives the same bytes, so its digest can be checked anywhere', () => {
    for (const id of packIds) expect(packText(JSON.parse(textOf(id))), id).toBe(textOf(id));
  });

  test('our own files fit their schemas', async () => {
    const { packs } = await loadCatalog();
    expect(themes.parse(packs.themes)).toEqual(packs.themes);
    expect(sectors.parse(packs.sectors)).toEqual(packs.sectors);
    expect(technicalDocumentation.parse(packs['technical-documentation'])).toEqual(
      packs['technical-documentation'],
    );
    expect(explainability.parse(packs.explainability)).toEqual(packs.explainability);
  });
});

describe('validating', () => {
  test('a field that is missing is named', () => {
    const text = textOf('iso-42001').replace('"asks"', '"ask"');
    expect(() => validatePack('iso-42001', text)).toThrow(/does not fit its schema: .*asks/);
  });

  test('a condition with a word that the tree does not know is refused', () => {
    const text = textOf('eu-ai-act').replace('"answer": "s-ai"', '"anwser": "s-ai"');
    expect(() => validatePack('eu-ai-act', text)).toThrow(/does not fit its schema/);
  });
});

describe('loading', () => {
  test('a changed byte is noticed when the pack is first looked at, and the other packs still serve', async () => {
    const { path, url } = copyOfPacks();
    writeFileSync(join(path, 'gdpr.json'), textOf('gdpr').replace('Principles', 'Principlez'));
    const catalog = await loadCatalog({ folder: url });
    expect(() => catalog.packs.gdpr).toThrow(/gdpr .* is not the one that was installed/);
    expect(catalog.subclauses()).toHaveLength(32);
  });

  test('two versions lie side by side: the newest serves unless another is asked for', async () => {
    const { path, url } = copyOfPacks();
    const text = packText({ ...JSON.parse(textOf('gdpr')), version: '2027-01-10', edition: 'As amended' });
    writeFileSync(join(path, 'gdpr-2027.json'), text);
    const added = {
      id: 'gdpr',
      version: '2027-01-10',
      file: 'gdpr-2027.json',
      sha256: digest(text),
    } as const;
    writeFileSync(join(path, 'installed.json'), JSON.stringify({ packs: [added, ...rows] }));
    const newest = await loadCatalog({ folder: url });
    expect(newest.pack('gdpr')).toMatchObject({ version: '2027-01-10', sha256: added.sha256 });
    expect(newest.packs.gdpr.edition).toBe('As amended');
    const before = rows.find((row) => row.id === 'gdpr')!;
    const past = await loadCatalog({ folder: url, use: { gdpr: before.version } });
    expect(past.pack('gdpr').version).toBe(before.version);
    expect(past.packs.gdpr.edition).not.toBe('As amended');
    expect(past.installed()).toHaveLength(rows.length + 1);
  });

  test('a version that is not installed is refused by name', async () => {
    await expect(loadCatalog({ use: { gdpr: '2020-01-01' } })).rejects.toThrow(
      'No pack gdpr of version 2020-01-01 is installed',
    );
  });

  test('the tenth version of a day is newer than the ninth', () => {
    const versions = ['2026-11-24', '2026-11-24.9', '2026-11-24.10', '2026-11-23.11'];
    const many = rows.flatMap((row) =>
      row.id === 'gdpr' ? versions.map((version) => ({ ...row, version })) : [row],
    );
    expect(choosePacks(many).gdpr.version).toBe('2026-11-24.10');
  });

  test('a pack cannot be changed by whoever reads it', async () => {
    const { packs } = await loadCatalog();
    expect(() => {
      (packs['iso-42001'].clauses[0] as { title: string }).title = 'Something else';
    }).toThrow(TypeError);
  });

  test('a pack is parsed once, and its version is known without reading it', async () => {
    const { path, url } = copyOfPacks();
    const catalog = await loadCatalog({ folder: url });
    const first = catalog.packs.gdpr;
    rmSync(join(path, 'gdpr.json'));
    rmSync(join(path, 'crosswalks.json'));
    expect(catalog.packs.gdpr).toBe(first);
    expect(catalog.pack('crosswalks').version).toBe(rows.find((row) => row.id === 'crosswalks')!.version);
    expect(() => catalog.pack('crosswalks' satisfies PackId).content).toThrow(/ENOENT/);
  });
});
