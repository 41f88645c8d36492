import { describe, expect, test } from 'vitest';
import { controlIds } from './annex-a.ts';
import { loadCatalog } from './load.ts';
import type { AnswerCondition } from './schemas/assessments.ts';

const catalog = await loadCatalog();
const { packs } = catalog;
const iso = packs['iso-42001'];
const act = packs['eu-ai-act'];
const refs = (framework: string) => new Set(catalog.requirements(framework).map((each) => each.id));
const missing = (wanted: Iterable<string>, among: ReadonlySet<string>) =>
  [...wanted].filter((each) => !among.has(each));
const repeated = (ids: readonly string[]) => ids.filter((id, i) => ids.indexOf(id) !== i);
const ids = (list: readonly { readonly id: string }[]) => list.map((each) => each.id);
const controls = new Set(ids(iso.annexA.controls));

describe('ISO/IEC 42001', () => {
  test('it has exactly its 32 subclauses, in order', () => {
    const published =
      '4.1 4.2 4.3 4.4 5.1 5.2 5.3 6.1.1 6.1.2 6.1.3 6.1.4 6.2 6.3 7.1 7.2 7.3 7.4 7.5.1 7.5.2 7.5.3 8.1 8.2 8.3 8.4 9.1 9.2.1 9.2.2 9.3.1 9.3.2 9.3.3 10.1 10.2';
    expect(ids(iso.clauses)).toEqual(published.split(' '));
  });

  test('Annex A has 38 controls, spread over nine clusters as published', () => {
    const perGroup = Object.groupBy(iso.annexA.controls, (each) => each.group);
    expect(Object.entries(perGroup).map(([group, list]) => [group, list!.length])).toEqual([
      ['A.2', 3],
      ['A.3', 2],
      ['A.4', 5],
      ['A.5', 4],
      ['A.6', 9],
      ['A.7', 5],
      ['A.8', 4],
      ['A.9', 3],
      ['A.10', 3],
    ]);
  });

  test("the list of control ids that is known before the pack is read is the pack's", () => {
    expect(controlIds).toEqual(ids(iso.annexA.controls));
  });

  test('every entry hangs on one that exists', () => {
    const parents = catalog.requirements('iso-42001').flatMap((each) => each.parent ?? []);
    const groups = iso.annexA.controls.map((each) => each.group);
    expect(missing([...parents, ...groups], refs('iso-42001'))).toEqual([]);
  });

  test('a subclause titled "General" is shown with what it is general about', () => {
    const general = catalog.subclauses().filter((each) => each.title === 'General');
    expect(ids(general)).toEqual(['6.1.1', '7.5.1', '9.2.1', '9.3.1']);
    for (const each of general) expect(each.displayTitle.length).toBeGreaterThan('General'.length);
  });

  test('who does it is advice in 7.4 and 9.1, and not read into the requirement', () => {
    for (const id of ['7.4', '9.1']) {
      const { summary, asks, advice } = catalog.requirement(`iso-42001:${id}`)!;
      expect([summary, ...asks].join(' ')).not.toMatch(/by whom|sender|who measures/i);
      expect(advice).not.toEqual([]);
    }
  });

  test('every control has an exclusion trap, and traps name controls and clauses that exist', () => {
    const traps = iso.exclusionTraps.list;
    expect(missing(controls, new Set(traps.flatMap((trap) => trap.controls)))).toEqual([]);
    expect(
      missing(
        traps.flatMap((trap) => [...trap.controls, ...trap.clauses]),
        refs('iso-42001'),
      ),
    ).toEqual([]);
    expect(repeated(ids(traps))).toEqual([]);
    for (const trap of traps.filter((each) => each.severity === 'contradiction'))
      expect(trap.clauses, trap.id).not.toEqual([]);
  });

  test('advised evidence of every control is among its typical evidence', () => {
    for (const { id, typicalEvidence } of iso.annexA.controls) {
      const advised = catalog.controlAdvice(id)!.mustHaveEvidence;
      expect(advised, id).not.toEqual([]);
      expect(missing(advised, new Set(typicalEvidence)), id).toEqual([]);
    }
  });

  test('life-cycle stages of controls are stages of the pack', () => {
    const stages = new Set(ids(iso.lifecycleStages));
    expect(
      missing(
        iso.annexA.controls.flatMap((each) => each.lifecycleStages),
        stages,
      ),
    ).toEqual([]);
  });

  test('roles and sub-roles have ids of their own and suggest roles that the Act has', () => {
    const roles = iso.roles.list;
    expect(repeated(roles.flatMap((role) => [role.id, ...ids(role.subRoles)]))).toEqual([]);
    const suggested = roles.flatMap((role) => role.suggestedAiAct.flatMap((each) => each.role ?? []));
    expect(missing(suggested, new Set(ids(catalog.actRoles())))).toEqual([]);
  });
});

