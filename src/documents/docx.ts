import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  HeadingLevel,
  ImageRun,
  Packer,
  PageNumber,
  PageOrientation,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx';
import { t, writtenDay } from '#kernel/language.ts';
import {
  type Block,
  type DocumentTree,
  type HouseStyle,
  printable,
  type Table as TableBlock,
} from './tree.ts';

const HEADINGS = [HeadingLevel.HEADING_1, HeadingLevel.HEADING_2, HeadingLevel.HEADING_3] as const;
const GREY = '64748B';
/** Text width of A4 in twentieths of a point, upright and across. */
const WIDTH = { upright: 9638, across: 14_570 } as const;

/** The document as DOCX: real headings, header and footer, table heads repeated on every page. */
export async function toDocx(tree: DocumentTree, house: HouseStyle | null = null): Promise<Uint8Array> {
  const width = tree.landscape ? WIDTH.across : WIDTH.upright;
  const document = new Document({
    title: printable(tree.title),
    creator: printable(tree.organisation),
    styles: {
      default: {
        document: { run: { font: 'Calibri', size: 20, language: { value: tree.language } } },
        ...(house?.colour && headingColours(house.colour.slice(1))),
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { orientation: tree.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT },
            margin: { top: 1134, bottom: 1020, left: 1134, right: 1134 },
          },
        },
        headers: {
          default: new Header({
            children: [
              small(
                [
                  tree.organisation,
                  tree.register,
                  tree.asOf && t('as of {day}', { day: writtenDay(tree.asOf) }),
                ]
                  .filter(Boolean)
                  .join(' · '),
              ),
            ],
          }),
        },
        footers: {
          default: new Footer({
            children: [
              ...(house?.footer ? [small(house.footer)] : []),
              new Paragraph({
                alignment: AlignmentType.RIGHT,
                children: [
                  new TextRun({
                    children: [PageNumber.CURRENT, t(' of '), PageNumber.TOTAL_PAGES],
                    size: 16,
                    color: GREY,
                  }),
                ],
              }),
            ],
          }),
        },
        children: [
          ...(house ? dress(house) : []),
          new Paragraph({ heading: HeadingLevel.TITLE, children: runs(tree.title) }),
          ...(tree.subtitle ? [new Paragraph({ children: runs(tree.subtitle) })] : []),
          ...tree.sections.flatMap((each) => block(each, width)),
          ...(tree.checkpoint
            ? [
                new Paragraph({ heading: HeadingLevel.HEADING_1, children: runs(t('Checkpoint')) }),
                ...tree.checkpoint.split('\n').map(
                  (line) =>
                    new Paragraph({
                      children: [new TextRun({ text: printable(line), font: 'Consolas', size: 16 })],
                    }),
                ),
              ]
            : []),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(document));
}

/** Pixels of the logo's height on paper. */
const LOGO_HEIGHT = 45;

/** The logo and the name line above the title. */
function dress({ logo, nameLine }: HouseStyle): Paragraph[] {
  return [
    ...(logo
      ? [
          new Paragraph({
            alignment: AlignmentType.RIGHT,
            children: [
              new ImageRun({
                type: 'png',
                data: logo.png,
                transformation: {
                  width: Math.round((logo.width * LOGO_HEIGHT) / logo.height),
                  height: LOGO_HEIGHT,
                },
                altText: { name: 'Logo', title: printable(logo.alt), description: printable(logo.alt) },
              }),
            ],
          }),
        ]
      : []),
    ...(nameLine
      ? [new Paragraph({ children: [new TextRun({ text: printable(nameLine), bold: true })] })]
      : []),
  ];
}

function headingColours(color: string) {
  const run = { run: { color } };
  return { title: run, heading1: run, heading2: run, heading3: run };
}

function block(each: Block, width: number): (Paragraph | Table)[] {
  switch (each.kind) {
    case 'heading':
      return [new Paragraph({ heading: HEADINGS[each.level - 1]!, children: runs(each.text) })];
    case 'paragraph':
      return [new Paragraph({ children: runs(each.text) })];
    case 'list':
      return each.items.map((item) => new Paragraph({ bullet: { level: 0 }, children: runs(item) }));
    case 'keyValues':
      return each.entries.map(
        ({ key, value }) =>
          new Paragraph({
            children: [new TextRun({ text: `${printable(key)}: `, bold: true }), ...runs(value)],
          }),
      );
    case 'table':
      return [table(each, width)];
  }
}

function table(each: TableBlock, width: number): Table {
  const shares = each.columns.reduce((sum, column) => sum + column.width, 0);
  const widths = each.columns.map((column) => Math.floor((width * column.width) / shares));
  const line = (color: string) => ({ style: BorderStyle.SINGLE, size: 4, color });
  const cell = (text: string, i: number, bold = false) =>
    new TableCell({
      width: { size: widths[i]!, type: WidthType.DXA },
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children: text
        .split('\n')
        .map((part) => new Paragraph({ children: [new TextRun({ text: printable(part), size: 17, bold })] })),
    });
  const none = { style: BorderStyle.NONE, size: 0, color: 'auto' };
  return new Table({
    columnWidths: widths,
    width: { size: width, type: WidthType.DXA },
    borders: {
      top: none,
      left: none,
      right: none,
      bottom: line('94A3B8'),
      insideVertical: none,
      insideHorizontal: line('E2E8F0'),
    },
    rows: [
      new TableRow({
        tableHeader: true,
        cantSplit: true,
        children: each.columns.map((column, i) => cell(column.title, i, true)),
      }),
      ...each.rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: each.columns.map((column, i) => cell(row[column.key] ?? '', i)),
          }),
      ),
    ],
  });
}

function small(text: string): Paragraph {
  return new Paragraph({ children: [new TextRun({ text: printable(text), size: 16, color: GREY })] });
}

function runs(text: string): TextRun[] {
  return printable(text)
    .split('\n')
    .map((part, i) => new TextRun({ text: part, ...(i > 0 && { break: 1 }) }));
}
