import { type AnnexA, annexAGroups } from './annex-a-groups.ts';
import type { PackIdentity } from './installed.ts';
import { type Mapping, mappingIndex } from './mappings.ts';
import type { PackId } from './pack-ids.ts';
import type { Packs } from './packs.ts';
import type { Requirement } from './requirement.ts';
import { type FrameworkId, frameworkIds, requirementsOf } from './requirements.ts';
import { type RiskFacts, type RiskSuggestions, risksFor } from './risk-suggestions.ts';
import { actRoles, isoRoles, type RoleSuggestion, suggestActRoles } from './roles.ts';
import type { PackHead } from './schemas/shared.ts';

export { counts } from './mappings.ts';
export type { Packs } from './packs.ts';
export type { Requirement } from './requirement.ts';

/** A pack in use. Its edition and dates are in its content. */
export type CatalogPack<I extends PackId> = {
  readonly id: I;
  readonly version: string;
  /** SHA-256 of the pack's bytes, in hexadecimal; `packText(content)` gives those bytes again. */
  readonly sha256: string;
  readonly content: Packs[I];
};

export type Framework = {
  readonly id: string;
  readonly title: string;
  readonly edition: string;
  readonly version: string;
  readonly dates: PackHead['dates'];
  readonly publisher: PackHead['publisher'];
  readonly notice: string;
  readonly requirements: number;
  /** How many entries of each kind. */
  readonly loads: readonly { readonly kind: Requirement['kind']; readonly count: number }[];
  /** How much is said of an entry: its title alone, a summary, or also what to ask and what evidence is typical. */
  readonly depth: 'titles' | 'summaries' | 'questions';
};

/** What is advised for a control. All of it is the authors' opinion: no check may fail because of it. */
export type ControlAdvice = {
  readonly basis: 'opinion';
  readonly mustHaveEvidence: readonly string[];
  readonly lifecycleStages: readonly string[];
};

/** What the organisation can look up of standards and law. Immutable; one object per set of pack versions. */
export type Catalog = {
  readonly packs: Packs;
  readonly pack: <I extends PackId>(id: I) => CatalogPack<I>;
  /** Every installed version of every pack, whether in use here or not. */
  readonly installed: () => readonly PackIdentity[];
  readonly frameworks: () => readonly Framework[];
  /** Of one framework, in its own order; empty when there is no such framework. */
  readonly requirements: (framework: string) => readonly Requirement[];
  /** By `framework:id`; null when there is none. */
  readonly requirement: (ref: string) => Requirement | null;
  /** The 32 subclauses of clauses 4 to 10 of ISO/IEC 42001. */
  readonly subclauses: () => readonly Requirement[];
  /** The 38 controls of Annex A. */
  readonly controls: () => readonly Requirement[];
  /** Annex A in the standard's own groups and in the four themes. */
  readonly annexA: () => AnnexA;
  /** What is mapped to this requirement, from its side; `counts` says what that is worth. */
  readonly mappings: (ref: string) => readonly Mapping[];
  readonly exclusionTraps: (control: string) => Packs['iso-42001']['exclusionTraps']['list'];
  /** Null when there is no such control. */
  readonly controlAdvice: (control: string) => ControlAdvice | null;
  readonly isoRoles: () => Packs['iso-42001']['roles'];
  readonly actRoles: () => ReturnType<typeof actRoles>;
  readonly suggestActRoles: (isoRoleIds: readonly string[]) => readonly RoleSuggestion[];
  readonly riskLibrary: () => Packs['risk-library'];
  readonly risksFor: (facts: RiskFacts) => RiskSuggestions;
  readonly themes: () => Packs['themes']['themes'];
  /** What Annex IV and Annex VIII of the AI Act list, with sources. */
  readonly technicalDocumentation: () => Packs['technical-documentation'];
  /** Measures of explanation, with the class and kind of decision that each fits. */
  readonly explainability: () => Packs['explainability'];
  /** The nine sectors of R183. */
  readonly sectors: () => Packs['sectors']['sectors'];
};

