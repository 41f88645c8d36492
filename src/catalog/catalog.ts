import type { z } from 'zod';
import type {
  PackFile,
  packSchemas,
  Relation,
  sectors as sectorSchema,
  themes as themeSchema,
} from './pack-schemas.ts';

/** The packs by file name, as validated. */
export type Packs = { readonly [F in PackFile]: z.output<(typeof packSchemas)[F]> } & {
  readonly themes: z.output<typeof themeSchema>;
  readonly sectors: z.output<typeof sectorSchema>;
};

export type RequirementKind =
  | 'group'
  | 'clause'
  | 'objective'
  | 'control'
  | 'article'
  | 'obligation'
  | 'function'
  | 'category'
  | 'subcategory'
  | 'element'
  | 'annex';

/** One thing that a standard or law asks, in one shape for all of them. */
export type Requirement = {
  readonly framework: string;
  readonly id: string;
  /** `iso-42001:6.1.3`, the form in crosswalks and links. */
  readonly ref: string;
  readonly kind: RequirementKind;
  readonly title: string;
  readonly displayTitle: string;
  readonly parent: string | null;
  readonly summary: string | null;
  readonly asks: readonly string[];
  readonly typicalEvidence: readonly string[];
  readonly documentedInformation: string | null;
  readonly advice: readonly string[];
  readonly pdca: 'plan' | 'do' | 'check' | 'act' | null;
  readonly confidence: string | null;
};

/** How another requirement relates to this one, read from this one's side. */
export type Mapping = {
  readonly id: string;
  readonly to: string;
  readonly relation: Relation;
  readonly rationale: string;
  readonly source: string;
  readonly confidence: string;
};

export type Framework = {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  readonly notice: string | null;
  readonly requirements: number;
};

/** What the organisation can look up of standards and law. Immutable; one object per set of pack versions. */
export type Catalog = {
  readonly packs: Packs;
  readonly pack: (file: PackFile) => { readonly version: string; readonly content: Packs[PackFile] };
  readonly frameworks: () => readonly Framework[];
  readonly requirements: (framework: string) => readonly Requirement[];
  /** By `framework:id`; null when there is none. */
  readonly requirement: (ref: string) => Requirement | null;
  /** The 32 subclauses of clauses 4 to 10 of ISO/IEC 42001. */
  readonly subclauses: () => readonly Requirement[];
  /** The 38 controls of Annex A. */
  readonly controls: () => readonly Requirement[];
  readonly mappings: (ref: string) => readonly Mapping[];
  readonly exclusionTraps: (control: string) => Packs['iso-42001']['exclusionTraps']['list'];
  readonly riskLibrary: () => Packs['risk-library'];
  readonly themes: () => Packs['themes']['themes'];
};

/**
 * Whether a mapping means that the other requirement is fulfilled with this one. Only equality and containment do:
 * an intersection or a support never counts as fulfilled.
 */
export function counts(mapping: Mapping): boolean {
  return mapping.relation === 'equal' || mapping.relation === 'superset';
}

/** Builds the catalog over validated packs. `versions` are the digests of their bytes. */
export function makeCatalog(packs: Packs, versions: Readonly<Record<PackFile, string>>): Catalog {
  const byFramework = memo((framework: string) => requirementsOf(packs, framework));
  const index = memo((framework: string) => new Map(byFramework(framework).map((each) => [each.id, each])));
  const mappings = memo(() => mappingIndex(packs));
  const iso = () => byFramework('iso-42001');
  return {
    packs,
    pack: (file) => ({ version: versions[file], content: packs[file] }),
    frameworks: () =>
      FRAMEWORKS.map(({ id, file }) => ({
        id,
        title: packs[file].title as string,
        edition: editionOf(packs, file),
        notice: (packs[file] as { notice?: string }).notice ?? null,
        requirements: byFramework(id).length,
      })),
    requirements: byFramework,
    requirement: (ref) => index(ref.slice(0, ref.indexOf(':'))).get(ref.slice(ref.indexOf(':') + 1)) ?? null,
    subclauses: () => iso().filter((each) => each.kind === 'clause'),
    controls: () => iso().filter((each) => each.kind === 'control'),
    mappings: (ref) => mappings('').get(ref) ?? [],
    exclusionTraps: (control) =>
      packs['iso-42001'].exclusionTraps.list.filter((trap) => trap.controls.includes(control)),
    riskLibrary: () => packs['risk-library'],
    themes: () => packs.themes.themes,
  };
}