describe('the AI Act', () => {
  test('articles name operator roles and classes of the pack, and a date or a date for each route', () => {
    for (const { id, appliesTo, riskClasses, applicationDate } of act.articles) {
      expect(missing(appliesTo, new Set(act.enums.roles)), id).toEqual([]);
      expect(missing(riskClasses, new Set(act.enums.riskClasses)), id).toEqual([]);
      expect(
        Object.values(applicationDate).some((each) => /^\d{4}-/.test(String(each))),
        id,
      ).toBe(true);
    }
  });

  test('Annex III has its eight areas with as many points as published', () => {
    expect(act.annexes.annexIII.areas.map((area) => area.subPoints.length)).toEqual([3, 1, 4, 2, 4, 5, 4, 2]);
  });

  test('every point of an annex says what it is about', () => {
    const points = catalog.requirements('eu-ai-act').filter((each) => each.kind === 'annex');
    expect(points.filter((each) => each.title === each.id).map((each) => each.id)).toEqual([]);
    expect(catalog.requirement('eu-ai-act:annex-iii-5b')).toMatchObject({
      title: 'Point 5(b)',
      parent: 'annex-iii-5',
      summary: expect.stringContaining('Creditworthiness'),
    });
    expect(catalog.requirement('eu-ai-act:annex-iv-1')!.asks).not.toEqual([]);
  });

  test('the timeline is in the order of its dates, and what it calls in force was so when it was written', () => {
    const dates = act.timeline.map((each) => each.date);
    expect(dates).toEqual([...dates].sort());
    for (const { id, date, status } of act.timeline)
      expect(status, id).toBe(date <= act.dates.asOf ? 'in-force' : 'upcoming');
  });

  test('what the tree and the timeline cite exists', () => {
    const { nodes, outcomes, duties } = act.classification;
    const cited = [...nodes, ...outcomes, ...duties, ...act.timeline].flatMap((each) => each.articles ?? []);
    expect(missing(cited, refs('eu-ai-act'))).toEqual([]);
    expect(
      missing(
        nodes.flatMap((each) => each.subPoints ?? []),
        refs('eu-ai-act'),
      ),
    ).toEqual([]);
  });
});

