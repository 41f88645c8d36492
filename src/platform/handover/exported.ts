import type { Manifest } from './format.ts';

/** What an export holds. */
export type Exported = {
  readonly file: string;
  readonly kind: Manifest['kind'];
  readonly bytes: number;
  readonly rows: number;
  readonly files: number;
  readonly entries: number;
};

/** A file that waits to be downloaded. */
export type OnShelf = { readonly name: string; readonly bytes: number; readonly madeAt: string };

/** The exports of one organisation that its administrators made from the web; each stays for a week. */
export type Shelf = {
  readonly make: (request: {
    readonly passphrase: string;
    readonly to: string | null;
  }) => Promise<Omit<Exported, 'file'> & { readonly name: string }>;
  readonly list: () => Promise<readonly OnShelf[]>;
  /** @throws AppError `not-found` */
  readonly open: (name: string) => Promise<AsyncIterable<Uint8Array>>;
  readonly remove: (name: string) => Promise<void>;
};
