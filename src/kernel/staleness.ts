import type { Touch } from './check.ts';

/**
 * What makes records stale, and which records rest on AI systems (6.1.4, 8.1, 8.2, 8.4). Modules register both in
 * `module.ts`; the `change` module joins them. Nothing is stored and nothing runs in between: a record is stale when
 * the log holds a significant change of an AI system it rests on, later than the last time somebody looked at it,
 * and earlier than it somebody had looked at all. So a register takes part with two pieces of data:
 *
 * @example
 * significant: [
 *   // The model's version differs from the one before; it concerns the systems that used the model at that moment.
 *   { id: 'model.version', title: 'A model got another version', type: 'model', fields: ['modelVersion', 'origin'],
 *     concerns: [[{ link: 'uses-model', end: 'from' }]] },
 *   // A link was made or removed; the record at its `from` end is the AI system.
 *   { id: 'system.model', title: 'An AI system uses other models', link: 'uses-model', end: 'from', concerns: 'itself' },
 *   // A monitor breached: a field took one of these values, in a new record or an old one.
 *   { id: 'monitor.breach', title: 'A monitor left its limits', type: 'monitorRun',
 *     becomes: { field: 'verdict', values: ['breach'] }, concerns: { column: 'systemId' } },
 * ],
 * dependents: [
 *   { id: 'risk.assessment', title: 'Assessment of a risk', type: 'risk', act: 'Assess the risk again',
 *     requirements: ['8.2'], seenBy: ['risk.assess'], href: ({ id }) => `/risks/${id}`,
 *     // One portable query over everything, never per system: which row rests on which AI system, and who owns it.
 *     rows: (ctx) => ctx.q.selectFrom(risks(ctx).as('r')).innerJoin(links(ctx, 'concerns').as('l'), 'l.from_id', 'r.id')
 *       .where('r.assessedOn', 'is not', null)
 *       .select(['r.id', 'l.to_id as systemId', 'r.ownerId', sql<string | null>`null`.as('part')]),
 *     touches: [{ type: 'risk' }, { link: 'concerns', end: 'from' }] },
 * ],
 */

/** One step from a record to its neighbours over links of a kind: `end` is where the step arrives. */
export type Step = { readonly link: string; readonly end: 'from' | 'to' };

/** How the log shows a significant change. */
type Shown =
  /** One of these fields differs from the version before. */
  | { readonly type: string; readonly fields: readonly string[] }
  /** The field holds one of these values, and held none of them in the version before, or there was none. */
  | {
      readonly type: string;
      readonly becomes: { readonly field: string; readonly values: readonly string[] };
    }
  /** One of these operations wrote an entry about a record of the type. */
  | { readonly type: string; readonly operations: readonly string[] }
  /** A link of the kind was made or removed; the record at `end` is the one that changed. */
  | { readonly link: string; readonly end: 'from' | 'to' }
  /** A day that stands in this column (one, or a list as JSON) was reached. Records of the type are AI systems. */
  | {
      readonly type: string;
      readonly day: string;
      /** Where versions of before the column was added, which hold null in it, keep such a day, and which of them. */
      readonly earlier?: {
        readonly day: string;
        readonly where: { readonly field: string; readonly value: string };
      };
    };

/** A kind of change after which records that rest on the AI system may no longer be true. */
export type SignificantChange = {
  /** `register.what`, stable for ever: decisions of organisations name it. */
  readonly id: string;
  /** What happened, as a short clause: "A model got another version". */
  readonly title: string;
  /**
   * Which AI systems it concerns: the changed record itself, the one whose id stands in a column of it, or those at
   * the end of any of these paths over links, as they stood when the change was made.
   */
  readonly concerns: 'itself' | { readonly column: string } | readonly (readonly Step[])[];
  /** It happens to the organisation, as a breach does: nobody approves it, and what is done about it is asked for. */
  readonly happens?: true;
} & Shown;

/** That a record rests on an AI system. Several rows of one record are one thing to look at. */
export type DependentRow = {
  readonly id: string;
  readonly systemId: string;
  /** The field, answer or line of the record, when each is looked at apart; else null. */
  readonly part: string | null;
  readonly ownerId: string | null;
};

/** Something a person decided about AI systems, to be looked at again when they change. */
export type Dependent<Context = unknown, Query = unknown> = {
  /** `register.what`, stable for ever: decisions of organisations name it. */
  readonly id: string;
  /** What is to be looked at: "Assessment of a risk". */
  readonly title: string;
  /** The type of the records. */
  readonly type: string;
  /** What to do, as a button says it: "Assess the risk again". */
  readonly act: string;
  /** The requirements that are not met while it is stale, such as `8.2`. */
  readonly requirements: readonly string[];
  /**
   * Yields rows of `DependentRow` over the whole register, in one query that both engines run. Only records that
   * somebody looked at and that still stand: a draft, a proposal or a closed record cannot become stale.
   */
  readonly rows: (ctx: Context) => Query;
  /**
   * How a changed record or link leads to the rows, as for a check: the record itself, the links over which it rests
   * on systems, and whatever else `rows` reads. What significant changes lead to is found by itself.
   */
  readonly touches: readonly Touch[];
  /**
   * Links further away over which records rest on AI systems: the system stands at `end`. One that is made or removed
   * leads to all records that rest on that system, or did.
   */
  readonly restsOver?: readonly { readonly link: string; readonly end: 'from' | 'to' }[];
  /**
   * Operations whose entry in the log about the record counts as having looked at it. When such an act may find
   * everything as it was, write it with `tx.update(…, { id, version, again: true }, …)`, so that it leaves an entry.
   */
  readonly seenBy: readonly string[];
  /** Changes that leave it untouched unless the organisation decides otherwise, with the reason; all others mark it. */
  readonly untouchedBy?: Readonly<Record<string, string>>;
  /** What the part is called, where neither its id nor the head of the record says it in words. */
  readonly titleOf?: (context: Context, part: string | null) => string | null;
  /** The page on which to look again, below the organisation. */
  readonly href: (row: { readonly id: string; readonly part: string | null }) => string;
};
