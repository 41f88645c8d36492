import type { Packs } from './packs.ts';
import type { Requirement } from './requirement.ts';

/** Controls under a heading; `groups` are its own subdivisions (only A.6 has any). */
export type ControlGroup = {
  readonly id: string;
  readonly title: string;
  readonly summary: string | null;
  readonly controls: readonly Requirement[];
  readonly groups: readonly ControlGroup[];
};

export type AnnexA = {
  /** The standard's own grouping: nine clusters, A.6 with two objectives in it. */
  readonly objectives: readonly ControlGroup[];
  /** The four themes of R099 to R126: the authors' reading, not the standard's grouping (mission T1). */
  readonly themes: readonly ControlGroup[];
  readonly themesNote: string;
};

/** The 38 controls twice: as the standard groups them, and in four themes. `requirements` are those of ISO/IEC 42001. */
export function annexAGroups(
  requirements: readonly Requirement[],
  { themes, note }: Packs['themes'],
): AnnexA {
  const controls = requirements.filter((each) => each.kind === 'control');
  const objectives = requirements.filter((each) => each.kind === 'objective');
  const groupsUnder = (parent: string | null): readonly ControlGroup[] =>
    objectives
      .filter((each) => each.parent === parent)
      .map(({ id, title, summary }) => ({
        id,
        title,
        summary,
        controls: controls.filter((each) => each.parent === id),
        groups: groupsUnder(id),
      }));
  return {
    objectives: groupsUnder(null),
    themes: themes.map(({ id, title, controls: ids }) => ({
      id,
      title,
      summary: null,
      controls: controls.filter((each) => ids.includes(each.id)),
      groups: [],
    })),
    themesNote: note,
  };
}
