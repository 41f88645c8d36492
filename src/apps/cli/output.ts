import { AppError, toProblem } from '#kernel/errors.ts';
import { RemoteProblem } from './connection.ts';

/** Exit codes; documented in the reference of the command line. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notFound: 3,
  forbidden: 4,
  conflict: 5,
  unavailable: 69,
  internal: 70,
} as const;

/** Prints a value: JSON for programs, a table or lines for people. */
export function print(value: unknown, json: boolean): void {
  process.stdout.write(json ? `${JSON.stringify(value, null, 2)}\n` : human(value));
}

/** A plain table with aligned columns, cut to the terminal's width. */
export function table(
  rows: readonly Readonly<Record<string, unknown>>[],
  columns: readonly string[],
): string {
  if (rows.length === 0) return 'Nothing here yet.\n';
  const cells = [columns.map(label), ...rows.map((row) => columns.map((column) => shown(row[column])))];
  const widths = columns.map((_, i) => Math.min(48, Math.max(...cells.map((row) => row[i]!.length))));
  const lines = cells.map((row) =>
    row
      .map((cell, i) => padded(cell, widths[i]!))
      .join('  ')
      .trimEnd(),
  );
  return `${lines.join('\n')}\n`;
}

/** Says what went wrong on standard error, and answers the exit code for it. */
export function report(error: unknown, json: boolean): number {
  const problem = error instanceof RemoteProblem ? error.problem : toProblem(error, 'cli');
  if (json) process.stderr.write(`${JSON.stringify(problem)}\n`);
  else {
    process.stderr.write(`${problem.detail}\n`);
    for (const each of problem.problems ?? []) process.stderr.write(`  ${each.path}: ${each.message}\n`);
    process.stderr.write(`${problem.next}\n`);
    if (!(error instanceof AppError) && !(error instanceof RemoteProblem))
      process.stderr.write(`${(error as Error).stack ?? error}\n`);
  }
  return exitCode(problem.status);
}

function exitCode(status: number): number {
  if (status === 404) return EXIT.notFound;
  if (status === 401 || status === 403) return EXIT.forbidden;
  if (status === 409 || status === 412 || status === 423) return EXIT.conflict;
  if (status === 503 || status === 507) return EXIT.unavailable;
  return status >= 500 ? EXIT.internal : EXIT.usage;
}

function human(value: unknown): string {
  if (typeof value !== 'object' || value === null) return `${String(value)}\n`;
  if (isTable((value as Listing).rows)) return listing(value as Listing);
  const entries = Object.entries(value).filter(
    ([, inner]) => inner !== null && !(Array.isArray(inner) && inner.length === 0),
  );
  const lines = entries
    .filter(([, inner]) => !isTable(inner))
    .map(([key, inner]) => `${label(key).padEnd(24)} ${shown(inner)}\n`);
  const tables = entries
    .filter(([, inner]) => isTable(inner))
    .map(([key, inner]) => `\n${label(key)}\n${table(inner as Row[], columnsOf(inner as Row[]))}`);
  return [...lines, ...tables].join('').trimStart();
}

type Row = Readonly<Record<string, unknown>>;
type Listing = {
  readonly rows: readonly Row[];
  /** Null when it was not counted. */
  readonly total?: number | null;
  readonly next?: string | null;
};

function isTable(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'object' && each !== null);
}

function listing({ rows, total, next }: Listing): string {
  const count = total ? `${rows.length} of ${total}\n` : '';
  const more = next && !total ? `There are more: --cursor ${next}\n` : '';
  return table(rows, columnsOf(rows)) + count + more;
}

/** What fits a line and says something to people: no ids, nothing nested. */
function columnsOf(rows: readonly Row[]): readonly string[] {
  return Object.keys(rows[0] ?? {})
    .filter((key) => key !== 'version' && !/^id$|Id$/.test(key) && typeof rows[0]![key] !== 'object')
    .slice(0, 6);
}

function label(key: string): string {
  return key.replace(/([A-Z])/g, ' $1').toLowerCase();
}

function shown(value: unknown): string {
  if (value === null || value === undefined) return '';
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).replace(/\s+/g, ' ');
}

function padded(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text.padEnd(width);
}