const FRAMEWORKS = [
  { id: 'iso-42001', file: 'iso-42001' },
  { id: 'eu-ai-act', file: 'eu-ai-act' },
  { id: 'nist-ai-rmf', file: 'nist-ai-rmf' },
  { id: 'iso-27001', file: 'iso-27001-2022' },
  { id: 'gdpr', file: 'gdpr' },
  { id: 'iso-9001-2015', file: 'iso-9001-2015' },
  { id: 'iso-14001-2015', file: 'iso-14001-2015' },
] as const;

function editionOf(packs: Packs, file: (typeof FRAMEWORKS)[number]['file']): string {
  const pack = packs[file] as { edition?: string; asOf?: string };
  return pack.edition ?? (pack.asOf ? `as of ${pack.asOf}` : 'Regulation (EU) 2016/679');
}

function requirementsOf(packs: Packs, framework: string): readonly Requirement[] {
  const make = (fields: Pick<Requirement, 'id' | 'kind' | 'title'> & Partial<Requirement>): Requirement => ({
    framework,
    ref: `${framework}:${fields.id}`,
    displayTitle: fields.title,
    parent: null,
    summary: null,
    asks: [],
    typicalEvidence: [],
    documentedInformation: null,
    advice: [],
    pdca: null,
    confidence: null,
    ...fields,
  });
  switch (framework) {
    case 'iso-42001':
      return iso42001Requirements(packs, make);
    case 'eu-ai-act':
      return packs['eu-ai-act'].articles
        .flatMap((article) => [
          make({
            id: article.id,
            kind: 'article',
            title: `${article.ref} ${article.title}`,
            summary: article.summary,
            confidence: article.confidence ?? null,
          }),
          ...article.obligations.map((each) =>
            make({
              id: each.id,
              kind: 'obligation',
              title: each.ref,
              parent: article.id,
              summary: each.text,
            }),
          ),
        ])
        .concat(annexes(packs, make));
    case 'nist-ai-rmf':
      return packs['nist-ai-rmf'].functions.flatMap((fn) => [
        make({ id: fn.id, kind: 'function', title: fn.id, summary: fn.summary }),
        ...fn.categories.flatMap((category) => [
          make({
            id: category.id,
            kind: 'category',
            title: category.ref,
            parent: fn.id,
            summary: category.summary,
          }),
          ...category.subcategories.map((each) =>
            make({
              id: each.id,
              kind: 'subcategory',
              title: `${each.ref} ${each.topic}`,
              parent: category.id,
              summary: each.summary,
            }),
          ),
        ]),
      ]);
    case 'iso-27001':
      return [
        ...packs['iso-27001-2022'].clauses.map((each) =>
          make({ id: each.id, kind: 'clause', title: each.title, parent: each.parent }),
        ),
        ...packs['iso-27001-2022'].themes.map((each) =>
          make({ id: each.id, kind: 'objective', title: each.title }),
        ),
        ...packs['iso-27001-2022'].annexA.map((each) =>
          make({ id: each.id, kind: 'control', title: each.title, parent: each.theme }),
        ),
      ];
    case 'gdpr':
      return [
        ...packs.gdpr.articles.map((each) =>
          make({ id: each.id, kind: 'article', title: `${each.ref} ${each.title}` }),
        ),
        ...packs.gdpr.elements.map((each) =>
          make({
            id: each.id,
            kind: 'element',
            title: `${each.ref} ${each.title}`,
            parent: each.article,
            summary: each.summary,
            asks: each.requiredElements.map((part) => part.text),
          }),
        ),
      ];
    case 'iso-9001-2015':
    case 'iso-14001-2015':
      // The packs hold titles as facts; some third-level subclauses have none in the standard.
      return packs[framework].clauses.map((each) =>
        make({
          id: each.id,
          kind: 'clause',
          title: each.title ?? `Subclause ${each.id}`,
          parent: each.parent,
        }),
      );
    default:
      return [];
  }
}

type Make = (fields: Pick<Requirement, 'id' | 'kind' | 'title'> & Partial<Requirement>) => Requirement;

