import type { Values } from './language.ts';
import type { Role } from './roles.ts';
import type { Outcome } from './verdict.ts';

/**
 * How a changed record or link leads to the rows of a check's population that must be judged again.
 * - `{ type }`: the changed record itself is the row
 * - `{ type, column }`: the row's id stands in that column of the changed record
 * - `{ type, rows, by }`: the rows are the records of type `rows` in whose column `by` the changed record stands
 * - `{ link, end }`: a made or removed link of that kind has the row at that end
 * - `{ type, link, end }`: the rows are at that end of the links of the changed record
 * - `{ type, whole: true }`, `{ link, whole: true }`: any change of that type or kind makes the whole check run again
 */
export type Touch =
  | { readonly type: string }
  | { readonly type: string; readonly column: string }
  | { readonly type: string; readonly rows: string; readonly by: string }
  | { readonly link: string; readonly end: 'from' | 'to' }
  | { readonly type: string; readonly link: string; readonly end: 'from' | 'to' }
  | { readonly type: string; readonly whole: true }
  | { readonly link: string; readonly whole: true };

/** One judged row. `args` is a JSON text of what the message needs; `nextAt` the day on which it flips without a write. */
export type CheckRow = {
  readonly type: string;
  readonly id: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly args: string | null;
  readonly nextAt: string | null;
};

/**
 * A conformity rule: one query over its whole population. `Context` and `Query` are the platform's; the kernel
 * names the shape so that modules register checks without knowing who judges them.
 */
export type Check<Context = unknown, Query = unknown> = {
  /** `module.rule`, stable for ever. */
  readonly id: string;
  /** Raised when the rule changes; part of fingerprints and frozen verdicts. */
  readonly version: number;
  /** Requirements of `iso-42001` such as `6.1.2` or `A.5.2`. */
  readonly requirements: readonly string[];
  readonly title: string;
  /** Checks that ask the same of one record each are one task in an inbox: what to do, and the page to do it on. */
  readonly family?: { readonly title: string; readonly href: string };
  readonly severity: 'major' | 'minor' | 'advice';
  /** Whose inbox shows its gaps; absent: everybody who keeps registers. */
  readonly fixedBy?: readonly Role[];
  readonly touches: readonly Touch[];
  /** Yields rows of `CheckRow`; `only` restricts the population to these ids. */
  readonly rows: (ctx: Context, only?: readonly string[]) => Query;
  /** Why an empty population is expected; absent or null means that it proves nothing. */
  readonly idle?: (ctx: Context) => Promise<string | null>;
  /** One sentence per reason code, over `title` of the row and the decoded `args`. */
  readonly messages: Readonly<Record<string, (args: Values, title: string) => string>>;
  /** Where the gap is mended: a path of the web app, below the organisation. */
  readonly fix: (row: Pick<CheckRow, 'type' | 'id' | 'reason'>) => string;
};
