import type { Answer } from '#catalog/pack-schemas.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { system } from './contract.ts';

/** Which column fills which field. `key` columns tell one system from another, together with their occurrence. */
export type Mapping = {
  readonly layout: string;
  readonly key: readonly string[];
  readonly fields: Readonly<Record<string, string>>;
};

export type Cells = Readonly<Record<string, string>>;
export type Proposal = {
  readonly answers: Readonly<Record<string, Answer>>;
  readonly facts: Readonly<Record<string, string | readonly string[]>>;
  readonly reasons: Readonly<Record<string, string>>;
  readonly assumption: string;
};
export type Imported = Partial<FieldsOf<typeof system>>;

/** A file form that is recognised by its columns and read by rules of its own. */
export type Layout = {
  readonly id: string;
  readonly title: string;
  readonly recognises: (columns: readonly string[]) => boolean;
  readonly mapping: (columns: readonly string[]) => Mapping;
  readonly read: (cells: Cells, mapping: Mapping) => Imported;
  readonly propose?: (cells: Cells) => Proposal;
};
