import { describe, expect, test } from 'vitest';
import { counts } from './catalog.ts';
import { loadCatalog } from './load.ts';

const catalog = await loadCatalog();
const { packs } = catalog;

describe('requirements', () => {
  test('a requirement is found by its ref, and a wrong ref finds nothing', () => {
    expect(catalog.requirement('iso-42001:6.1.3')).toMatchObject({
      ref: 'iso-42001:6.1.3',
      kind: 'clause',
      title: 'AI risk treatment',
      parent: '6.1',
      pdca: 'plan',
    });
    for (const ref of ['iso-42001:6.1.9', 'iso-99999:4.1', '6.1.3', ''])
      expect(catalog.requirement(ref), ref).toBeNull();
    expect(catalog.requirements('iso-99999')).toEqual([]);
  });

  test('clauses 4 to 7 plan, 8 does, 9 checks, 10 acts, and controls have no place in the circle', () => {
    const parts = Object.groupBy(catalog.subclauses(), (each) => each.pdca!);
    expect(Object.fromEntries(Object.entries(parts).map(([part, list]) => [part, list!.length]))).toEqual({
      plan: 20,
      do: 4,
      check: 6,
      act: 2,
    });
    expect(catalog.controls().every((each) => each.pdca === null)).toBe(true);
  });

  test('every subclause and control comes with a summary, questions and typical evidence', () => {
    for (const each of [...catalog.subclauses(), ...catalog.controls()]) {
      expect(each.summary, each.ref).toBeTruthy();
      expect(each.asks.length, each.ref).toBeGreaterThanOrEqual(3);
      expect(each.typicalEvidence.length, each.ref).toBeGreaterThan(0);
    }
  });
});

describe('frameworks', () => {
  test('each says its edition, publisher, what it loads and how much is said of an entry', () => {
    const all = Object.fromEntries(catalog.frameworks().map((each) => [each.id, each]));
    expect(Object.keys(all)).toHaveLength(7);
    expect(all['iso-42001']).toMatchObject({
      depth: 'questions',
      publisher: { name: 'ISO and IEC', url: 'https://www.iso.org/standard/81230.html' },
      dates: { published: '2023-12' },
    });
    expect(all['iso-42001']!.loads).toContainEqual({ kind: 'control', count: 38 });
    expect(all['nist-ai-rmf']!.depth).toBe('summaries');
    expect(all['iso-27001']!.depth).toBe('titles');
    for (const { id, notice, requirements, loads } of Object.values(all)) {
      expect(notice, id).toBeTruthy();
      expect(
        loads.reduce((sum, each) => sum + each.count, 0),
        id,
      ).toBe(requirements);
    }
  });

  test('there are the nine sectors of R183', () => {
    expect(catalog.sectors().map((each) => each.id)).toEqual([
      'healthcare',
      'financial-services',
      'insurance',
      'telecom',
      'government',
      'defence',
      'automotive',
      'manufacturing',
      'technology',
    ]);
  });
});

describe('Annex A', () => {
  const { objectives, themes, themesNote } = catalog.annexA();
  const wanted = catalog.controls().map((each) => each.id);

  test("the standard's own grouping holds every control once, A.6 in its two objectives", () => {
    expect(objectives.map((each) => each.id)).toEqual([
      'A.2',
      'A.3',
      'A.4',
      'A.5',
      'A.6',
      'A.7',
      'A.8',
      'A.9',
      'A.10',
    ]);
    const inGroups = objectives.flatMap((each) => [each, ...each.groups].flatMap((group) => group.controls));
    expect(inGroups.map((each) => each.id)).toEqual(wanted);
    expect(objectives[4]!.groups.map((each) => [each.id, each.controls.length])).toEqual([
      ['A.6.1', 2],
      ['A.6.2', 7],
    ]);
  });

  test('the four themes hold every control exactly once and say that they are a reading', () => {
    expect(themes.map((each) => each.id)).toEqual(['organisational', 'lifecycle', 'data', 'transparency']);
    const inThemes = themes.flatMap((each) => each.controls.map((control) => control.id));
    expect(inThemes).toHaveLength(38);
    expect([...inThemes].sort()).toEqual([...wanted].sort());
    expect(themesNote).toContain("authors' reading");
  });

  test('advice on a control says that it is opinion, and there is none on what is no control', () => {
    expect(catalog.controlAdvice('A.5.2')).toMatchObject({
      basis: 'opinion',
      mustHaveEvidence: ['Impact assessment procedure'],
    });
    expect(catalog.controlAdvice('6.1.3')).toBeNull();
  });

  test('leaving out the impact assessment is flagged with the clauses that ask for it', () => {
    expect(catalog.exclusionTraps('A.5.4')).toMatchObject([
      { severity: 'contradiction', clauses: ['6.1.4', '8.4'] },
    ]);
    expect(catalog.exclusionTraps('6.1.4')).toEqual([]);
  });
});

