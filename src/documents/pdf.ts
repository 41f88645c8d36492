import { resolve } from 'node:path';
import { NodeCompiler, PdfStandard } from '@myriaddreamin/typst-ts-node-compiler';
import { t, writtenDay } from '#kernel/language.ts';
import { type Block, type DocumentTree, type HouseStyle, printable } from './tree.ts';

/**
 * The document as tagged PDF, PDF/UA-1 by default or PDF/A-2a for the archive. The form is asked of the writer; that
 * the file conforms was not checked by a validator. A character that no font here can draw is written as its number,
 * such as [U+6570]: an accessible file may not hold a blank in its place. Install a font for it and it is drawn.
 * @throws Error with the typesetter's own words
 */
export function toPdf(tree: DocumentTree, house: HouseStyle | null = null, archive = false): Uint8Array {
  const compiler = NodeCompiler.create({
    fontArgs: [{ fontPaths: ['/usr/share/fonts', '/usr/local/share/fonts'] }],
  });
  if (house?.logo) compiler.mapShadow(resolve(`.${LOGO}`), Buffer.from(house.logo.png));
  const undrawable = new Set<string>();
  for (;;) {
    const compiled = compiler.compile({
      mainFileContent: source(replaceAll(tree, undrawable), house && replaceAll(house, undrawable)),
    });
    if (!compiled.result)
      throw new Error(
        `The document cannot be set: ${JSON.stringify(compiler.fetchDiagnostics(compiled.takeDiagnostics()!))}`,
      );
    try {
      return compiler.pdf(compiled.result, {
        pdfStandard: archive ? PdfStandard.A_2a : PdfStandard.UA_1,
        creationTimestamp: Math.floor(Date.parse(tree.createdAt) / 1000),
      });
    } catch (error) {
      const missing = missingGlyphs(
        `${(error as Error).message} ${(error as { code?: string }).code ?? ''}`,
      ).filter((each) => !undrawable.has(each));
      if (missing.length === 0) throw error;
      for (const each of missing) undrawable.add(each);
    }
  }
}

/** The characters of "the text … could not be displayed with font …". */
function missingGlyphs(message: string): string[] {
  return [...message.matchAll(/the text `\\?"(.+?)\\?"` could not be displayed/gs)].flatMap((match) => [
    ...match[1]!.replace(/(?<!\\)\\+u\{([0-9a-f]+)\}/g, (_, hex: string) =>
      String.fromCodePoint(Number.parseInt(hex, 16)),
    ),
  ]);
}

function replaceAll<T extends DocumentTree | HouseStyle>(tree: T, undrawable: ReadonlySet<string>): T {
  if (undrawable.size === 0) return tree;
  const replaced = (text: string) =>
    [...text]
      .map((each) =>
        undrawable.has(each)
          ? `[U+${each.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}]`
          : each,
      )
      .join('');
  return JSON.parse(JSON.stringify(tree), (_key, value: unknown) =>
    typeof value === 'string' ? replaced(value) : value,
  ) as T;
}

/** Where the typesetter finds the logo: below its workspace, which is the folder of this process; nothing lies there. */
const LOGO = '/logo.png';

/** The name line and logo above the title. */
function dress({ nameLine, logo }: HouseStyle): string {
  const picture = logo
    ? `#image(${string(LOGO)}, alt: ${string(logo.alt)}, height: 12mm, fit: "contain")`
    : '';
  const name = nameLine ? `#text(size: 10pt, weight: "bold", ${string(nameLine)})` : '';
  return `#grid(columns: (1fr, auto), align: (left + horizon, right + horizon), [${name}], [${picture}])`;
}

function source(tree: DocumentTree, house: HouseStyle | null): string {
  const header = [
    tree.organisation,
    tree.register,
    tree.asOf && t('as of {day}', { day: writtenDay(tree.asOf) }),
  ]
    .filter((part) => part !== undefined)
    .join(' · ');
  const checkpoint = tree.checkpoint
    ? `#heading(level: 2, ${string(t('Checkpoint'))})\n#block(text(size: 7pt, raw(${string(tree.checkpoint)}, block: true)))`
    : '';
  return `#set document(title: ${string(tree.title)}, author: ${string(tree.organisation)})
#set text(lang: ${string(tree.language)}, size: 9pt, fill: rgb("#1e293b"), font: ("Libertinus Serif", "New Computer Modern"))
#set page(paper: "a4", flipped: ${tree.landscape ? 'true' : 'false'}, margin: (x: 16mm, top: 20mm, bottom: 18mm),
  header: text(size: 7.5pt, fill: rgb("#64748b"))[#${string(header)} #h(1fr) #${string(tree.version ? t('Version {version}', { version: tree.version }) : writtenDay(tree.createdAt))}],
  footer: context text(size: 7.5pt, fill: rgb("#64748b"))[#${string(house?.footer ?? tree.title)} #h(1fr) #counter(page).display(${string(t('1 of 1'))}, both: true)])
#set par(leading: 0.55em)
#show heading: set block(above: 1.4em, below: 0.7em)
${house?.colour ? `#show heading: set text(fill: rgb(${string(house.colour)}))` : ''}
#show heading.where(level: 1): set text(size: 17pt)
#show heading.where(level: 2): set text(size: 11.5pt)
#set table(stroke: (x, y) => (bottom: if y == 0 { 0.7pt + rgb("#94a3b8") } else { 0.4pt + rgb("#e2e8f0") }), inset: (x: 4pt, y: 4.5pt))
#show table.cell: set par(justify: false)
${house ? dress(house) : ''}
#heading(level: 1, ${string(tree.title)})
${tree.subtitle ? `#text(fill: rgb("#64748b"), ${string(tree.subtitle)})` : ''}

${tree.sections.map(block).join('\n\n')}

${checkpoint}
`;
}

function block(each: Block): string {
  switch (each.kind) {
    case 'heading':
      return `#heading(level: ${each.level + 1}, ${string(each.text)})`;
    case 'paragraph':
      return `#par(${string(each.text)})`;
    case 'list':
      return `#list(${each.items.map((item) => `[#${string(item)}]`).join(', ')})`;
    case 'keyValues':
      return `#terms(separator: [: ], ${each.entries.map(({ key, value }) => `terms.item(${string(key)}, ${string(value)})`).join(', ')})`;
    case 'table':
      return `#table(columns: (${each.columns.map((column) => `${column.width}fr`).join(', ')}${each.columns.length === 1 ? ',' : ''}), align: left + top,
  table.header(${each.columns.map((column) => `text(weight: "bold", size: 8pt, ${string(column.title)})`).join(', ')}),
  ${each.rows.map((row) => each.columns.map((column) => `text(size: 8pt, ${string(row[column.key] ?? '')})`).join(', ')).join(',\n  ')})`;
  }
}

/** A Typst string literal: inside it nothing is markup, so only the literal's own rules need escaping. */
function string(text: string): string {
  return `"${printable(text).replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n').replace(/\t/g, ' ')}"`;
}
