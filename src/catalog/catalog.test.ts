import { expect, test } from 'vitest';
import { controlIds } from './annex-a.ts';
import { counts } from './catalog.ts';
import { loadCatalog } from './load.ts';
import { type PackFile, packSchemas, sectors, themes } from './pack-schemas.ts';

const catalog = await loadCatalog();
const { packs } = catalog;
const all = (framework: string) => new Set(catalog.requirements(framework).map((each) => each.id));

test.each(Object.entries(packSchemas))('the pack %s fits its schema to the last field', (file, schema) => {
  expect(schema.safeParse(packs[file as PackFile]).error?.issues ?? []).toEqual([]);
});

test('our own files fit theirs', () => {
  expect([themes.safeParse(packs.themes).success, sectors.safeParse(packs.sectors).success]).toEqual([
    true,
    true,
  ]);
});

test('ISO/IEC 42001 has exactly its 32 subclauses', () => {
  const ids =
    '4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1.1 6.1.2 6.1.3 6.1.4 6.2 6.3 7.1 7.2 7.3 7.4 7.5.1 7.5.2 7.5.3 8.1 8.2 8.3 8.4 9.1 9.2.1 9.2.2 9.3.1 9.3.2 9.3.3 10.1 10.2';
  expect(catalog.subclauses().map((each) => each.id)).toEqual(ids.split(' '));
});

test("the list of control ids is the pack's", () => {
  expect(controlIds).toEqual(catalog.controls().map((each) => each.id));
});

test('Annex A has 38 controls, spread over nine clusters as published', () => {
  const perGroup: Record<string, number> = {};
  for (const { group } of packs['iso-42001'].annexA.controls) perGroup[group] = (perGroup[group] ?? 0) + 1;
  expect(perGroup).toEqual({
    'A.2': 3,
    'A.3': 2,
    'A.4': 5,
    'A.5': 4,
    'A.6': 9,
    'A.7': 5,
    'A.8': 4,
    'A.9': 3,
    'A.10': 3,
  });
});

test('each control belongs to exactly one of the four themes', () => {
  const inThemes = catalog
    .themes()
    .flatMap((theme) => theme.controls)
    .sort();
  expect(inThemes).toEqual(
    catalog
      .controls()
      .map((each) => each.id)
      .sort(),
  );
});

test('other frameworks have their published numbers', () => {
  const count = (framework: string, kind: string) =>
    catalog.requirements(framework).filter((each) => each.kind === kind).length;
  expect(count('nist-ai-rmf', 'subcategory')).toBe(72);
  expect(
    packs['nist-ai-rmf'].functions.map((fn) => fn.categories.flatMap((each) => each.subcategories).length),
  ).toEqual([19, 18, 22, 13]);
  expect(count('iso-27001', 'control')).toBe(93);
  expect(packs['nist-genai-profile'].risks).toHaveLength(12);
});

test('no id is given twice in a framework', () => {
  for (const { id } of catalog.frameworks()) expect(all(id).size, id).toBe(catalog.requirements(id).length);
});

test('every crosswalk row joins two requirements that exist, and no pair twice', () => {
  const lost = packs.crosswalks
    .flatMap((row) => [row.from, row.to])
    .filter((ref) => catalog.requirement(ref) === null);
  expect(lost).toEqual([]);
  expect(new Set(packs.crosswalks.map((row) => `${row.from} ${row.to}`)).size).toBe(packs.crosswalks.length);
});

test('read backwards a row keeps its meaning, and containment turns round', () => {
  const row =
    packs.crosswalks.find((each) => each.relation === 'subset') ??
    packs.crosswalks.find((each) => each.relation === 'superset')!;
  const back = catalog.mappings(row.to).find((each) => each.id === row.id)!;
  expect(back).toMatchObject({ to: row.from, relation: row.relation === 'subset' ? 'superset' : 'subset' });
});

test('no row says that a management-system standard equals the law', () => {
  expect(
    packs.crosswalks.filter((row) => row.relation === 'equal' && row.to.startsWith('eu-ai-act:')),
  ).toEqual([]);
});

test('an intersection or a support never counts as fulfilled', () => {
  const mapping = catalog.mappings('iso-42001:4.1').find((each) => each.relation === 'intersects')!;
  expect(counts(mapping)).toBe(false);
  expect(counts({ ...mapping, relation: 'supports' })).toBe(false);
  expect(counts({ ...mapping, relation: 'superset' })).toBe(true);
});

test('every control has an exclusion trap, and those of clauses name the clause', () => {
  for (const { id } of catalog.controls()) expect(catalog.exclusionTraps(id).length, id).toBeGreaterThan(0);
  for (const trap of packs['iso-42001'].exclusionTraps.list.filter(
    (each) => each.severity === 'contradiction',
  ))
    expect(trap.clauses.length, trap.id).toBeGreaterThan(0);
});

test('the risk library points only at things that exist', () => {
  const controls = all('iso-42001');
  const dimensions = new Set(packs['impact-dimensions'].dimensions.map((each) => each.id));
  const stages = new Set(packs['iso-42001'].lifecycleStages.map((each) => each.id));
  for (const risk of catalog.riskLibrary().risks) {
    expect(
      risk.suggestedControls.filter((each) => !controls.has(each)),
      risk.id,
    ).toEqual([]);
    expect(
      risk.impactDimensions.filter((each) => !dimensions.has(each)),
      risk.id,
    ).toEqual([]);
    expect(
      risk.lifecycleStages.filter((each) => !stages.has(each)),
      risk.id,
    ).toEqual([]);
  }
});

test('a pack cannot be changed by whoever reads it', () => {
  expect(() => {
    (packs['iso-42001'].clauses[0] as { title: string }).title = 'Something else';
  }).toThrow();
});
