import { addressIn, toolAt, toolNamed } from './recognise.ts';

/** One line of a pasted list or bookmark file, as it was understood. */
export type ListedUse = {
  /** Where it stood, counted from 1. */
  readonly line: number;
  /** What it is called: the tool that was recognised, else the words of the line. */
  readonly tool: string;
  readonly maker: string | null;
  readonly host: string | null;
  readonly address: string | null;
  readonly since: string | null;
  readonly recognised: boolean;
};
export type ReadList = {
  readonly kind: 'bookmarks' | 'list';
  readonly uses: readonly ListedUse[];
  /** There was more than is read at once. */
  readonly cut: boolean;
};

/** How many lines of a list, or bookmarks of a file, are read; the rest is named as not read. */
const MOST_LINES = 20_000;
const MOST_TAG = 4000;
const MOST_NAME = 500;

/**
 * Reads what was pasted: a bookmark file (Netscape format, as browsers export it) or lines of a spreadsheet. Everything is
 * text: nothing is run, loaded or followed. Bookmarks that no AI tool is behind are left out; lines of a list stay.
 * @param today the latest day that can be believed of a bookmark
 */
export function readList(text: string, today: string): ReadList {
  if (!isBookmarks(text)) {
    const lines = text.split(/\r\n|\r|\n/);
    return { kind: 'list', uses: linesOf(lines.slice(0, MOST_LINES)), cut: lines.length > MOST_LINES };
  }
  const all = bookmarksIn(text, today);
  return {
    kind: 'bookmarks',
    uses: all.filter((each) => each.recognised),
    cut: all.length === MOST_LINES,
  };
}

function isBookmarks(text: string): boolean {
  const start = text.slice(0, 4000).toLowerCase();
  return (
    start.includes('netscape-bookmark-file') || /<dt>\s*<(a|h3)\b/.test(start) || start.includes('<a href')
  );
}

/**
 * Anchors, one after the other. From each only a bounded stretch is looked at, so that the time grows with the length of
 * the file, whatever it holds.
 */
function bookmarksIn(given: string, today: string): readonly ListedUse[] {
  // Pictures of pages are most of such a file, and say nothing here.
  const text = given.replace(/\sicon="[^"]*"/gi, '');
  const found: ListedUse[] = [];
  for (const match of text.matchAll(/<a\s/gi)) {
    if (found.length === MOST_LINES) break;
    const start = match.index + 3;
    const end = tagEnd(text, start);
    const attributes = attributesOf(text.slice(start, end));
    const after = text.slice(end + 1, end + 1 + MOST_NAME);
    const stop = /<\/?a\b/i.exec(after)?.index ?? after.length;
    found.push(
      listed(found.length + 1, {
        name: plain(after.slice(0, stop)),
        href: attributes.href ?? '',
        since: dayOf(attributes.add_date, today),
      }),
    );
  }
  return found;
}

/** Where a tag ends: the first `>` outside quotes, or where nobody would believe it any more. */
function tagEnd(text: string, from: number): number {
  const last = Math.min(text.length, from + MOST_TAG);
  let quote = '';
  for (let i = from; i < last; i += 1) {
    const letter = text[i]!;
    if (quote !== '') quote = letter === quote ? '' : quote;
    else if (letter === '"' || letter === "'") quote = letter;
    else if (letter === '>') return i;
  }
  return last;
}

function attributesOf(tag: string): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [, name, double, single, bare] of tag.matchAll(
    /([a-z_-]{1,30})\s{0,5}=\s{0,5}(?:"([^"]*)(?:"|$)|'([^']*)(?:'|$)|([^\s"'>]+))/gi,
  ))
    found[name!.toLowerCase()] ??= plain(double ?? single ?? bare ?? '');
  return found;
}

/** Bookmarks count seconds since 1970; some exporters milli- or microseconds. A day that cannot be is left out. */
function dayOf(stamp: string | undefined, today: string): string | null {
  if (!stamp || !/^\d{9,16}$/.test(stamp)) return null;
  const seconds = Number(stamp) / (stamp.length > 13 ? 1e6 : stamp.length > 11 ? 1e3 : 1);
  const day = new Date(seconds * 1000).toISOString().slice(0, 10);
  return day >= '1990-01-01' && day <= today ? day : null;
}

/** One use to a line; cells end in a tab, a semicolon or, where neither is there, a comma. */
function linesOf(lines: readonly string[]): readonly ListedUse[] {
  return lines.flatMap((line, i) => {
    const mark = ['\t', ';', ','].find((each) => line.includes(each));
    const cells = (mark ? line.split(mark) : [line]).map((cell) => plain(cell.replace(/^\s*"|"\s*$/g, '')));
    const named = cells.find((cell) => cell !== '');
    if (!named || (i === 0 && isHead(cells))) return [];
    const href = cells.find((cell) => addressIn(cell)) ?? '';
    const name = cells.find((cell) => toolNamed(cell)) ?? named;
    return [listed(i + 1, { name, href, since: null })];
  });
}

function isHead(cells: readonly string[]): boolean {
  const heads =
    /^(name|tool|tools|software|app|application|ai tool|url|address|link|system|anwendung|adresse)$/i;
  return cells.length > 0 && cells.filter((cell) => cell !== '').every((cell) => heads.test(cell));
}

function listed(
  line: number,
  said: { readonly name: string; readonly href: string; readonly since: string | null },
): ListedUse {
  const address = addressIn(said.href);
  const tool = (address && toolAt(address)) ?? toolNamed(said.name);
  const place = address ? `${address.host}${address.path}` : null;
  return {
    line,
    tool: (tool?.name ?? said.name ?? '').slice(0, 200) || (place ?? '').slice(0, 200) || `Line ${line}`,
    maker: tool?.maker ?? null,
    host: address?.host ?? null,
    address: place?.slice(0, 300) ?? null,
    since: said.since,
    recognised: tool !== null,
  };
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
};

/** Text without tags and control characters, entities as what they stand for. */
function plain(text: string): string {
  return text
    .slice(0, 4000)
    .replace(/<[^<>]{0,500}>/g, ' ')
    .replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,6}));/gi, (whole, decimal, hex, name) => {
      if (name) return ENTITIES[String(name).toLowerCase()] ?? whole;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code > 31 && code < 0x110000 && (code < 0xd800 || code > 0xdfff)
        ? String.fromCodePoint(code)
        : ' ';
    })
    .replace(/[\p{Cc}\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