describe('the other frameworks', () => {
  const count = (framework: string, kind: string) =>
    catalog.requirements(framework).filter((each) => each.kind === kind).length;

  test('NIST AI RMF has 4 functions, 19 categories and 72 subcategories, as published', () => {
    const { functions } = packs['nist-ai-rmf'];
    expect(functions.map((fn) => fn.categories.flatMap((each) => each.subcategories).length)).toEqual([
      19, 18, 22, 13,
    ]);
    expect([count('nist-ai-rmf', 'category'), count('nist-ai-rmf', 'subcategory')]).toEqual([19, 72]);
  });

  test('ISO/IEC 27001 has 93 controls in four themes, as published', () => {
    const perTheme = Object.groupBy(packs['iso-27001'].annexA, (each) => each.theme);
    expect(Object.values(perTheme).map((list) => list!.length)).toEqual([37, 8, 14, 34]);
    expect(count('iso-27001', 'control')).toBe(93);
  });

  test.each([
    ['iso-9001-2015', '8.2.4 8.3.6 8.4.3 8.5.6 8.7 7.1.6 10.3'],
    ['iso-14001-2015', '6.1.2 6.1.3 6.1.4 6.2.2 8.2 9.1.2 10.3'],
  ] as const)('%s has the clauses of the harmonised structure and its own', (id, own) => {
    const clauses = refs(id);
    expect(missing(['4', '5', '6', '7', '8', '9', '10', ...own.split(' ')], clauses)).toEqual([]);
    expect(packs[id].editions.some((each) => each.id === '2026')).toBe(true);
  });

  test('the GDPR has the elements that records of the product need, each under an article', () => {
    const wanted =
      '35-1 35-2 35-7-a 35-7-b 35-7-c 35-7-d 35-9 35-11 36 22 30-1 33 34 5 6 9 13 14 15-1-h 16 17 18 20 21 25';
    const { elements, articles } = packs.gdpr;
    expect(
      missing(
        wanted.split(' ').map((each) => `gdpr-${each}`),
        new Set(ids(elements)),
      ),
    ).toEqual([]);
    expect(
      missing(
        elements.map((each) => each.article),
        new Set(ids(articles)),
      ),
    ).toEqual([]);
    expect(repeated(elements.flatMap((each) => ids(each.requiredElements)))).toEqual([]);
    const seen = elements.flatMap((each) => each.seeAlso ?? []);
    expect(seen.filter((ref) => catalog.requirement(ref) === null)).toEqual([]);
  });

  test('a breach goes to the authority within 72 hours', () => {
    expect(packs.gdpr.elements.find((each) => each.id === 'gdpr-33')!.clock).toMatchObject({
      amount: 72,
      unit: 'hour',
      ref: 'Art 33(1)',
    });
  });

  test('no framework gives an id twice, and every parent exists', () => {
    for (const { id } of catalog.frameworks()) {
      const all = catalog.requirements(id);
      expect(repeated(ids(all)), id).toEqual([]);
      expect(
        missing(
          all.flatMap((each) => each.parent ?? []),
          refs(id),
        ),
        id,
      ).toEqual([]);
    }
  });
});

describe('crosswalks', () => {
  const { rows } = packs.crosswalks;

  test('every row joins two requirements that exist, and no pair is given twice', () => {
    const lost = rows.flatMap((row) => [row.from, row.to]).filter((ref) => catalog.requirement(ref) === null);
    expect(lost).toEqual([]);
    expect(repeated(ids(rows))).toEqual([]);
    expect(repeated(rows.map((row) => `${row.from} ${row.to}`))).toEqual([]);
  });

  test('they are as many for each framework as the notes say', () => {
    const perFramework = Object.groupBy(rows, (row) => row.to.split(':')[0]!);
    expect(Object.fromEntries(Object.entries(perFramework).map(([id, list]) => [id, list!.length]))).toEqual({
      'nist-ai-rmf': 280,
      'eu-ai-act': 200,
      'iso-27001': 80,
      gdpr: 55,
      'iso-9001-2015': 28,
      'iso-14001-2015': 27,
    });
  });

  test('no row says that the standard does what a law asks', () => {
    const laws = rows.filter((row) => /^(eu-ai-act|gdpr):/.test(row.to));
    expect(laws.filter((row) => !['intersects', 'supports'].includes(row.relation))).toEqual([]);
  });
});

