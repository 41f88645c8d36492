/** One document, written once and drawn in every format. Isomorphic: no library, no node. */
export type DocumentTree = {
  readonly title: string;
  readonly subtitle?: string;
  readonly organisation: string;
  /** Which register it comes from; stands in the page header. */
  readonly register?: string;
  /** The day it shows, when that is not today. */
  readonly asOf?: string;
  readonly language: string;
  readonly version?: string;
  /** ISO-8601 UTC. */
  readonly createdAt: string;
  readonly landscape?: boolean;
  /** A signed checkpoint, printed as it is at the end. */
  readonly checkpoint?: string;
  readonly sections: readonly Block[];
};

/** In whose dress a document goes out. */
export type HouseStyle = {
  readonly nameLine: string | null;
  readonly footer: string | null;
  /** Of headings, `#rrggbb`. */
  readonly colour: string | null;
  readonly logo: {
    readonly png: Uint8Array;
    readonly width: number;
    readonly height: number;
    readonly alt: string;
  } | null;
};

export type Block =
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'paragraph'; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'keyValues';
      readonly entries: readonly { readonly key: string; readonly value: string }[];
    }
  | Table;

export type Table = {
  readonly kind: 'table';
  readonly title: string;
  /** `width` in shares of the page. */
  readonly columns: readonly { readonly key: string; readonly title: string; readonly width: number }[];
  readonly rows: readonly Readonly<Record<string, string>>[];
};

export const formats = ['docx', 'pdf', 'xlsx', 'html', 'md'] as const;
export type Format = (typeof formats)[number];

/** Text without the control characters that no format can hold; line breaks and tabs stay. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]|[\u{fffe}\u{ffff}]/gu, '').toWellFormed();
}
