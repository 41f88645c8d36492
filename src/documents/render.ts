import { houseStyle } from './house-style.ts';
import type { DocumentTree, Format } from './tree.ts';

export type Rendered = { readonly bytes: Uint8Array; readonly mediaType: string; readonly extension: Format };

/** Draws a document in a format, DOCX and PDF in the style of the house that holds here. The heavy libraries are loaded when they are first needed. */
export async function render(tree: DocumentTree, format: Format): Promise<Rendered> {
  switch (format) {
    case 'docx':
      return {
        bytes: await (await import('./docx.ts')).toDocx(tree, houseStyle()),
        mediaType: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
        extension: 'docx',
      };
    case 'pdf':
      return {
        bytes: (await import('./pdf.ts')).toPdf(tree, houseStyle()),
        mediaType: 'application/pdf',
        extension: 'pdf',
      };
    case 'xlsx':
      return {
        bytes: await (await import('./xlsx.ts')).toXlsx(tree),
        mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
        extension: 'xlsx',
      };
    case 'html':
      return {
        bytes: Buffer.from((await import('./html.ts')).toHtml(tree)),
        mediaType: 'text/html; charset=utf-8',
        extension: 'html',
      };
    case 'md':
      return {
        bytes: Buffer.from((await import('./markdown.ts')).toMarkdown(tree)),
        mediaType: 'text/markdown; charset=utf-8',
        extension: 'md',
      };
  }
}