describe('risks and assessments', () => {
  const stages = new Set(ids(iso.lifecycleStages));
  const dimensions = new Set(ids(packs['impact-dimensions'].dimensions));
  const { risks, taxonomies } = packs['risk-library'];

  test('the risk library points only at things that exist', () => {
    const genai = new Set(ids(packs['nist-genai-profile'].risks));
    for (const { id, suggestedControls, lifecycleStages, impactDimensions, tags } of risks) {
      expect(missing(suggestedControls, controls), id).toEqual([]);
      expect(missing(lifecycleStages, stages), id).toEqual([]);
      expect(missing(impactDimensions, dimensions), id).toEqual([]);
      expect(missing(tags.nistAi600_1, genai), id).toEqual([]);
      expect(missing(tags.owaspLlm2025, new Set(Object.keys(taxonomies.owaspLlm2025.entries))), id).toEqual(
        [],
      );
      expect(missing(tags.owaspLlm2026, new Set(Object.keys(taxonomies.owaspLlm2026.entries))), id).toEqual(
        [],
      );
      expect(missing(tags.iso42001AnnexC, new Set(ids(iso.annexC.riskSources))), id).toEqual([]);
      expect(taxonomies.mit.subdomains[tags.mitSubdomain], id).toBeDefined();
      expect(tags.mitSubdomain.split('.')[0], id).toBe(tags.mitDomain);
    }
  });

  test('a theme of the 2025 OWASP list is tagged with the theme of the same matter in 2026', () => {
    const renamed: Readonly<Record<string, string>> = { 'System Prompt Leakage': 'Hidden Context Exposure' };
    const { owaspLlm2025, owaspLlm2026 } = taxonomies;
    for (const { id, tags } of risks)
      expect(
        tags.owaspLlm2025.map((tag) => renamed[owaspLlm2025.entries[tag]!] ?? owaspLlm2025.entries[tag]),
        id,
      ).toEqual(tags.owaspLlm2026.map((tag) => owaspLlm2026.entries[tag]));
  });

  test('no two risks share an id or a title', () => {
    expect(repeated(ids(risks))).toEqual([]);
    expect(repeated(risks.map((risk) => risk.title))).toEqual([]);
  });

  test('impact dimensions point at controls and at points of Article 27 that exist', () => {
    const { dimensions: all, friaElements, affectedPartyTypes } = packs['impact-dimensions'];
    expect(
      missing(
        all.flatMap((each) => each.alignment.iso42001Controls),
        controls,
      ),
    ).toEqual([]);
    const law = [...all.flatMap((each) => each.alignment.euAiActArt27), ...ids(friaElements)];
    expect(missing(law, refs('eu-ai-act'))).toEqual([]);
    for (const each of all)
      expect(Object.keys(each.affectedPartyTypes), each.id).toEqual(ids(affectedPartyTypes));
  });
});

describe('the interview for three assessments', () => {
  const { questions, assessments, answerTypes } = packs['rights-assessment'];
  const elements = assessments.flatMap((each) => each.elements);
  const sources = (id: string) =>
    new Set(assessments.find((each) => each.id === id)!.elements.flatMap((each) => each.source));

  test('every question has a known kind of answer, and every question serves an element', () => {
    expect(repeated(ids(questions))).toEqual([]);
    expect(repeated(ids(elements))).toEqual([]);
    expect(
      missing(
        questions.map((each) => each.answerType),
        new Set(Object.keys(answerTypes)),
      ),
    ).toEqual([]);
    for (const { id, answerType, options } of questions)
      if (answerType.includes('choice')) expect(options ?? [], id).not.toEqual([]);
    const used = elements.flatMap((each) => each.questions);
    expect(missing(used, new Set(ids(questions)))).toEqual([]);
    expect(missing(ids(questions), new Set(used))).toEqual([]);
  });

  test('conditions name questions, and options that those questions have', () => {
    const conditions = [
      ...questions.flatMap((each) => each.condition ?? []),
      ...elements.flatMap((each) => each.condition ?? []),
      ...assessments.flatMap(({ when }) => ('always' in when ? [] : [when])),
    ];
    const wrong = conditions.flatMap(leaves).filter(({ answer, in: wanted }) => {
      const question = questions.find((each) => each.id === answer);
      return !question || missing(wanted, new Set(question.options ?? ['yes', 'no', 'unknown'])).length > 0;
    });
    expect(conditions.length).toBeGreaterThan(0);
    expect(wrong).toEqual([]);
  });

  test('every element says where its demand comes from', () => {
    const lost = elements.flatMap((each) => each.source).filter((ref) => catalog.requirement(ref) === null);
    expect(lost).toEqual([]);
  });

  test.each([
    ['fria', 'eu-ai-act:art-27-', '1a 1b 1c 1d 1e 1f 2 3 4'],
    ['dpia', 'gdpr:gdpr-', '35-1 35-2 35-7-a 35-7-b 35-7-c 35-7-d 35-9 35-11 36'],
    ['aisia', 'iso-42001:', '6.1.4 8.4 A.5.2 A.5.3 A.5.4 A.5.5'],
  ])('%s covers every demand of its source', (id, prefix, wanted) => {
    expect(
      missing(
        wanted.split(' ').map((each) => prefix + each),
        sources(id),
      ),
    ).toEqual([]);
  });
});

function leaves(condition: AnswerCondition): { readonly answer: string; readonly in: readonly string[] }[] {
  if ('answer' in condition) return [condition];
  if ('not' in condition) return leaves(condition.not);
  return ('any' in condition ? condition.any : condition.all).flatMap(leaves);
}
