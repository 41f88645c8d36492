import { basename } from 'node:path';
import { stringify } from 'yaml';
import { openDuckdb, type Row } from './duckdb.ts';
import { sourceError } from './source-error.ts';
import { duckdbDialect } from './sql/duckdb-dialect.ts';

type Column = {
  readonly name: string;
  readonly type: string;
  readonly kinds: number;
  readonly missing: number;
};

/** Columns with at most this many values are offered as categories. */
const MOST_KINDS = 50;

const GUESSES = {
  time: /^(ts|time|timestamp|datetime|date|created(_at)?|event_time|logged_at|scored_at)$/i,
  prediction: /^(y_?pred|pred(iction|icted)?(_label|_class)?|decision|output|y_hat|score_text)$/i,
  score: /^(score|prob(ability)?|y_(score|prob)|confidence|decile_score)$/i,
  label: /^(label|target|y|y_?true|actual|outcome|ground_?truth|two_year_recid)$/i,
  protected:
    /^(race|ethnicity|sex|gender|age(_?(band|group|cat|class))?|religion|disability|nationality|marital(_status)?)$/i,
} as const;

/**
 * Looks at a Parquet, CSV or JSON lines file and writes a commented spec to start from. What it says of columns is
 * guessed from their names and values, and every guess is marked as one.
 * @throws AppError when the file cannot be read
 */
export async function initSpec(file: string): Promise<string> {
  const db = await openDuckdb();
  const format = formatOf(file);
  const from = `${reader(format)}(${duckdbDialect.text(file)}${format === 'csv' ? ', header = true' : ''})`;
  try {
    const described = await db.rows(`describe select * from ${from}`);
    const names = described.map((row) => [String(row.column_name), String(row.column_type)] as const);
    const counts = names.map(
      ([name], i) =>
        `approx_count_distinct(${duckdbDialect.identifier(name)}) as k${i}, count(*) - count(${duckdbDialect.identifier(name)}) as m${i}`,
    );
    const [row] = await db.rows(`select count(*) as n, ${counts.join(', ')} from ${from}`);
    const columns = names.map(([name, type], i) => columnOf(row!, { name, type, i }));
    return write(file, { format, columns, rows: Number(row?.n), values: await sides(columns, db, from) });
  } catch (error) {
    throw sourceError(error, `${file} cannot be read`);
  } finally {
    db.close();
  }
}

function columnOf(
  row: Row,
  { name, type, i }: { readonly name: string; readonly type: string; readonly i: number },
): Column {
  return { name, type, kinds: Number(row[`k${i}`]), missing: Number(row[`m${i}`]) };
}

function formatOf(file: string): 'parquet' | 'csv' | 'jsonl' {
  if (/\.(parquet|pq)$/i.test(file)) return 'parquet';
  return /\.(jsonl|ndjson|json)(\.gz)?$/i.test(file) ? 'jsonl' : 'csv';
}

function reader(format: 'parquet' | 'csv' | 'jsonl'): string {
  return { parquet: 'read_parquet', csv: 'read_csv', jsonl: 'read_json_auto' }[format];
}

const isNumeric = ({ type }: Column) => duckdbDialect.isNumber(type);
const named = (columns: readonly Column[], pattern: RegExp) => columns.find(({ name }) => pattern.test(name));

/** The values of what may be the prediction, so that the positive one can be chosen. */
async function sides(
  columns: readonly Column[],
  db: Awaited<ReturnType<typeof openDuckdb>>,
  from: string,
): Promise<readonly string[]> {
  const prediction = named(columns, GUESSES.prediction) ?? named(columns, GUESSES.label);
  if (!prediction || prediction.kinds > 20) return [];
  const x = duckdbDialect.identifier(prediction.name);
  const rows = await db.rows(
    `select distinct ${x}::varchar as v from ${from} where ${x} is not null order by 1 limit 20`,
  );
  return rows.map(({ v }) => String(v));
}