describe('mappings', () => {
  test('every row is found from both its ends, and containment turns round', () => {
    const inverse = {
      equal: 'equal',
      subset: 'superset',
      superset: 'subset',
      intersects: 'intersects',
      supports: 'supports',
    };
    for (const row of packs.crosswalks.rows) {
      const { id, from, to, relation, rationale, source, confidence } = row;
      expect(catalog.mappings(from)).toContainEqual({
        id,
        to,
        relation,
        rationale,
        source,
        confidence,
        backwards: false,
      });
      expect(catalog.mappings(to)).toContainEqual({
        id,
        to: from,
        relation: inverse[relation],
        rationale,
        source,
        confidence,
        backwards: true,
      });
    }
  });

  test('the inputs of the management review are contained in those of 27001, and seen from there contain them', () => {
    const to = (ref: string, other: string) =>
      catalog.mappings(ref).find((each) => each.to === other)?.relation;
    expect(to('iso-42001:9.3.2', 'iso-27001:9.3.2')).toBe('subset');
    expect(to('iso-27001:9.3.2', 'iso-42001:9.3.2')).toBe('superset');
  });

  test('only the same and the containing count as fulfilled; an intersection or a support never does', () => {
    expect(
      (['equal', 'superset', 'subset', 'intersects', 'supports'] as const).filter((relation) =>
        counts({ relation }),
      ),
    ).toEqual(['equal', 'superset']);
  });

  test('nothing in the catalog lets ISO/IEC 42001 count as fulfilling a law', () => {
    const fulfilled = [...catalog.requirements('eu-ai-act'), ...catalog.requirements('gdpr')]
      .flatMap((each) => catalog.mappings(each.ref))
      .filter(counts);
    expect(fulfilled).toEqual([]);
  });
});

describe('roles', () => {
  test('the operator roles are those of the Act, with their place in it', () => {
    expect(catalog.actRoles().map((each) => [each.id, each.ref])).toEqual([
      ['provider', 'Art 3(3)'],
      ['deployer', 'Art 3(4)'],
      ['importer', 'Art 3(6)'],
      ['distributor', 'Art 3(7)'],
      ['authorisedRepresentative', 'Art 3(5)'],
      ['productManufacturer', 'Art 25(3)'],
    ]);
  });

  test('a sub-role suggests what its role does, and an AI subject has rights and no role', () => {
    expect(catalog.suggestActRoles(['ai-user'])).toEqual(catalog.suggestActRoles(['ai-customer']));
    expect(catalog.suggestActRoles(['ai-customer'])[0]).toMatchObject({
      isoRole: 'ai-customer',
      actRole: 'deployer',
    });
    expect(catalog.suggestActRoles(['ai-subject']).map((each) => each.actRole)).toEqual([null]);
    expect(catalog.suggestActRoles([])).toEqual([]);
  });

  test('where the roles were read and how sure we are is part of the answer', () => {
    expect(catalog.isoRoles()).toMatchObject({
      confidence: 'medium-high',
      source: expect.stringContaining('22989'),
    });
  });
});
