import { AppError } from '#kernel/errors.ts';
import { columnOf, type Log } from './engine.ts';
import type { CountedWindow } from './measure-window.ts';
import type { Spec } from './spec.ts';
import { int } from './sql/dialect.ts';
import { windowsBetween } from './windows.ts';

/** A window over everything, when rows have no time. */
const ALWAYS = { from: '1970-01-01T00:00:00.000Z', to: '9999-12-31T00:00:00.000Z' };

/** More windows than this in one run are a slip in the size or in the time column. */
const MOST_WINDOWS = 5000;

/** The longest a window can be, in hours. */
const LENGTHS = { hour: 1, day: 25, week: 169, month: 745, quarter: 2210, year: 8785 } as const;

export type PlannedWindow = CountedWindow & {
  /** Whether lateness is over. */
  readonly complete: boolean;
};

export type Plan = {
  readonly windows: readonly PlannedWindow[];
  /** Rows whose time cannot be read: they belong to no window. */
  readonly unplaced: number;
};

/**
 * The windows that the log touches, in rising order; windows in between without rows are there too.
 * @param now the present, from the caller's clock: what lies after it or is still open is not complete
 * @param only keeps the windows that touch the time from..to
 */
export async function planWindows(
  spec: Spec,
  log: Log,
  { now, only }: { readonly now: string; readonly only?: { readonly from: string; readonly to: string } },
): Promise<Plan> {
  const { window } = spec;
  const size: Spec['window']['size'] = window.size;
  if (size === 'all' || !window.column)
    return { windows: [{ ...(only ?? ALWAYS), where: '1 = 1', complete: true }], unplaced: 0 };
  const { x, type } = columnOf(log, window.column);
  const instant = log.dialect.instant(x, type, window.time_zone);
  const { millis } = log.dialect;
  const [ends] = await log.rows(
    `select count(*) as n, count(${instant}) as placed, min(${millis(instant)}) as low, max(${millis(instant)}) as high from ${log.from}`,
  );
  const [n, placed] = [int(ends?.n), int(ends?.placed)];
  if (n > 0 && placed === 0)
    throw new AppError(
      'invalid-input',
      `No value of the column "${window.column}" (${type}) can be read as a time.`,
      {
        next: 'Times are ISO 8601 texts, timestamps, or seconds, milliseconds or microseconds since 1970.',
      },
    );
  if (placed === 0) return { windows: only ? between(only.from, only.to) : [], unplaced: n };
  return { windows: between(iso(ends?.low), iso(ends?.high)), unplaced: n - placed };

  function between(first: string, last: string): readonly PlannedWindow[] {
    const span = Date.parse(last) - Date.parse(first);
    if (span > MOST_WINDOWS * (size === 'all' ? 0 : LENGTHS[size]) * 3_600_000) throw tooMany();
    const all = windowsBetween(window, first, last);
    if (all.length > MOST_WINDOWS) throw tooMany();
    return all
      .filter(({ from, to }) => !only || (from < only.to && to > only.from))
      .map(({ from, to, closes }) => ({
        from,
        to,
        complete: closes <= now,
        where: `${instant} >= ${log.dialect.instantOf(from)} and ${instant} < ${log.dialect.instantOf(to)}`,
      }));
  }

  function tooMany() {
    return new AppError('invalid-input', `The log makes more than ${MOST_WINDOWS} windows of one ${size}.`, {
      next: `Choose a larger window, or look whether "${window.column}" is the time of a row.`,
    });
  }
}

function iso(millis: unknown): string {
  return new Date(int(millis)).toISOString();
}
