import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openDuckdb } from './duckdb.ts';
import { figureOf, inFolder, measureText, NOW, specOf, withLog } from './measure.testing.ts';
import { runMeasure } from './run.ts';
import { isCard, isEmail, isIban } from './sql/personal-data.ts';
import { contextOverlap, isJson, languageShare, refuses, scriptShare } from './sql/text-measures.ts';

const ask = async (x: (text: string) => string, texts: readonly string[]) => {
  const db = await openDuckdb();
  try {
    const rows = await db.rows(
      `select ${x('t')} as v from (values ${texts.map((text, i) => `(${i}, '${text.replaceAll("'", "''")}')`).join(', ')}) as l(i, t) order by i`,
    );
    return rows.map(({ v }) => v);
  } finally {
    db.close();
  }
};

describe('personal data by pattern with checksum', () => {
  test('an IBAN is found with the right checksum only', async () => {
    // The examples of the IBAN registry; then one with two digits swapped, one too short, and none.
    expect(
      await ask(isIban, [
        'Pay to DE89 3704 0044 0532 0130 00 please',
        'GB29NWBK60161331926819',
        'FR14 2004 1010 0505 0001 3M02 606',
        'NO9386011117947',
        'DE89 3704 0044 0532 0130 10',
        'GB92NWBK60161331926819',
        'AB12 3456',
        'no number at all',
      ]),
    ).toEqual([true, true, true, true, false, false, false, false]);
  });

  test('a card number passes Luhn’s check, grouped or not', async () => {
    expect(
      await ask(isCard, [
        '4111 1111 1111 1111',
        'card 5500-0000-0000-0004.',
        '378282246310005',
        '4111 1111 1111 1112',
        '0000 0000 0000 0000',
        '12345',
      ]),
    ).toEqual([true, true, true, false, false, false]);
  });

  test('an e-mail address has a domain', async () => {
    expect(
      await ask(isEmail, ['write to a.b+c@mail.example.org', 'a@b', '@example.org', 'me at example.org']),
    ).toEqual([true, false, false, false]);
  });
});

describe('what answers look like', () => {
  test('refusals are found by phrase, whatever the apostrophe and the case', async () => {
    expect(
      await ask(refuses, [
        "I'm sorry, but I can’t say.",
        'I CANNOT HELP WITH that',
        'Dabei kann ich Ihnen nicht helfen.',
        'Of course, here it is.',
      ]),
    ).toEqual([true, true, true, false]);
    expect(await ask((x) => refuses(x, ['no way']), ['No way!', 'I cannot help with that'])).toEqual([
      true,
      false,
    ]);
  });

  test('JSON is JSON as a whole', async () => {
    expect(await ask(isJson, ['{"a": [1, null]}', '"text"', '{a: 1}', 'Here: {"a": 1}'])).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });

  test('the share of a script counts letters only', async () => {
    expect(await ask((x) => scriptShare(x, 'Latin'), ['abc 123!', 'abcд', '123'])).toEqual([1, 0.75, null]);
    expect(await ask((x) => scriptShare(x, 'Japanese'), ['日本ごカタ'])).toEqual([1]);
  });

  test('the language is told by function words, and not below eight words', async () => {
    const german = 'Das ist die Antwort auf die Frage, und sie ist nicht mit der anderen zu verwechseln.';
    const english = 'This is the answer to the question that you have asked, and it is not the other one.';
    expect(await ask((x) => languageShare(x, 'de'), [german, english, 'Ja, das ist so.'])).toEqual([
      1,
      0,
      null,
    ]);
    expect(await ask((x) => languageShare(x, 'en'), [german, english])).toEqual([0, 1]);
  });

  test('overlap is the share of distinct words of four letters and more', async () => {
    expect(
      await ask(
        (x) => contextOverlap(x, `'The bank opens at nine on Monday'`),
        ['Monday the bank opens late', 'at 9', 'Tuesday'],
      ),
    ).toEqual([0.75, null, 0]);
  });
});

const spec = specOf(`
monitor: assistant
system: SYS-0002
source: { format: jsonl, path: answers.jsonl }
task: text
text:
  output: answer
  latency_ms: ms
  error: error
  feedback: thumbs
  judge: judge
  human: person
  evaluations: [faithful]
  json: true
protected: [{ column: lang }]
smallest_cell: 1
`);

test('answers become shares and means, judges and people an agreement, overall and by group', async () => {
  const row = (more: object) =>
    `${JSON.stringify({ answer: 'Yes.', ms: 100, error: null, thumbs: 1, judge: 'good', person: 'good', faithful: true, lang: 'en', ...more })}\n`;
  const { results } = await measureText(
    spec,
    row({}) +
      row({ answer: 'I cannot help with that', judge: 'bad', person: 'bad', thumbs: -1, faithful: 0.5 }) +
      row({
        answer: 'mail me@example.org',
        error: 'timeout',
        lang: 'de',
        judge: 'good',
        person: 'bad',
        thumbs: null,
      }) +
      row({
        answer: '{"a":1}',
        ms: 500,
        lang: 'de',
        judge: 'bad',
        person: 'bad',
        thumbs: null,
        faithful: null,
      }),
  );
  const value = (id: string, slice?: string) => figureOf(results[0], id, slice).value;
  expect(value('refusal_rate')).toBe(0.25);
  expect(value('refusal_rate', 'group:lang=en')).toBe(0.5);
  expect(value('personal_data_rate')).toBe(0.25);
  expect(value('error_rate')).toBe(0.25);
  expect(value('valid_json_rate')).toBe(0.25);
  expect(value('mean_feedback')).toBe(0);
  expect(value('mean_value', 'column:ms')).toBe(200);
  expect(value('mean_value', 'column:faithful')).toBeCloseTo(2.5 / 3, 9);
  // Observed agreement 3/4, expected 1/4 · 1/2 + 3/4 · 1/2 … = 1/2: κ = 1/2.
  expect(value('cohen_kappa')).toBe(0.5);
});

describe('OpenTelemetry', () => {
  const attributes = (all: Readonly<Record<string, string | number | boolean>>) =>
    Object.entries(all).map(([key, x]) => ({
      key,
      value:
        typeof x === 'string'
          ? { stringValue: x }
          : typeof x === 'boolean'
            ? { boolValue: x }
            : { doubleValue: x },
    }));
  const log = (nanos: string, all: Readonly<Record<string, string | number>>) =>
    `${JSON.stringify({
      resourceLogs: [
        {
          scopeLogs: [
            {
              logRecords: [
                { timeUnixNano: nanos, eventName: 'gen_ai.evaluation.result', attributes: attributes(all) },
                { timeUnixNano: nanos, body: { stringValue: 'noise' } },
              ],
            },
          ],
        },
      ],
    })}\n`;
  const evaluation = (id: string, name: string, score: number, more = {}) =>
    log('1791243000000000000', {
      'gen_ai.response.id': id,
      'gen_ai.evaluation.name': name,
      'gen_ai.evaluation.score.value': score,
      ...more,
    });
  const otel = specOf(`
monitor: assistant
system: SYS-0002
source: { format: otel, path: collector.jsonl }
window: { column: time, size: day }
task: text
text: { evaluations: [Relevance, Toxicity], judge: Relevance.label }
protected: [{ column: gen_ai.request.model }]
smallest_cell: 1
`);

  test('evaluation results of the collector’s file become columns, one row for each answer', () =>
    inFolder(async (folder) => {
      const span = `${JSON.stringify({
        resourceSpans: [
          {
            scopeSpans: [
              {
                spans: [
                  {
                    traceId: 't',
                    spanId: 's',
                    attributes: attributes({ 'gen_ai.request.model': 'two' }),
                    events: [
                      {
                        name: 'gen_ai.evaluation.result',
                        timeUnixNano: '1791243000000000000',
                        attributes: attributes({
                          'gen_ai.evaluation.name': 'Relevance',
                          'gen_ai.evaluation.score.value': 0.25,
                        }),
                      },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      })}\n`;
      await writeFile(
        join(folder, 'collector.jsonl'),
        evaluation('r1', 'Relevance', 0.75, {
          'gen_ai.evaluation.score.label': 'pass',
          'gen_ai.request.model': 'one',
        }) +
          evaluation('r1', 'Toxicity', 0) +
          span,
      );
      const { results } = await withLog(otel, { folder }, (log) =>
        runMeasure(log, { spec: otel, profile: null, now: NOW, version: 't' }),
      );
      expect(results).toHaveLength(1);
      expect(results[0]).toMatchObject({ rows: 2, window: { from: '2026-10-05T00:00:00.000Z' } });
      expect(figureOf(results[0], 'mean_value', 'column:Relevance')).toMatchObject({ value: 0.5, n: 2 });
      expect(figureOf(results[0], 'mean_value', 'column:Toxicity')).toMatchObject({ value: 0, n: 1 });
    }));

  test('a file without such events, and a line that is no JSON, are errors that say so', () =>
    inFolder(async (folder) => {
      const open = async (text: string) => {
        await writeFile(join(folder, 'collector.jsonl'), text);
        return withLog(otel, { folder }, async () => null);
      };
      await expect(open('{"resourceLogs":[]}\n')).rejects.toMatchObject({
        message: expect.stringContaining('no event gen_ai.evaluation.result'),
      });
      await expect(open('{"resourceLogs":[\n')).rejects.toMatchObject({
        message: expect.stringMatching(/collector\.jsonl:1 is no JSON/),
      });
    }));
});
