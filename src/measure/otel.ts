import { once } from 'node:events';
import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { AppError } from '#kernel/errors.ts';
import type { Duckdb } from './duckdb.ts';
import { duckdbDialect } from './sql/duckdb-dialect.ts';

const EVENT = 'gen_ai.evaluation.result';
const NAME = 'gen_ai.evaluation.name';
const SCORE = 'gen_ai.evaluation.score.value';
const LABEL = 'gen_ai.evaluation.score.label';

/** More kinds of evaluations or attributes than this are no columns any more. */
const MOST_COLUMNS = 200;

/**
 * Reads what the OpenTelemetry collector's file exporter wrote (OTLP JSON, one request a line): the events
 * `gen_ai.evaluation.result`, whether log records or events of spans. One row for each answer (response id, else span):
 * a column for each evaluation with its score, `<name>.label` with its label, `time`, and the other attributes.
 * @returns the SQL of those rows
 * @throws AppError when a line is no JSON, or there is no such event
 */
export async function flattenEvaluations(
  db: Duckdb,
  { files, scratch }: { readonly files: readonly string[]; readonly scratch: string },
): Promise<string> {
  const flat = join(scratch, 'evaluations.jsonl');
  const out = createWriteStream(flat);
  let events = 0;
  for (const file of files) {
    let number = 0;
    for await (const line of createInterface({
      input: createReadStream(file),
      crlfDelay: Number.POSITIVE_INFINITY,
    })) {
      number += 1;
      if (line.trim() === '') continue;
      for (const row of evaluationsOf(parsed(line, `${file}:${number}`))) {
        events += 1;
        if (!out.write(`${JSON.stringify(row)}\n`)) await once(out, 'drain');
      }
    }
  }
  out.end();
  await once(out, 'finish');
  if (events === 0)
    throw new AppError('invalid-input', `There is no event ${EVENT} in these files.`, {
      next: 'Name files that the OpenTelemetry collector wrote with its file exporter in the format json.',
    });
  return pivot(
    db,
    `read_json(${duckdbDialect.text(flat)}, format = 'newline_delimited', columns = {answer: 'VARCHAR', time: 'BIGINT', name: 'VARCHAR', score: 'DOUBLE', label: 'VARCHAR', attributes: 'MAP(VARCHAR, VARCHAR)'})`,
  );
}

type Evaluation = {
  readonly answer: string;
  readonly time: number;
  readonly name: string;
  readonly score: number | null;
  readonly label: string | null;
  readonly attributes: Readonly<Record<string, string>>;
};

type Json = Readonly<Record<string, unknown>>;

function parsed(line: string, place: string): Json {
  try {
    return JSON.parse(line) as Json;
  } catch {
    throw new AppError('invalid-input', `${place} is no JSON.`, {
      next: 'Each line is one OTLP request in JSON.',
    });
  }
}

function* evaluationsOf(request: Json): Generator<Evaluation> {
  for (const resource of list(request.resourceLogs))
    for (const scope of list(resource.scopeLogs))
      for (const record of list(scope.logRecords)) {
        const attributes = attributesOf(record.attributes);
        const name = record.eventName ?? attributes['event.name'];
        if (name === EVENT) yield evaluation(attributes, record, record);
      }
  for (const resource of list(request.resourceSpans))
    for (const scope of list(resource.scopeSpans))
      for (const span of list(scope.spans))
        for (const event of list(span.events))
          if (event.name === EVENT)
            yield evaluation(
              { ...attributesOf(span.attributes), ...attributesOf(event.attributes) },
              event,
              span,
            );
}

function evaluation(attributes: Readonly<Record<string, string>>, record: Json, span: Json): Evaluation {
  const { [NAME]: name, [SCORE]: score, [LABEL]: label, 'event.name': _event, ...others } = attributes;
  const nanos = String(record.timeUnixNano ?? record.observedTimeUnixNano ?? '0');
  return {
    answer: others['gen_ai.response.id'] ?? `${span.traceId ?? ''}/${span.spanId ?? ''}`,
    time: Number(BigInt(nanos) / 1_000_000n),
    name: name ?? 'unnamed',
    score: score === undefined || !Number.isFinite(Number(score)) ? null : Number(score),
    label: label ?? null,
    attributes: others,
  };
}

/** OTLP's list of keys and typed values, as texts. */
function attributesOf(attributes: unknown): Readonly<Record<string, string>> {
  return Object.fromEntries(
    list(attributes).flatMap(({ key, value }) => {
      const inner = Object.values((value ?? {}) as Json)[0];
      return typeof key === 'string' && inner !== undefined && typeof inner !== 'object'
        ? [[key, String(inner)]]
        : [];
    }),
  );
}

function list(value: unknown): readonly Json[] {
  return Array.isArray(value)
    ? (value as Json[]).filter((each) => typeof each === 'object' && each !== null)
    : [];
}

/** Rows of one evaluation each become rows of one answer each. */
async function pivot(db: Duckdb, from: string): Promise<string> {
  const names = await distinct(db, `select distinct name as v from ${from}`);
  const attributes = await distinct(db, `select distinct unnest(map_keys(attributes)) as v from ${from}`);
  const { text, identifier } = duckdbDialect;
  const columns = [
    ...names.flatMap((name) => [
      `avg(case when name = ${text(name)} then score end) as ${identifier(name)}`,
      `min(case when name = ${text(name)} then label end) as ${identifier(`${name}.label`)}`,
    ]),
    ...attributes
      .filter((name) => !names.includes(name) && name !== 'time' && name !== 'answer')
      .map((name) => `min(attributes[${text(name)}]) as ${identifier(name)}`),
  ];
  return `select answer, make_timestamptz(min(time) * 1000) as time, ${columns.join(', ')} from ${from} group by answer`;
}

async function distinct(db: Duckdb, sql: string): Promise<readonly string[]> {
  const rows = await db.rows(`select v from (${sql}) order by v limit ${MOST_COLUMNS + 1}`);
  if (rows.length > MOST_COLUMNS)
    throw new AppError(
      'invalid-input',
      `The evaluations have more than ${MOST_COLUMNS} names or attributes.`,
      {
        next: 'An evaluation is named by what it looks at, not by the case.',
      },
    );
  return rows.map(({ v }) => String(v));
}
