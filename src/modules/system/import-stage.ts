import { createHash } from 'node:crypto';
import type { Catalog } from '#catalog/catalog.ts';
import type { TreeInput } from '#catalog/classification.ts';
import { canonical } from '#kernel/canonical.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { breather } from '#platform/import/breathe.ts';
import type { Sheet } from '#platform/import/sheet.ts';
import type { StagedRow } from '#platform/import/staging.ts';
import { outcomesOf } from './classification.ts';
import { system } from './contract.ts';
import { layouts } from './import-layouts.ts';
import type { Cells, Imported, Layout, Mapping } from './import-types.ts';
import { newSystem } from './service.ts';

export type RowProblem = {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly message: string;
};
export type Staged = {
  readonly rows: readonly StagedRow[];
  readonly problems: readonly RowProblem[];
  readonly repeatedKeys: number;
  readonly identicalRows: number;
  /** Of every node, in how many rows the file decided it. */
  readonly decided: Readonly<Record<string, number>>;
};

/** The layout of a mapping. @throws AppError `invalid-input` */
export function layoutOf(mapping: Mapping): Layout {
  const layout = layouts.find((each) => each.id === mapping.layout);
  if (!layout)
    throw new AppError('invalid-input', t('There is no layout "{layout}".', { layout: mapping.layout }), {
      problems: [{ path: 'mapping.layout', message: layouts.map((each) => each.id).join(', ') }],
    });
  return layout;
}

/** @throws AppError `invalid-input` when the mapping points at columns that are not there, or names no name */
export function checkMapping(mapping: Mapping, columns: readonly string[]): void {
  const missing = [
    ...mapping.key,
    ...(mapping.layout === 'free' ? Object.values(mapping.fields) : []),
  ].filter((column) => !columns.includes(column));
  const problems = [...new Set(missing)].map((column) => ({
    path: 'mapping',
    message: t('The file has no column "{column}"', { column }),
  }));
  if (!mapping.fields.name)
    problems.push({ path: 'mapping.fields.name', message: t('Say which column holds the name') });
  if (mapping.key.length === 0)
    problems.push({
      path: 'mapping.key',
      message: t('Choose at least one column that tells one system from another'),
    });
  if (problems.length > 0)
    throw new AppError('invalid-input', t('The columns cannot be mapped like this.'), {
      problems,
      next: t('The file has: {columns}', { columns: columns.slice(0, 40).join(' | ') }),
    });
}

/**
 * Makes staged rows of a sheet. A row is known again by its key columns and its occurrence: the third "Chatbot" of an
 * office stays the third. Classifying thousands takes seconds, so other requests get their turn in between.
 */
export async function stageRows(catalog: Catalog, sheet: Sheet, mapping: Mapping): Promise<Staged> {
  const layout = layoutOf(mapping);
  const occurrences = new Map<string, number>();
  const whole = new Set<string>();
  const decided: Record<string, number> = {};
  const problems: RowProblem[] = [];
  let identicalRows = 0;
  const breathe = breather();
  const outcomes = outcomesOnce(catalog);
  const rows: StagedRow[] = [];
  for (const [i, values] of sheet.rows.entries()) {
    await breathe();
    const cells = Object.fromEntries(sheet.columns.map((column, c) => [column, values[c] ?? '']));
    const text = canonical(values.map((value) => value.toWellFormed()));
    if (whole.has(text)) identicalRows += 1;
    whole.add(text);
    const base = keyOf(mapping.key.map((column) => cells[column] ?? ''));
    const occurrence = (occurrences.get(base) ?? 0) + 1;
    occurrences.set(base, occurrence);
    const key = `${base}#${occurrence}`.toWellFormed();
    // The header is line 1 of the file.
    const one = stageOne(layout, outcomes, { cells, mapping, line: i + 2, key });
    const { payload } = one;
    const found = [...one.found, ...beyond(values, sheet.columns.length, i + 2)];
    for (const node of Object.keys(payload.euInput?.answers ?? {}))
      if (payload.euInput?.answers[node] !== 'unknown') decided[node] = (decided[node] ?? 0) + 1;
    problems.push(...found);
    rows.push({
      line: i + 2,
      key,
      payload: JSON.stringify(payload),
      problems: found.length > 0 ? JSON.stringify(found) : null,
    });
  }
  const repeatedKeys = [...occurrences.values()].reduce((sum, n) => sum + n - 1, 0);
  return { rows, problems, repeatedKeys, identicalRows, decided };
}

type Outcomes = (input: TreeInput) => ReturnType<typeof outcomesOf>;

/** Classifies equal answers once: an inventory repeats a few hundred of them. */
function outcomesOnce(catalog: Catalog): Outcomes {
  const known = new Map<string, ReturnType<typeof outcomesOf>>();
  return (input) => {
    const key = JSON.stringify(input);
    const found = known.get(key) ?? outcomesOf(catalog, input);
    known.set(key, found);
    return found;
  };
}

function stageOne(
  layout: Layout,
  outcomes: Outcomes,
  row: { readonly cells: Cells; readonly mapping: Mapping; readonly line: number; readonly key: string },
): { readonly payload: Imported; readonly found: readonly RowProblem[] } {
  const read = clean(layout.read(row.cells, row.mapping));
  const proposal = layout.propose?.(row.cells);
  const euInput = proposal
    ? {
        answers: { ...proposal.answers },
        facts: Object.fromEntries(
          Object.entries(proposal.facts).map(([id, value]) => [
            id,
            typeof value === 'string' ? value : [...value],
          ]),
        ),
      }
    : null;
  const roles = euInput?.facts.roles;
  const payload: Imported = {
    ...read,
    importKey: row.key,
    ...(euInput &&
      proposal && {
        euInput,
        euReasons: clean({ ...proposal.reasons }),
        euAssumption: proposal.assumption,
        euState: 'proposed' as const,
        ...outcomes(euInput),
        ...(Array.isArray(roles) && { actRoles: roles }),
      }),
  };
  const result = system.fields.safeParse(newSystem(payload));
  if (result.success) return { payload, found: [] };
  const found = result.error.issues.map((issue) => {
    const field = String(issue.path[0] ?? '');
    const column = row.mapping.fields[field] ?? field;
    return { line: row.line, column, value: (row.cells[column] ?? '').slice(0, 120), message: issue.message };
  });
  return { payload, found };
}

/** Cells to the right of the last named column: refused, because dropping them would lose what somebody wrote. */
function beyond(values: readonly string[], columns: number, line: number): RowProblem[] {
  return values.flatMap((value, i) =>
    i < columns || value.trim() === ''
      ? []
      : [
          {
            line,
            column: `Column ${i + 1}`,
            value: value.slice(0, 120).toWellFormed(),
            message: t(
              'The file names {columns} columns. Put a text with commas in quotation marks, or name the column.',
              { columns },
            ),
          },
        ],
  );
}

/** The key columns as one text; a long one ends in its hash, so that it stays short and still tells rows apart. */
function keyOf(parts: readonly string[]): string {
  const text = parts.join('|');
  return text.length <= 400
    ? text
    : `${text.slice(0, 300)}…${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** Text that both engines and the trail can hold: no null characters, no halves of characters. */
function clean<T>(value: T): T {
  if (typeof value === 'string') return value.replaceAll('\u0000', '').toWellFormed() as T;
  if (Array.isArray(value)) return value.map(clean) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key.toWellFormed(), clean(inner)]),
  ) as T;
}
