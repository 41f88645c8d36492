import { type Requirement, requirementIn } from './requirement.ts';
import type { EuAiAct } from './schemas/eu-ai-act.ts';

const make = requirementIn('eu-ai-act');

/** Articles with their obligations, then the annexes with their points. */
export function euAiActRequirements(pack: EuAiAct): readonly Requirement[] {
  return [
    ...pack.articles.flatMap(article),
    ...Object.values(pack.annexes).flatMap((each) => annex(pack, each.id)),
  ];
}

function article(each: EuAiAct['articles'][number]): readonly Requirement[] {
  const { id, ref, title, summary, confidence, obligations } = each;
  return [
    make({ id, kind: 'article', title: `${ref} ${title}`, summary, confidence }),
    ...obligations.map((one) =>
      make({ id: one.id, kind: 'obligation', title: one.ref, parent: id, summary: one.text, confidence }),
    ),
  ];
}

function annex({ annexes }: EuAiAct, id: string): readonly Requirement[] {
  const { title } = Object.values(annexes).find((each) => each.id === id)!;
  return [
    make({ id, kind: 'annex', title: `${annexName(id)} ${title}` }),
    ...(id === annexes.annexIII.id ? uses(annexes.annexIII) : []),
    ...(id === annexes.annexIV.id ? documentation(annexes.annexIV) : []),
    ...(id === annexes.annexVIII.id ? registration(annexes.annexVIII) : []),
  ];
}

/** `annex-iii` → `Annex III`. */
const annexName = (id: string) => `Annex ${id.slice('annex-'.length).toUpperCase()}`;

function uses(annexIII: EuAiAct['annexes']['annexIII']): readonly Requirement[] {
  return annexIII.areas.flatMap((area) => [
    make({
      id: area.id,
      kind: 'annex',
      title: area.title,
      displayTitle: `Annex III point ${area.point} ${area.title}`,
      parent: annexIII.id,
      summary: area.note,
    }),
    ...area.subPoints.map((point) =>
      make({
        id: point.id,
        kind: 'annex',
        title:
          area.subPoints.length === 1 ? `Point ${area.point}` : `Point ${area.point}(${point.id.slice(-1)})`,
        parent: area.id,
        summary: point.summary,
      }),
    ),
  ]);
}

function documentation(annexIV: EuAiAct['annexes']['annexIV']): readonly Requirement[] {
  return annexIV.items.map(({ id, point, title, contents }) =>
    make({
      id,
      kind: 'annex',
      title,
      displayTitle: `Annex IV point ${point} ${title}`,
      parent: annexIV.id,
      asks: contents ?? [],
    }),
  );
}

function registration(annexVIII: EuAiAct['annexes']['annexVIII']): readonly Requirement[] {
  return (['A', 'B', 'C'] as const).flatMap((section) =>
    annexVIII[`section${section}`].fields.map(({ id, point, label, status }) =>
      make({
        id,
        kind: 'annex',
        title: label,
        displayTitle: `Annex VIII Section ${section} point ${point} ${label}`,
        parent: annexVIII.id,
        summary: status ?? null,
      }),
    ),
  );
}
