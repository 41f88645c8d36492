import { msg } from '#kernel/language.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import type { RequirementLine } from '../contract.ts';

/** What the matrix shows; all of it stands in the URL. */
export type MatrixView = {
  readonly view: 'clauses' | 'pdca';
  readonly kind: 'clause' | 'control' | null;
  /** Only the requirements of one group: `6` or `A.5`. */
  readonly group: string | null;
  readonly verdict: Verdict | null;
  readonly confirmed: RequirementLine['confirmed']['state'] | null;
  /** Only what an auditor would raise. */
  readonly raised: boolean;
  /** Only requirements with open gaps. */
  readonly gaps: boolean;
  /** Groups that are opened; null opens what a filter found, and nothing without a filter. */
  readonly open: readonly string[] | null;
};

export const plainView: MatrixView = {
  view: 'clauses',
  kind: null,
  group: null,
  verdict: null,
  confirmed: null,
  raised: false,
  gaps: false,
  open: null,
};

export type MatrixGroup = {
  readonly id: string;
  readonly title: string;
  readonly kind: 'clause' | 'control';
  readonly lines: readonly RequirementLine[];
  /** How many lines came out how, in the order of the verdicts; those with none are left out. */
  readonly counts: readonly { readonly verdict: Verdict; readonly count: number }[];
  readonly openGaps: number;
};

type Group = { readonly id: string; readonly title: string; readonly kind: 'clause' | 'control' };

/** The state of the matrix out of a URL; what is unknown there is left at its default. */
export function viewFrom(search: Readonly<Record<string, unknown>>): MatrixView {
  const one = <T extends string>(key: string, allowed: readonly T[]): T | null =>
    allowed.find((each) => each === search[key]) ?? null;
  return {
    view: one('view', ['clauses', 'pdca']) ?? 'clauses',
    kind: one('kind', ['clause', 'control']),
    group: /^(\d+|A\.\d+)$/.exec(String(search.group ?? ''))?.[0] ?? null,
    verdict: one('verdict', Object.keys(verdicts) as Verdict[]),
    confirmed: one('confirmed', ['current', 'older-facts', 'expired', 'none']),
    raised: String(search.raised) === 'true',
    gaps: String(search.gaps) === 'true',
    open: search.open === undefined ? null : opened(String(search.open)),
  };
}

/** The URL of a state: only what differs from the default stands in it. */
export function searchOf(view: MatrixView): Readonly<Record<string, string>> {
  return {
    ...(view.view !== 'clauses' && { view: view.view }),
    ...(view.kind && { kind: view.kind }),
    ...(view.group && { group: view.group }),
    ...(view.verdict && { verdict: view.verdict }),
    ...(view.confirmed && { confirmed: view.confirmed }),
    ...(view.raised && { raised: 'true' }),
    ...(view.gaps && { gaps: 'true' }),
    ...(view.open && { open: view.open.length === 0 ? NONE : view.open.join(',') }),
  };
}

/** True when the matrix shows less than everything. */
export function isFiltered(view: MatrixView): boolean {
  return (
    view.kind !== null ||
    view.group !== null ||
    view.verdict !== null ||
    view.confirmed !== null ||
    view.raised ||
    view.gaps
  );
}

/** The lines that a state shows. */
export function shownLines(lines: readonly RequirementLine[], view: MatrixView): readonly RequirementLine[] {
  return lines.filter(
    (line) =>
      (view.kind === null || line.kind === view.kind) &&
      (view.group === null || line.group === view.group) &&
      (view.verdict === null || line.verdict === view.verdict) &&
      (view.confirmed === null || line.confirmed.state === view.confirmed) &&
      (!view.raised || line.raises.length > 0) &&
      (!view.gaps || line.openGaps > 0),
  );
}

/** The rows of the matrix: clauses 4 to 10 and A.2 to A.10, or plan, do, check, act and the groups of Annex A. */
export function groupsOf(
  groups: readonly Group[],
  lines: readonly RequirementLine[],
  view: MatrixView,
): readonly MatrixGroup[] {
  const shown = shownLines(lines, view);
  const rows =
    view.view === 'clauses'
      ? groups.map((group) => ({ ...group, lines: shown.filter((line) => line.group === group.id) }))
      : [
          ...PDCA.map((group) => ({
            ...group,
            kind: 'clause' as const,
            lines: shown.filter((line) => line.kind === 'clause' && line.pdca === group.id),
          })),
          ...groups
            .filter((group) => group.kind === 'control')
            .map((group) => ({ ...group, lines: shown.filter((line) => line.group === group.id) })),
        ];
  return rows.filter((row) => row.lines.length > 0).map((row) => ({ ...row, ...summed(row.lines) }));
}

/** The ids of the lines in the order the matrix shows them. */
export function linesInOrder(groups: readonly MatrixGroup[]): readonly string[] {
  return groups.flatMap((group) => group.lines.map((line) => line.id));
}

/** Whether a group is open: as the URL says, else when a filter found something in it. */
export function isOpen(view: MatrixView, id: string): boolean {
  return view.open === null ? isFiltered(view) : view.open.includes(id);
}

/** The state after a click on a group. */
export function toggled(view: MatrixView, id: string, all: readonly string[]): MatrixView {
  const open = view.open ?? (isFiltered(view) ? all : []);
  return { ...view, open: open.includes(id) ? open.filter((each) => each !== id) : [...open, id] };
}

/** An empty value would fall out of the address, and with it that everything was closed by hand. */
const NONE = 'none';

function opened(text: string): readonly string[] {
  return text === NONE ? [] : text.split(',').filter(Boolean);
}

const PDCA = [
  { id: 'plan', title: msg('Plan (clauses 4 to 7)') },
  { id: 'do', title: msg('Do (clause 8)') },
  { id: 'check', title: msg('Check (clause 9)') },
  { id: 'act', title: msg('Act (clause 10)') },
] as const;

function summed(lines: readonly RequirementLine[]): Pick<MatrixGroup, 'counts' | 'openGaps'> {
  const counts = (Object.keys(verdicts) as Verdict[])
    .map((verdict) => ({ verdict, count: lines.filter((line) => line.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  return { counts, openGaps: lines.reduce((sum, line) => sum + line.openGaps, 0) };
}
