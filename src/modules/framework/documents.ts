import { render } from '#documents/render.ts';
import type { Block, DocumentTree } from '#documents/tree.ts';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { verdicts } from '#kernel/verdict.ts';
import type { ActionCtx, FileAnswer } from '#platform/context.ts';
import { bundleOf } from './bundle.ts';
import { PRESUMPTION_NOTICE } from './known-standards.ts';
import { readinessOf } from './readiness.ts';
import { coverages, type ReadinessLine, type readinessEndpoints } from './readiness-contract.ts';

const HONEST =
  'Verdicts are those that the records of ISO/IEC 42001 give. They are carried over only where the crosswalk says that our requirement asks the same or contains the other; sharing a part never counts as fulfilled.';

/** The readiness for another framework as a document. */
export async function readinessFile(
  ctx: ActionCtx,
  input: InputOf<typeof readinessEndpoints.readinessFile>,
): Promise<FileAnswer> {
  const { format, ...asked } = input;
  const shown = await ctx.scan((read) => readinessOf(read, asked));
  const sections: Block[] = [
    { kind: 'paragraph', text: HONEST },
    ...(input.framework === 'eu-ai-act' ? [{ kind: 'paragraph' as const, text: PRESUMPTION_NOTICE }] : []),
    {
      kind: 'table',
      title: 'Line by line',
      columns: [
        { key: 'id', title: 'Id', width: 2 },
        { key: 'title', title: 'It asks', width: 5 },
        { key: 'covered', title: 'Covered', width: 3 },
        { key: 'by', title: 'By ours', width: 5 },
        { key: 'missing', title: 'Still missing', width: 6 },
      ],
      rows: shown.lines.map((line) => ({
        id: line.id,
        title: line.title,
        covered: coveredWords(line),
        by: line.ties.map((tie) => `${tie.ours} ${tie.meaning} it (${tie.confidence})`).join('; '),
        missing: line.missing.join(' '),
      })),
    },
  ];
  const tree = treeOf(ctx, {
    title: `Readiness: ${shown.title}`,
    subtitle: `${shown.basis} Day: ${shown.day}.`,
    sections,
  });
  return fileOf(tree, format, `readiness-${input.framework}`);
}

/** "Carried over: records partly there", or what else is the case. */
function coveredWords(line: Pick<ReadinessLine, 'coverage' | 'verdict'>): string {
  const { label } = coverages[line.coverage];
  return line.verdict ? `${label}: ${verdicts[line.verdict].label.toLowerCase()}` : label;
}

/** The file of one AI system for its high-risk duties, built from records, with a checkpoint of the log at its end. */
export async function bundleFile(
  ctx: ActionCtx,
  input: InputOf<typeof readinessEndpoints.bundleFile>,
): Promise<FileAnswer> {
  const bundle = await ctx.scan((read) => bundleOf(read, input.id));
  const checkpoint = await ctx.checkpoint(`file of ${bundle.system.ref} for high-risk duties`);
  const tree = treeOf(ctx, {
    title: `${bundle.system.name}: records for high-risk duties of the AI Act`,
    subtitle: `${bundle.system.ref}. ${bundle.confirmed ? 'Classification confirmed by a person' : 'Classification proposed, not confirmed'}: ${bundle.outcomes.join(', ') || 'no outcome'}.`,
    checkpoint,
    landscape: true,
    sections: [
      {
        kind: 'paragraph',
        text: 'This file supports the work on these duties; it proves no conformity. What is missing is said with each duty.',
      },
      { kind: 'paragraph', text: PRESUMPTION_NOTICE },
      ...bundle.parts.flatMap(partBlocks),
    ],
  });
  return fileOf(tree, input.format, `ai-act-${bundle.system.ref.toLowerCase()}`);
}

function partBlocks(part: OutputOf<typeof readinessEndpoints.bundle>['parts'][number]): Block[] {
  const facts = [
    { key: 'Binds', value: part.roles.join(', ') || 'none of the roles recorded for this system' },
    { key: 'Applies from', value: [part.from ?? 'open', part.dateNote].filter(Boolean).join('. ') },
    { key: 'Confidence of the pack', value: part.confidence ?? 'not stated' },
  ];
  return [
    { kind: 'heading', level: 1, text: part.title },
    ...(part.summary ? [{ kind: 'paragraph' as const, text: part.summary }] : []),
    { kind: 'keyValues', entries: facts },
    ...(part.records.length > 0
      ? [
          {
            kind: 'table' as const,
            title: `Records for ${part.title}`,
            columns: [
              { key: 'ref', title: 'Reference', width: 2 },
              { key: 'kind', title: 'Kind', width: 3 },
              { key: 'title', title: 'Title', width: 6 },
              { key: 'state', title: 'State', width: 2 },
              { key: 'evidence', title: 'Evidence', width: 4 },
            ],
            rows: part.records.map((each) => ({
              ref: each.ref,
              kind: each.kind,
              title: each.title,
              state: each.state ?? '',
              evidence: each.evidence.join(', '),
            })),
          },
        ]
      : []),
    ...(part.missing.length > 0
      ? [
          { kind: 'heading' as const, level: 2 as const, text: 'What is missing' },
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
    register: 'Standards and laws',
    language: 'en',
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
