import { toCsv } from '#documents/csv.ts';
import { render } from '#documents/render.ts';
import type { DocumentTree } from '#documents/tree.ts';
import { fileName } from '#documents/words.ts';
import { msg, speaker, t, writtenDay } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { ActionCtx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import type { FileAnswer } from '#platform/operation.ts';
import { dataset, legalBasisTitles } from './contract.ts';
import { datasets } from './read.ts';

type Dataset = RecordOf<typeof dataset>;

/** What a record of processing activities says, by the letters of GDPR Article 30(1), and two things it is read with. */
const COLUMNS = [
  { key: 'ref', title: msg('Reference'), width: 7 },
  { key: 'activity', title: msg('Processing'), width: 13 },
  {
    key: 'controllers',
    title: msg('(a) Controller, joint controllers, representative, data protection officer'),
    width: 13,
  },
  { key: 'purpose', title: msg('(b) Purposes'), width: 13 },
  { key: 'subjects', title: msg('(c) People concerned'), width: 10 },
  { key: 'categories', title: msg('(c) Categories of personal data'), width: 11 },
  { key: 'recipients', title: msg('(d) Recipients'), width: 10 },
  { key: 'transfers', title: msg('(e) Transfers to third countries and safeguards'), width: 11 },
  { key: 'retention', title: msg('(f) Time limits for erasure'), width: 10 },
  { key: 'security', title: msg('(g) Technical and organisational measures'), width: 12 },
  { key: 'basis', title: msg('Legal basis (Article 6, 9, 10)'), width: 12 },
] as const;
type Column = (typeof COLUMNS)[number]['key'];

/** Words for what nobody has said: a gap is shown, never filled. */
const GAP = msg('NOT SAID');

/** The record of processing behind the data sets that hold personal data, or may: whether they do is not known. */
export async function processingFile(
  ctx: ActionCtx,
  input: { readonly format: 'csv' | 'xlsx' | 'docx' | 'json' },
): Promise<FileAnswer> {
  const rows = await ctx.read(async (read) =>
    (
      await read.q
        .selectFrom(datasets(read).as('d'))
        .selectAll('d')
        .where('d.personalData', '<>', 'none')
        .orderBy('d.ref')
        .execute()
    ).map((row) => processingRow(decodeRecord(dataset, row), read.org.name)),
  );
  const name = fileName(t('processing-records'), input.format);
  if (input.format === 'csv')
    return {
      body: toCsv(
        COLUMNS.map((each) => t(each.title)),
        rows.map((row) => COLUMNS.map(({ key }) => row[key])),
      ),
      mediaType: 'text/csv; charset=utf-8',
      name,
    };
  if (input.format === 'json')
    return {
      body: Buffer.from(
        `${JSON.stringify({ article: 'GDPR Article 30(1)', organisation: ctx.org.name, processing: rows }, null, 2)}\n`,
      ),
      mediaType: 'application/json',
      name,
    };
  const drawn = await render(
    processingDocument(rows, { organisation: ctx.org.name, now: ctx.now }),
    input.format,
  );
  return { body: drawn.bytes, mediaType: drawn.mediaType, name };
}

function processingRow(each: Dataset, organisation: string): Record<Column, string> {
  const gap = t(GAP);
  const special = each.personalData === 'special-categories';
  const list = (words: readonly string[] | null) => words?.join(', ') || gap;
  return {
    ref: each.ref,
    activity: [
      each.name,
      each.personalData === 'unknown' && t('Whether it holds personal data is not known.'),
      each.withdrawnOn && t('Withdrawn on {day}.', { day: writtenDay(each.withdrawnOn) }),
    ]
      .filter(Boolean)
      .join('\n'),
    controllers: [
      organisation,
      each.controllers ?? t('Contact, representative and officer: {gap}', { gap }),
    ].join('\n'),
    purpose: each.purpose ?? gap,
    subjects: list(each.subjects),
    categories: [list(each.personalCategories), special && t('Special categories')]
      .filter(Boolean)
      .join('\n'),
    recipients: each.recipients ?? gap,
    transfers: each.transfers ?? gap,
    retention: each.retention ?? gap,
    security: each.security ?? gap,
    basis: [
      each.legalBasis ? t(legalBasisTitles[each.legalBasis]) : gap,
      each.legalBasisNote,
      special && (each.specialBasis ?? t('Condition of Article 9(2): {gap}', { gap })),
    ]
      .filter(Boolean)
      .join('\n'),
  };
}

function processingDocument(
  rows: readonly Record<Column, string>[],
  facts: { readonly organisation: string; readonly now: string },
): DocumentTree {
  const gaps = rows.reduce(
    (sum, row) => sum + Object.values(row).filter((text) => text.includes(t(GAP))).length,
    0,
  );
  return {
    title: t('Record of processing activities behind AI data sets'),
    subtitle: t('GDPR Article 30(1)'),
    organisation: facts.organisation,
    register: t('Data sets'),
    language: speaker().locale,
    createdAt: facts.now,
    landscape: true,
    sections: [
      {
        kind: 'keyValues',
        entries: [
          {
            key: t('Covers'),
            value: t(
              'Data sets of AI systems that hold personal data, or of which nobody has said whether they do. Other processing of the organisation is not here.',
            ),
          },
          { key: t('Data sets'), value: String(rows.length) },
          { key: t('Cells with something not said'), value: String(gaps) },
        ],
      },
      {
        kind: 'table',
        title: t('Processing'),
        columns: COLUMNS.map((each) => ({ ...each, title: t(each.title) })),
        rows,
      },
    ],
  };
}