function write(
  file: string,
  found: {
    readonly format: string;
    readonly columns: readonly Column[];
    readonly rows: number;
    readonly values: readonly string[];
  },
): string {
  const { columns, values } = found;
  const time = columns.find(({ name, type }) => GUESSES.time.test(name) || type.startsWith('TIMESTAMP'));
  const [prediction, score, label] = [GUESSES.prediction, GUESSES.score, GUESSES.label].map((each) =>
    named(columns, each),
  );
  const guarded = columns.filter(({ name }) => GUESSES.protected.test(name));
  const taken = new Set([time, prediction, score, label, ...guarded].map((each) => each?.name));
  const rest = columns.filter(({ name, kinds }) => !taken.has(name) && kinds > 1 && !/(^|_)id$/i.test(name));
  const numeric = rest.filter((each) => isNumeric(each) && each.kinds > 2);
  const categorical = rest.filter(
    (each) => !numeric.includes(each) && each.kinds <= MOST_KINDS && !each.type.includes('['),
  );
  const y = (value: unknown) => stringify(value).trim();
  const task =
    values.length > 2
      ? 'multiclass'
      : prediction && isNumeric(prediction) && prediction.kinds > 20
        ? 'regression'
        : 'binary';
  const listed = (list: readonly Column[]) => `[${list.map(({ name }) => y(name)).join(', ')}]`;
  const name =
    basename(file)
      .replace(/\.[^.]*$/, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'monitor';
  return `# What is measured, of which AI system, with which thresholds.
# Guessed from ${basename(file)} (${found.rows.toLocaleString('en')} rows, ${columns.length} columns): look at every line marked "guess".
monitor: ${name}
system: SYS-0001            # the reference of the AI system in the register
# model_version: "1.0"

source:
  format: ${found.format}
  path: ${y(basename(file))}            # globs are fine: logs/2026-*.parquet

${time ? `window:\n  column: ${y(time.name)}            # guess: when the row was made\n  size: day                # hour, day, week, month, quarter, year or all\n  time_zone: UTC\n  lateness: P1D            # how long late rows and labels are waited for` : `# window:                    # no column looks like a time: the whole file is one window\n#   column: created_at\n#   size: day`}

task: ${task}               # ${prediction ? 'guess' : 'guess: no column looks like a prediction'}; binary, multiclass, regression or text
columns:
  ${prediction ? `prediction: ${y(prediction.name)}          # guess` : '# prediction: …'}
  ${score ? `score: ${y(score.name)}               # guess: the probability of the positive class` : '# score: …                 # the probability of the positive class'}
  ${label ? `label: ${y(label.name)}               # guess: what turned out to be true; may be empty until it is known` : '# label: …                 # what turned out to be true; may be empty until it is known'}
${task === 'binary' ? `  positive: ${values.length > 0 ? y(values.at(-1)!) : '1'}              # guess; the values are ${values.join(', ') || 'unknown'}\n` : ''}
features:
  numeric: ${listed(numeric)}
  categorical: ${listed(categorical)}

# Attributes by which nobody may be treated worse. Measuring them needs a lawful ground of its own.
protected:${guarded.length > 0 ? '' : ' []'}
${guarded
  .map(
    (each) =>
      `  - column: ${y(each.name)}            # guess${isNumeric(each) ? '\n    bands: [25, 45]          # guess' : ''}\n    # reference: …             # the group that others are compared with; the largest without it`,
  )
  .join('\n')}
# crossings: [[race, sex]]
smallest_cell: 10          # groups with fewer rows are not shown

# reference: reference.json  # made by: ./aims profile <this file> --from <reference rows>

thresholds:
${guarded[0] && task === 'binary' ? `  - metric: demographic_parity_ratio\n    group: ${y(guarded[0].name)}\n    op: "<"\n    value: 0.8               # the four-fifths rule: a convention, no law of the EU\n    on: ci_high              # fires when even the upper end of the interval is below\n    min_n: 100\n    severity: medium\n` : ''}${label ? `  - metric: ${task === 'regression' ? 'mean_absolute_error' : 'accuracy'}\n    op: ${task === 'regression' ? '">"' : '"<"'}\n    value: ${task === 'regression' ? '1' : '0.8'}\n    min_n: 100\n    severity: high\n    for: 2                   # windows in a row\n` : ''}${(guarded[0] && task === 'binary') || label ? '' : '  []\n'}`;
}