/** Which of the installed packs `packs` holds. */
type Installation = {
  readonly chosen: Readonly<Record<PackId, PackIdentity>>;
  readonly installed: readonly PackIdentity[];
};

/** Builds the catalog over one version of every pack. Isomorphic; nothing is computed before it is asked for. */
export function makeCatalog(packs: Packs, { chosen, installed }: Installation): Catalog {
  const all = once((framework: FrameworkId) => requirementsOf(packs, framework));
  const of = (framework: string) => (isFramework(framework) ? all(framework) : []);
  const index = once((framework: string) => new Map(of(framework).map((each) => [each.id, each])));
  const mapped = once((_: 'rows') => mappingIndex(packs.crosswalks));
  const kind = once((wanted: Requirement['kind']) => of('iso-42001').filter((each) => each.kind === wanted));
  const annexA = once((_: 'groups') => annexAGroups(of('iso-42001'), packs.themes));
  const iso = () => packs['iso-42001'];
  return {
    packs,
    pack: (id) => ({
      id,
      version: chosen[id].version,
      sha256: chosen[id].sha256,
      // Whoever wants only the version does not wait for the pack to be read.
      get content() {
        return packs[id];
      },
    }),
    installed: () => installed,
    frameworks: () => frameworkIds.map((id) => frameworkOf(packs[id], id, all(id))),
    requirements: of,
    requirement: (ref) => {
      const colon = ref.indexOf(':');
      return index(ref.slice(0, colon)).get(ref.slice(colon + 1)) ?? null;
    },
    subclauses: () => kind('clause'),
    controls: () => kind('control'),
    annexA: () => annexA('groups'),
    mappings: (ref) => mapped('rows').get(ref) ?? [],
    exclusionTraps: (control) => iso().exclusionTraps.list.filter((trap) => trap.controls.includes(control)),
    controlAdvice: (control) => adviceOf(iso(), control),
    isoRoles: () => isoRoles(packs),
    actRoles: () => actRoles(packs),
    suggestActRoles: (ids) => suggestActRoles(packs, ids),
    riskLibrary: () => packs['risk-library'],
    risksFor: (facts) => risksFor(packs['risk-library'].risks, facts),
    themes: () => packs.themes.themes,
    technicalDocumentation: () => packs['technical-documentation'],
    explainability: () => packs.explainability,
    sectors: () => packs.sectors.sectors,
  };
}

function isFramework(id: string): id is FrameworkId {
  return (frameworkIds as readonly string[]).includes(id);
}

function frameworkOf(head: PackHead, id: FrameworkId, entries: readonly Requirement[]): Framework {
  const { title, edition, version, dates, publisher, notice } = head;
  const kinds = [...new Set(entries.map((each) => each.kind))];
  return {
    id,
    title,
    edition,
    version,
    dates,
    publisher,
    notice,
    requirements: entries.length,
    loads: kinds.map((kind) => ({ kind, count: entries.filter((each) => each.kind === kind).length })),
    depth: entries.some((each) => each.typicalEvidence.length > 0)
      ? 'questions'
      : entries.some((each) => each.summary !== null)
        ? 'summaries'
        : 'titles',
  };
}

function adviceOf(pack: Packs['iso-42001'], id: string): ControlAdvice | null {
  const control = pack.annexA.controls.find((each) => each.id === id);
  if (!control) return null;
  return {
    basis: 'opinion',
    mustHaveEvidence: pack.controlAdvice.mustHaveEvidence[id] ?? [],
    lifecycleStages: control.lifecycleStages,
  };
}

function once<K extends string, T>(compute: (key: K) => T): (key: K) => T {
  const known = new Map<K, T>();
  return (key) => {
    if (!known.has(key)) known.set(key, compute(key));
    return known.get(key)!;
  };
}
