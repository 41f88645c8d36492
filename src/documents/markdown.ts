import { t, writtenDay } from '#kernel/language.ts';
import { type Block, type DocumentTree, printable } from './tree.ts';

/** The document as Markdown (CommonMark with tables). */
export function toMarkdown(tree: DocumentTree): string {
  const head = [
    `# ${inline(tree.title)}`,
    tree.subtitle ? inline(tree.subtitle) : '',
    `${inline(tree.organisation)}, ${writtenDay(tree.createdAt)}`,
  ];
  const end = tree.checkpoint
    ? [`## ${t('Checkpoint')}`, `\`\`\`\n${printable(tree.checkpoint).replaceAll('```', "'''")}\n\`\`\``]
    : [];
  return `${[...head, ...tree.sections.map(block), ...end].filter(Boolean).join('\n\n')}\n`;
}

function block(each: Block): string {
  switch (each.kind) {
    case 'heading':
      return `${'#'.repeat(each.level + 1)} ${inline(each.text)}`;
    case 'paragraph':
      return inline(each.text);
    case 'list':
      return each.items.map((item) => `- ${inline(item)}`).join('\n');
    case 'keyValues':
      return each.entries.map(({ key, value }) => `- **${inline(key)}:** ${inline(value)}`).join('\n');
    case 'table':
      return [
        row(each.columns.map((column) => column.title)),
        row(
          each.columns.map(() => '---'),
          true,
        ),
        ...each.rows.map((cells) => row(each.columns.map((column) => cells[column.key] ?? ''))),
      ].join('\n');
  }
}

function row(cells: readonly string[], raw = false): string {
  return `| ${cells.map((cell) => (raw ? cell : inline(cell).replaceAll('|', '\\|').replaceAll('\n', '<br>'))).join(' | ')} |`;
}

/** Escapes what Markdown or HTML would take for markup. */
function inline(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]#<>]/g, '\\$&');
}
