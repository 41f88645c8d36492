import { t, writtenDay } from '#kernel/language.ts';
import { type Block, type DocumentTree, printable } from './tree.ts';

/** How a page is shown to people who come from outside. */
export type PageOptions = {
  /** For reading on any screen, in light and dark, rather than for printing wide tables. */
  readonly reading?: boolean;
  /** Search engines may list it. */
  readonly indexed?: boolean;
  /** A sentence above all, such as that a newer version exists. */
  readonly note?: string;
  readonly links?: readonly { readonly href: string; readonly text: string }[];
};

/** The document as one HTML page: self-contained, printable, nothing loaded from anywhere. */
export function toHtml(tree: DocumentTree, options: PageOptions = {}): string {
  const checkpoint = tree.checkpoint
    ? `<h2>${t('Checkpoint')}</h2><pre>${escaped(tree.checkpoint)}</pre>`
    : '';
  return `<!doctype html>
<html lang="${escaped(tree.language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">${options.reading && !options.indexed ? '<meta name="robots" content="noindex">' : ''}<title>${escaped(tree.title)}</title><style>${CSS}${options.reading ? READING : ''}</style></head>
<body>${options.note ? `<p class="note" role="note">${escaped(options.note)}</p>` : ''}<header><p>${escaped(tree.organisation)}${tree.register ? ` · ${escaped(tree.register)}` : ''}${tree.asOf ? ` · ${escaped(t('as of {day}', { day: writtenDay(tree.asOf) }))}` : ''}</p><h1>${escaped(tree.title)}</h1>${tree.subtitle ? `<p>${escaped(tree.subtitle)}</p>` : ''}</header>
<main>${tree.sections.map(block).join('\n')}${checkpoint}</main>${linksOf(options.links)}</body></html>
`;
}

function block(each: Block): string {
  switch (each.kind) {
    case 'heading':
      return `<h${each.level + 1}>${escaped(each.text)}</h${each.level + 1}>`;
    case 'paragraph':
      return `<p>${lines(each.text)}</p>`;
    case 'list':
      return `<ul>${each.items.map((item) => `<li>${lines(item)}</li>`).join('')}</ul>`;
    case 'keyValues':
      return `<dl>${each.entries.map(({ key, value }) => `<dt>${escaped(key)}</dt><dd>${lines(value)}</dd>`).join('')}</dl>`;
    case 'table':
      return `<table><caption>${escaped(each.title)}</caption><thead><tr>${each.columns.map((column) => `<th scope="col">${escaped(column.title)}</th>`).join('')}</tr></thead><tbody>${each.rows
        .map(
          (row) =>
            `<tr>${each.columns.map((column) => `<td>${lines(row[column.key] ?? '')}</td>`).join('')}</tr>`,
        )
        .join('')}</tbody></table>`;
  }
}

function lines(text: string): string {
  return escaped(text).replaceAll('\n', '<br>');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return printable(text).replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

function linksOf(links: PageOptions['links']): string {
  if (!links?.length) return '';
  return `<nav aria-label="${escaped(t('Other forms and versions'))}"><ul>${links.map(({ href, text }) => `<li><a href="${escaped(href)}">${escaped(text)}</a></li>`).join('')}</ul></nav>`;
}

/** One column of reading width, larger type, both themes; a wide table becomes cards on a phone. */
const READING = `:root{color-scheme:light dark}body{max-width:44rem;font-size:16px;line-height:26px}h1{font-size:30px;line-height:38px}h2{font-size:19px;line-height:28px;margin-top:32px}table{font-size:14px;line-height:22px}.note{border:1px solid #b45309;border-radius:6px;padding:8px 14px;margin:0 0 24px}nav{margin-top:40px;border-top:1px solid #cbd5e1;padding-top:12px}nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 20px}a{color:#4338ca}
@media (prefers-color-scheme:dark){body{background:#0e1420;color:#e2e8f0}header p,dt,caption{color:#94a3b8}th,td{border-bottom-color:#222d42}th{border-bottom-color:#475569}a{color:#a5b4fc}.note{border-color:#fbbf24}nav{border-top-color:#334155}}
@media (max-width:600px){body{margin:20px auto;padding:0 16px}h1{font-size:24px;line-height:32px}dl{grid-template-columns:1fr;gap:0}dd{margin-bottom:8px}thead{display:none}tr{display:block;padding:8px 0;border-bottom:1px solid #94a3b8}td{display:block;border:0;padding:2px 0}td:first-child{font-weight:600}}`;

const CSS = `body{font:14px/20px Inter,system-ui,sans-serif;color:#1e293b;margin:32px auto;max-width:1200px;padding:0 24px}header p{color:#64748b;margin:0}h1{font-size:24px;line-height:32px;margin:4px 0 8px}
h2{font-size:16px;line-height:24px;margin:24px 0 8px}dl{display:grid;grid-template-columns:max-content 1fr;gap:4px 16px}dt{color:#64748b}dd{margin:0}
table{border-collapse:collapse;width:100%;font-size:13px;line-height:18px}caption{text-align:left;color:#64748b;padding:0 0 4px}th,td{text-align:left;vertical-align:top;padding:6px 8px;border-bottom:1px solid #e2e8f0}th{border-bottom-color:#94a3b8}
thead{display:table-header-group}tr{break-inside:avoid}pre{font-size:12px;white-space:pre-wrap;overflow-wrap:anywhere}@page{size:A4 landscape;margin:16mm}@media print{body{margin:0;max-width:none;padding:0}}`;
