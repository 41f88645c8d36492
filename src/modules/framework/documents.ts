import { render } from '#documents/render.ts';
import type { Block, DocumentTree } from '#documents/tree.ts';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { msg, speaker, t, writtenDay } from '#kernel/language.ts';
import { verdicts } from '#kernel/verdict.ts';
import { midSentence } from '#kernel/words.ts';
import type { ActionCtx, FileAnswer } from '#platform/context.ts';
import { ROLE_WORDS } from './act-roles.ts';
import { bundleOf } from './bundle.ts';
import { PRESUMPTION_NOTICE } from './known-standards.ts';
import { readinessOf } from './readiness.ts';
import { coverages, type ReadinessLine, type readinessEndpoints } from './readiness-contract.ts';

const HONEST = msg(
  'Verdicts are those that the records of ISO/IEC 42001 give. They are carried over only where the crosswalk says that our requirement asks the same or contains the other; sharing a part never counts as fulfilled.',
);

/** The readiness for another framework as a document. */
export async function readinessFile(
  ctx: ActionCtx,
  input: InputOf<typeof readinessEndpoints.readinessFile>,
): Promise<FileAnswer> {
  const { format, ...asked } = input;
  const shown = await ctx.scan((read) => readinessOf(read, asked));
  const sections: Block[] = [
    { kind: 'paragraph', text: t(HONEST) },
    ...(input.framework === 'eu-ai-act' ? [{ kind: 'paragraph' as const, text: t(PRESUMPTION_NOTICE) }] : []),
    {
      kind: 'table',
      title: t('Line by line'),
      columns: [
        { key: 'id', title: t('Id'), width: 2 },
        { key: 'title', title: t('It asks'), width: 5 },
        { key: 'covered', title: t('Covered'), width: 3 },
        { key: 'by', title: t('By ours'), width: 5 },
        { key: 'missing', title: t('Still missing'), width: 6 },
      ],
      rows: shown.lines.map((line) => ({
        id: line.id,
        title: line.title,
        covered: coveredWords(line),
        by: line.ties
          .map((tie) =>
            t('{ours} {meaning} it ({confidence})', {
              ours: tie.ours,
              meaning: t(tie.meaning),
              confidence: t(tie.confidence),
            }),
          )
          .join('; '),
        missing: line.missing.join(' '),
      })),
    },
  ];
  const tree = treeOf(ctx, {
    title: t('Readiness: {title}', { title: shown.title }),
    subtitle: `${shown.basis} ${t('Day: {day}.', { day: writtenDay(shown.day) })}`,
    sections,
  });
  return fileOf(tree, format, t('readiness-{framework}', { framework: input.framework }));
}

/** "Carried over: records partly there", or what else is the case. */
function coveredWords(line: Pick<ReadinessLine, 'coverage' | 'verdict'>): string {
  const label = t(coverages[line.coverage].label);
  return line.verdict ? `${label}: ${midSentence(t(verdicts[line.verdict].label))}` : label;
}

/** The file of one AI system for its high-risk duties, built from records, with a checkpoint of the log at its end. */
export async function bundleFile(
  ctx: ActionCtx,
  input: InputOf<typeof readinessEndpoints.bundleFile>,
): Promise<FileAnswer> {
  const bundle = await ctx.scan((read) => bundleOf(read, input.id));
  const checkpoint = await ctx.checkpoint(`file of ${bundle.system.ref} for high-risk duties`);
  const said = {
    ref: bundle.system.ref,
    outcomes: bundle.outcomes.map((each) => t(each)).join(', ') || t('no outcome'),
  };
  const tree = treeOf(ctx, {
    title: t('{name}: records for high-risk duties of the AI Act', { name: bundle.system.name }),
    subtitle: bundle.confirmed
      ? t('{ref}. Classification confirmed by a person: {outcomes}.', said)
      : t('{ref}. Classification proposed, not confirmed: {outcomes}.', said),
    checkpoint,
    landscape: true,
    sections: [
      {
        kind: 'paragraph',
        text: t(
          'This file supports the work on these duties; it proves no conformity. What is missing is said with each duty.',
        ),
      },
      { kind: 'paragraph', text: t(PRESUMPTION_NOTICE) },
      ...bundle.parts.flatMap(partBlocks),
    ],
  });
  return fileOf(tree, input.format, t('ai-act-{ref}', { ref: bundle.system.ref.toLowerCase() }));
}

function partBlocks(part: OutputOf<typeof readinessEndpoints.bundle>['parts'][number]): Block[] {
  const facts = [
    {
      key: t('Binds'),
      value:
        part.roles.map((each) => t(ROLE_WORDS[each] ?? each)).join(', ') ||
        t('none of the roles recorded for this system'),
    },
    {
      key: t('Applies from'),
      value: [part.from ? writtenDay(part.from) : t('open'), part.dateNote].filter(Boolean).join('. '),
    },
    { key: t('Confidence of the pack'), value: part.confidence ? t(part.confidence) : t('not stated') },
  ];
  return [
    { kind: 'heading', level: 1, text: part.title },
    ...(part.summary ? [{ kind: 'paragraph' as const, text: part.summary }] : []),
    { kind: 'keyValues', entries: facts },
    ...(part.records.length > 0
      ? [
          {
            kind: 'table' as const,
            title: t('Records for {title}', { title: part.title }),
            columns: [
              { key: 'ref', title: t('Reference'), width: 2 },
              { key: 'kind', title: t('Kind'), width: 3 },
              { key: 'title', title: t('Title'), width: 6 },
              { key: 'state', title: t('State'), width: 2 },
              { key: 'evidence', title: t('Evidence'), width: 4 },
            ],
            rows: part.records.map((each) => ({
              ref: each.ref,
              kind: t(each.kind),
              title: each.title,
              state: each.state ? t(each.state) : '',
              evidence: each.evidence.join(', '),
            })),
          },
        ]
      : []),
    ...(part.missing.length > 0
      ? [
          { kind: 'heading' as const, level: 2 as const, text: t('What is missing') },
          { kind: 'list' as const, items: part.missing },
        ]
      : []),
  ];
}

function treeOf(
  ctx: ActionCtx,
  rest: Pick<DocumentTree, 'title' | 'sections'> & Partial<DocumentTree>,
): DocumentTree {
  return {
    organisation: ctx.org.name,
    register: t('Standards and laws'),
    language: speaker().locale,
    createdAt: ctx.now,
    ...rest,
  };
}

async function fileOf(
  tree: DocumentTree,
  format: Parameters<typeof render>[1],
  name: string,
): Promise<FileAnswer> {
  const { bytes, mediaType, extension } = await render(tree, format);
  return { body: bytes, mediaType, name: `${name}.${extension}` };
}
