import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import type { impactActs } from '../acts.ts';
import { categories, parties } from '../contract.ts';
import { CATEGORIES, levelStep, PARTIES } from './words.ts';

export type Interview = OutputOf<typeof impactActs.interview>;
export type Entry = Interview['entries'][number];
export type Cell = {
  readonly category: (typeof categories)[number];
  readonly party: (typeof parties)[number];
};

/** Eight categories and three kinds of party: the gravest harm that remains, the good, or that there is none. */
export function Matrix({
  interview,
  depth,
  onOpen,
  current,
}: {
  readonly interview: Pick<Interview, 'entries' | 'openCells'>;
  readonly depth: string;
  readonly onOpen: (cell: Cell) => void;
  readonly current?: Cell | null;
}) {
  return (
    <div className="scroll-x">
      <table className="impact-matrix heat">
        <thead>
          <tr>
            <th scope="col">{t('Category')}</th>
            {parties.map((party) => (
              <th key={party} scope="col">
                {t(PARTIES[party])}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {categories.map((category) => (
            <tr key={category}>
              <th scope="row">{t(CATEGORIES[category])}</th>
              {parties.map((party) => (
                <td key={party}>
                  <CellButton
                    {...{ interview, depth }}
                    cell={{ category, party }}
                    current={current?.category === category && current.party === party}
                    onOpen={onOpen}
                  />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="quiet meta">
        {t(
          '▼ harm with its level, and what remains after measures; ▲ a good effect; – none, with a reason; ◌ nobody has said yet. Darker is graver.',
        )}
      </p>
    </div>
  );
}

function CellButton({
  interview,
  depth,
  cell,
  current,
  onOpen,
}: {
  readonly interview: Pick<Interview, 'entries' | 'openCells'>;
  readonly depth: string;
  readonly cell: Cell;
  readonly current: boolean | undefined;
  readonly onOpen: (cell: Cell) => void;
}) {
  const here = entriesIn(interview.entries, cell);
  const harm = here.filter((each) => each.kind === 'negative').toSorted((a, b) => remains(b) - remains(a));
  const good = here.filter((each) => each.kind === 'positive');
  const open = interview.openCells.filter(
    (each) => each.category === cell.category && each.party === cell.party,
  );
  const worst = harm[0];
  const words = [
    worst
      ? worst.residualLevel
        ? t('{harm} harm, level {level}, remains {residualLevel}', {
            harm: harm.length,
            level: worst.level ?? t('not rated'),
            residualLevel: worst.residualLevel,
          })
        : t('{harm} harm, level {level}', { harm: harm.length, level: worst.level ?? t('not rated') })
      : null,
    good.length > 0 ? t('{good} good', { good: good.length }) : null,
    here.some((each) => each.kind === 'no-negative') ? t('no harm') : null,
    here.some((each) => each.kind === 'no-positive') ? t('nothing good') : null,
    open.length > 0
      ? t('{open} not said', {
          open: open.map((each) => (each.kind === 'negative' ? 'harm' : 'good')).join(' and '),
        })
      : null,
  ].filter(Boolean);
  return (
    <button
      type="button"
      data-step={worst && remains(worst) > 0 ? levelStep(remains(worst)) : undefined}
      aria-current={current ? 'true' : undefined}
      onClick={() => onOpen(cell)}
    >
      <span className="sr-only">
        {`${t(CATEGORIES[cell.category])}, ${t(PARTIES[cell.party])}: ${words.join(', ')}`}
      </span>
      <Half mark="▼" open={open.some((each) => each.kind === 'negative')}>
        {worst ? harmWords(worst, harm.length) : null}
      </Half>
      {(depth === 'full' || good.length > 0) && (
        <Half mark="▲" open={open.some((each) => each.kind === 'positive')}>
          {good.length > 0 ? String(good.length) : null}
        </Half>
      )}
    </button>
  );
}

function Half({
  mark,
  open,
  children,
}: {
  readonly mark: string;
  readonly open: boolean;
  readonly children: string | null;
}) {
  if (children !== null)
    return (
      <span aria-hidden>
        {mark} {children}
      </span>
    );
  return <span aria-hidden>{open ? '◌' : '–'}</span>;
}

function harmWords(worst: Entry, count: number): string {
  const level = worst.level === null ? t('not rated') : String(worst.level);
  return `${level}${worst.residualLevel === null ? '' : ` → ${worst.residualLevel}`}${count > 1 ? ` (${count})` : ''}`;
}

export function remains(each: Entry): number {
  return each.residualLevel ?? each.level ?? 0;
}

export function entriesIn(entries: readonly Entry[], cell: Cell): readonly Entry[] {
  return entries.filter((each) => each.category === cell.category && each.party === cell.party);
}
