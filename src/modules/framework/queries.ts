import { type Catalog, counts, type Framework, type Requirement } from '#catalog/catalog.ts';
import type { PackId } from '#catalog/pack-ids.ts';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { type frameworkEndpoints as endpoints, meaningOf } from './contract.ts';

type Hands = Pick<Ctx, 'catalog'>;
type Entry = OutputOf<typeof endpoints.get>['entries'][number];

export function frameworkList({ catalog }: Hands): OutputOf<typeof endpoints.list> {
  return { frameworks: catalog.frameworks().map((each) => shownFramework(catalog, each)) };
}

/** One framework with its entries in its own order. @throws AppError `not-found` */
export function frameworkPage({ catalog }: Hands, id: string): OutputOf<typeof endpoints.get> {
  const framework = frameworkOf(catalog, id);
  return {
    ...shownFramework(catalog, framework),
    entries: catalog.requirements(id).map((each) => entryOf(catalog, each)),
  };
}

/** Annex A twice: as the standard groups it, and in the four themes of the courses (R099–R126). */
export function annexA({ catalog }: Hands): OutputOf<typeof endpoints.annexA> {
  const { objectives, themes, themesNote } = catalog.annexA();
  const shown = ({ id, title, summary, controls }: (typeof objectives)[number]) => ({
    id,
    title,
    summary,
    controls: controls.map(({ id, ref, title }) => ({ id, ref, title })),
  });
  return {
    groups: objectives.map((each) => ({ ...shown(each), groups: each.groups.map(shown) })),
    themes: themes.map(shown),
    themesNote,
  };
}

function shownFramework(
  catalog: Catalog,
  framework: Framework,
): OutputOf<typeof endpoints.list>['frameworks'][number] {
  const { dates, publisher, loads } = framework;
  return {
    ...framework,
    dates: { ...dates },
    publisher: { ...publisher },
    loads: [...loads],
    sha256: catalog.pack(framework.id as PackId).sha256,
  };
}

/** One requirement with everything mapped to it. @throws AppError `not-found` */
export function requirementPage(
  { catalog }: Hands,
  input: InputOf<typeof endpoints.requirement>,
): OutputOf<typeof endpoints.requirement> {
  const framework = frameworkOf(catalog, input.framework);
  const found = catalog.requirement(`${input.framework}:${input.id}`);
  if (!found)
    throw new AppError(
      'not-found',
      t('{title} has no entry "{id}" here.', { title: framework.title, id: input.id }),
    );
  const { mapped: _m, ...entry } = entryOf(catalog, found);
  return {
    ...entry,
    title: found.displayTitle,
    summary: found.summary,
    documentedInformation: found.documentedInformation,
    asks: [...found.asks],
    typicalEvidence: [...found.typicalEvidence],
    advice: [...found.advice],
    confidence: found.confidence,
    frameworkTitle: framework.title,
    edition: framework.edition,
    path: pathTo(catalog, found),
    children: catalog
      .requirements(found.framework)
      .filter((each) => each.parent === found.id)
      .map(({ id, ref, displayTitle }) => ({ id, ref, title: displayTitle })),
    themes:
      found.framework === 'iso-42001'
        ? catalog.themes().flatMap((theme) => (theme.controls.includes(found.id) ? [theme.title] : []))
        : [],
    mappings: mappingsOf(catalog, found.ref),
  };
}

/** Requirements that hold every word, best first: by id, then in the title, then in our summary and questions. */
export function searchRequirements(
  { catalog }: Hands,
  input: InputOf<typeof endpoints.search>,
): OutputOf<typeof endpoints.search> {
  const words = input.q.toLowerCase().split(/\s+/).filter(Boolean);
  const frameworks = input.framework ? [frameworkOf(catalog, input.framework)] : catalog.frameworks();
  const found = frameworks
    .flatMap(({ id }) => catalog.requirements(id))
    .map((each) => ({ each, rank: rankOf(each, words) }))
    .filter(({ rank }) => rank !== null)
    .sort((a, b) => a.rank! - b.rank!);
  return {
    total: found.length,
    results: found
      .slice(0, input.limit)
      .map(({ each }) => ({ ...entryOf(catalog, each), title: each.displayTitle, summary: each.summary })),
  };
}

function rankOf(requirement: Requirement, words: readonly string[]): number | null {
  const whole = words.join(' ');
  if (requirement.id.toLowerCase() === whole || requirement.ref.toLowerCase() === whole) return 0;
  const id = requirement.id.toLowerCase();
  const title = requirement.displayTitle.toLowerCase();
  if (words.every((word) => id.startsWith(word) || title.includes(word))) return 1;
  const rest = [requirement.summary ?? '', ...requirement.asks, ...requirement.typicalEvidence]
    .join(' ')
    .toLowerCase();
  return words.every((word) => id.startsWith(word) || title.includes(word) || rest.includes(word)) ? 2 : null;
}

function mappingsOf(catalog: Catalog, ref: string): OutputOf<typeof endpoints.requirement>['mappings'] {
  const titles = new Map(catalog.frameworks().map(({ id, title }) => [id, title]));
  return catalog.mappings(ref).map((mapping) => {
    const framework = mapping.to.slice(0, mapping.to.indexOf(':'));
    return {
      id: mapping.id,
      to: mapping.to,
      framework,
      frameworkTitle: titles.get(framework) ?? framework,
      title: catalog.requirement(mapping.to)?.displayTitle ?? null,
      relation: mapping.relation,
      meaning: meaningOf(mapping),
      backwards: mapping.backwards,
      fulfils: counts(mapping),
      rationale: mapping.rationale,
      source: mapping.source,
      confidence: mapping.confidence,
    };
  });
}

function entryOf(catalog: Catalog, each: Requirement): Entry {
  const { id, ref, framework, kind, title, parent, pdca } = each;
  return { id, ref, framework, kind, title, parent, pdca, mapped: catalog.mappings(ref).length };
}

function pathTo(catalog: Catalog, found: Requirement): { id: string; ref: string; title: string }[] {
  const path: { id: string; ref: string; title: string }[] = [];
  let parent = found.parent;
  while (parent !== null) {
    const above = catalog.requirement(`${found.framework}:${parent}`);
    if (!above) break;
    path.unshift({ id: above.id, ref: above.ref, title: above.displayTitle });
    parent = above.parent;
  }
  return path;
}

function frameworkOf(catalog: Catalog, id: string) {
  const framework = catalog.frameworks().find((each) => each.id === id);
  if (!framework) throw new AppError('not-found', t('The library has no standard or law "{id}".', { id }));
  return framework;
}
