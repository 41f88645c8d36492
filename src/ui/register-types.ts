import type { ReactNode } from 'react';

/** A record as a list shows it. */
export type Row = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
};

/** What a list shows of each record. */
export type Column = {
  readonly key: string;
  readonly title: string;
  readonly render?: (row: Row) => ReactNode;
  readonly number?: boolean;
  readonly sortable?: boolean;
};

/** What a list can be narrowed by. */
export type Filter = {
  readonly key: string;
  readonly title: string;
  /** `choice` by default: one or more of the options. */
  readonly kind?: 'choice' | 'text' | 'number';
  readonly options?: readonly { readonly value: string; readonly label: string }[];
};
