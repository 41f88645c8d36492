import type { Packs } from './packs.ts';
import { type Requirement, requirementIn } from './requirement.ts';
import { euAiActRequirements } from './requirements-eu-ai-act.ts';
import { iso42001Requirements } from './requirements-iso-42001.ts';

/** Ids of the packs that hold requirements, in the order they are listed. */
export const frameworkIds = [
  'iso-42001',
  'eu-ai-act',
  'nist-ai-rmf',
  'iso-27001',
  'gdpr',
  'iso-9001-2015',
  'iso-14001-2015',
] as const;
export type FrameworkId = (typeof frameworkIds)[number];

/** Everything a framework asks, in its own order. */
export function requirementsOf(packs: Packs, framework: FrameworkId): readonly Requirement[] {
  switch (framework) {
    case 'iso-42001':
      return iso42001Requirements(packs['iso-42001']);
    case 'eu-ai-act':
      return euAiActRequirements(packs['eu-ai-act']);
    case 'nist-ai-rmf':
      return nist(packs['nist-ai-rmf']);
    case 'iso-27001':
      return iso27001(packs['iso-27001']);
    case 'gdpr':
      return gdpr(packs.gdpr);
    case 'iso-9001-2015':
    case 'iso-14001-2015':
      return clauses(packs[framework]);
  }
}

function nist({ functions }: Packs['nist-ai-rmf']): readonly Requirement[] {
  const make = requirementIn('nist-ai-rmf');
  return functions.flatMap((fn) => [
    make({ id: fn.id, kind: 'function', title: fn.id, summary: fn.summary }),
    ...fn.categories.flatMap(({ id, ref, summary, subcategories }) => [
      make({ id, kind: 'category', title: ref, parent: fn.id, summary }),
      ...subcategories.map((each) =>
        make({
          id: each.id,
          kind: 'subcategory',
          title: `${each.ref} ${each.topic}`,
          parent: id,
          summary: each.summary,
        }),
      ),
    ]),
  ]);
}

function iso27001({ clauses: all, themes, annexA }: Packs['iso-27001']): readonly Requirement[] {
  const make = requirementIn('iso-27001');
  return [
    ...all.map(({ id, title, parent }) => make({ id, kind: 'clause', title, parent })),
    ...themes.map(({ id, title }) => make({ id, kind: 'objective', title })),
    ...annexA.map(({ id, title, theme }) => make({ id, kind: 'control', title, parent: theme })),
  ];
}

function gdpr({ articles, elements }: Packs['gdpr']): readonly Requirement[] {
  const make = requirementIn('gdpr');
  return [
    ...articles.map(({ id, ref, title }) => make({ id, kind: 'article', title: `${ref} ${title}` })),
    ...elements.map(({ id, article, ref, title, summary, requiredElements }) =>
      make({
        id,
        kind: 'element',
        title: `${ref} ${title}`,
        parent: article,
        summary,
        asks: requiredElements.map((part) => part.text),
      }),
    ),
  ];
}

/** Titles are facts; some third-level subclauses have none in the standard. */
function clauses(pack: Packs['iso-9001-2015'] | Packs['iso-14001-2015']): readonly Requirement[] {
  const make = requirementIn(pack.id);
  return pack.clauses.map(({ id, title, parent }) =>
    make({ id, kind: 'clause', title: title ?? `Subclause ${id}`, parent }),
  );
}