function iso42001Requirements(packs: Packs, make: Make): readonly Requirement[] {
  const pack = packs['iso-42001'];
  const said = (each: {
    displayTitle?: string | undefined;
    title: string;
    summary: string;
    asks: string[];
    typicalEvidence: string[];
    documentedInformation?: string | null | undefined;
    advice?: string[] | undefined;
    confidence?: unknown;
  }) => ({
    displayTitle: each.displayTitle ?? each.title,
    summary: each.summary,
    asks: each.asks,
    typicalEvidence: each.typicalEvidence,
    documentedInformation: each.documentedInformation ?? null,
    advice: each.advice ?? [],
    confidence: typeof each.confidence === 'string' ? each.confidence : null,
  });
  return [
    ...pack.clauseGroups.map((each) =>
      make({ id: each.id, kind: 'group', title: each.title, parent: each.parent, pdca: pdcaOf(each.id) }),
    ),
    ...pack.clauses.map((each) =>
      make({
        id: each.id,
        kind: 'clause',
        title: each.title,
        parent: each.parent,
        pdca: pdcaOf(each.id),
        ...said(each),
      }),
    ),
    ...pack.annexA.objectives.map((each) =>
      make({
        id: each.id,
        kind: 'objective',
        title: each.title,
        parent: each.parent,
        summary: each.objective,
      }),
    ),
    ...pack.annexA.controls.map((each) =>
      make({ id: each.id, kind: 'control', title: each.title, parent: each.objective, ...said(each) }),
    ),
    ...[...pack.annexC.objectives, ...pack.annexC.riskSources].map((each) =>
      make({
        id: each.id,
        kind: 'annex',
        title: each.title,
        summary: (each as { summary?: string }).summary ?? null,
      }),
    ),
  ];
}

/** Points of the annexes that crosswalks and the tree point at. */
function annexes(packs: Packs, make: Make): Requirement[] {
  type Point = { id: string; title?: string; text?: string; ref?: string; subPoints?: Point[] };
  const act = packs['eu-ai-act'].annexes as unknown as {
    annexIII: { areas: Point[] };
    annexIV: { items: Point[] };
    annexVIII: Record<'sectionA' | 'sectionB' | 'sectionC', { fields: Point[] }>;
  };
  const one = (point: Point, parent: string | null): Requirement =>
    make({
      id: point.id,
      kind: 'annex',
      title: point.title ?? point.ref ?? point.text ?? point.id,
      parent,
      summary: point.text ?? null,
    });
  return [
    make({ id: 'annex-iii', kind: 'annex', title: 'Annex III High-risk uses' }),
    make({ id: 'annex-viii', kind: 'annex', title: 'Annex VIII Registration' }),
    ...act.annexIII.areas.flatMap((area) => [
      one(area, 'annex-iii'),
      ...(area.subPoints ?? []).map((point) => one(point, area.id)),
    ]),
    ...act.annexIV.items.map((item) => one(item, null)),
    ...(['sectionA', 'sectionB', 'sectionC'] as const).flatMap((section) =>
      act.annexVIII[section].fields.map((field) => one(field, null)),
    ),
  ];
}

/** Clauses 4 to 7 plan, 8 does, 9 checks, 10 acts (R015). */
function pdcaOf(id: string): Requirement['pdca'] {
  const clause = Number(id.split('.')[0]);
  if (clause <= 7) return 'plan';
  return clause === 8 ? 'do' : clause === 9 ? 'check' : 'act';
}

const INVERSE: Readonly<Record<Relation, Relation>> = {
  equal: 'equal',
  subset: 'superset',
  superset: 'subset',
  intersects: 'intersects',
  supports: 'supports',
};

/** Both directions of every row; containment turns round when a row is read backwards. */
function mappingIndex(packs: Packs): ReadonlyMap<string, readonly Mapping[]> {
  const index = new Map<string, Mapping[]>();
  const add = (from: string, mapping: Mapping) => index.set(from, [...(index.get(from) ?? []), mapping]);
  for (const { id, from, to, relation, rationale, source, confidence } of packs.crosswalks) {
    add(from, { id, to, relation, rationale, source, confidence });
    add(to, { id, to: from, relation: INVERSE[relation], rationale, source, confidence });
  }
  return index;
}

function memo<T>(compute: (key: string) => T): (key: string) => T {
  const known = new Map<string, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key)!;
  };
}
