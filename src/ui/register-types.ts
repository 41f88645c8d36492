import type { ReactNode } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import { allowed, type Decision } from '#kernel/policy.ts';
import type { Field } from './fields.tsx';
import type { Option } from './option.ts';

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
  readonly options?: readonly Option[];
};

/** What the table of a register can do beside showing: export; and where the register takes it, bring in and edit. */
export type TableActs = {
  readonly endpoints: {
    readonly exportRows: Endpoint;
    readonly importRows?: Endpoint;
    /** Edits several together. */
    readonly editMany?: Endpoint;
    /** Edits one in its place. */
    readonly update?: Endpoint;
  };
  /** The fields that people type; those that stand in a column are edited in it. */
  readonly fields: readonly Field[];
  readonly decision: Decision;
};

/** For registers whose records are made and changed only by acts of their own: the table goes out, nothing comes in. */
export function exportOnly({ exportRows }: { readonly exportRows: Endpoint }): TableActs {
  return { endpoints: { exportRows }, fields: [], decision: allowed };
}
