import { render } from '#documents/render.ts';
import type { DocumentTree } from '#documents/tree.ts';
import { fileName } from '#documents/words.ts';
import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import type { ActionCtx, Ctx, FileAnswer } from '#platform/context.ts';
import { actorNames } from '#platform/register/history.ts';
import { readRecord } from '#platform/register/operations.ts';
import { impact } from './contract.ts';
import { type DocumentKind, impactDocument, impactJson, type Print } from './document.ts';
import { processingDocument, processingRecord } from './processing.ts';
import { shownContent } from './queries.ts';
import { documentIn } from './snapshot.ts';

type Format = 'json' | 'docx' | 'pdf';

/**
 * One document of an assessment as a file: as it was approved, or as it stands while it is worked on, with its gaps.
 * @throws AppError `wrong-state` for a DPIA or a FRIA that is not due, or of which nobody knows whether it is
 */
export async function exportImpact(
  ctx: ActionCtx,
  input: { readonly id: string; readonly as: DocumentKind; readonly format: Format },
): Promise<FileAnswer> {
  const { version, frozen, print } = await ctx.read(async (read) => {
    const record = await readRecord(read, impact, { id: input.id });
    const content = await shownContent(read, record);
    const ids = [
      record.submittedBy,
      record.approvedBy,
      content.system.ownerId,
      ...content.answers.map((each) => each.by),
      ...content.entries.map((each) => each.acceptedBy),
      ...content.indicators.map((each) => each.watcherId),
    ].filter((each): each is string => typeof each === 'string');
    const names = await actorNames(read, [...new Set(ids)]);
    return { version: record, frozen: content, print: printOf(read, names) };
  });
  if (input.as !== 'summary') refuseUndue(documentIn(frozen, input.as));
  const name = `${input.as}-${version.ref.toLowerCase()}.${input.format}`;
  const as = { kind: input.as, print };
  if (input.format === 'json') return jsonFile(impactJson(version, frozen, as), name);
  return fileOf(impactDocument(version, frozen, as), input.format, name);
}

/** The record of processing of all AI systems with personal data. */
export async function exportProcessing(ctx: ActionCtx, format: Format): Promise<FileAnswer> {
  const activities = await ctx.scan(processingRecord);
  const name = fileName(t('record-of-processing'), format);
  if (format === 'json')
    return jsonFile(
      {
        document: 'Record of processing',
        law: 'GDPR, Article 30(1)',
        organisation: ctx.org.name,
        activities,
      },
      name,
    );
  return fileOf(processingDocument(activities, { organisation: ctx.org.name, now: ctx.now }), format, name);
}

function printOf(ctx: Ctx, names: ReadonlyMap<string, string>): Print {
  const dimensions = ctx.catalog.packs['impact-dimensions'];
  return {
    organisation: ctx.org.name,
    now: ctx.now,
    nameOf: (id) => (id === null ? t('Nobody') : (names.get(id) ?? t('Somebody'))),
    categories: new Map(dimensions.dimensions.map((each) => [each.id, each.title])),
    sourceName: (ref) => {
      const found = ctx.catalog.requirement(ref);
      return found
        ? `${t(SOURCES[found.framework] ?? found.framework)} ${found.id.replace(/^(art|gdpr)-/, '')}: ${found.displayTitle}`
        : ref;
    },
    questionText: (id) =>
      ctx.catalog.packs['rights-assessment'].questions.find((each) => each.id === id)?.text ?? id,
    iso42005: dimensions.iso42005Structure.impactDimensionsReported.dimensions,
  };
}

const SOURCES: Readonly<Record<string, string>> = {
  'iso-42001': 'ISO/IEC 42001',
  'eu-ai-act': msg('EU AI Act, Article'),
  gdpr: msg('GDPR, Article'),
};

function refuseUndue(coverage: {
  readonly title: string;
  readonly due: string;
  readonly dueWaitsFor: readonly string[];
}): void {
  if (coverage.due === 'yes') return;
  throw new AppError(
    'wrong-state',
    coverage.due === 'no'
      ? `This is not due for this AI system: ${coverage.title}.`
      : `Whether this is due is not known yet: ${coverage.title}.`,
    {
      next:
        coverage.due === 'no'
          ? 'The AI system impact assessment is always there.'
          : 'Answer the question that decides it, or confirm the classification of the AI system.',
      data: { waitsFor: [...coverage.dueWaitsFor] },
    },
  );
}

function jsonFile(value: unknown, name: string): FileAnswer {
  return { body: Buffer.from(`${JSON.stringify(value, null, 2)}\n`), mediaType: 'application/json', name };
}

async function fileOf(tree: DocumentTree, format: 'docx' | 'pdf', name: string): Promise<FileAnswer> {
  const drawn = await render(tree, format);
  return { body: drawn.bytes, mediaType: drawn.mediaType, name };
}
