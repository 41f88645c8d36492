import { sql } from 'kysely';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { ShownMark } from '#kernel/stale-endpoints.ts';
import type { SignificantChange } from '#kernel/staleness.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformDependent } from '#platform/module.ts';
import { actorNames } from '#platform/register/history.ts';
import { readRecord } from '#platform/register/operations.ts';
import { dependentsOf } from '#platform/staleness/marks.ts';
import { significantChanges } from '#platform/staleness/occurrences.ts';
import { previewOf, significantChange, subjectTypes } from '#platform/staleness/preview.ts';
import {
  type AffectedRow,
  affectedBy,
  countMarks,
  listMarks,
  type MarksAsked,
  type NamedMark,
} from '#platform/staleness/read.ts';
import { subjectsOf } from '#platform/staleness/recognise.ts';
import { heads, recordNamed } from '#platform/view.ts';
import { staleBook } from './book.ts';
import { systemChange } from './contract.ts';
import { type Affected, states } from './contract-acts.ts';
import { staleAnswers, staleRules, systemChanges } from './read.ts';
import { OTHER, type SystemChange } from './service.ts';

/** The open marks, the latest change first, and how many each owner has. */
export async function staleList(
  ctx: Ctx,
  input: {
    readonly owner?: string | undefined;
    readonly dependent?: string | undefined;
    readonly cause?: string | undefined;
    readonly limit: number;
  },
) {
  const asked: MarksAsked = {
    ...(input.dependent && { dependents: [input.dependent] }),
    ...(input.cause && { causes: [input.cause] }),
  };
  const owner = ownerAsked(ctx, input.owner);
  const counts = await countMarks(ctx, staleBook(ctx), asked);
  const byOwner = Map.groupBy(counts, (each) => each.ownerId);
  const names = await actorNames(
    ctx,
    [...byOwner.keys()].filter((id) => id !== null),
  );
  const owners = [...byOwner]
    .map(([ownerId, rows]) => ({
      ownerId,
      owner: ownerId === null ? null : (names.get(ownerId) ?? null),
      count: rows.reduce((sum, row) => sum + row.count, 0),
    }))
    .sort((a, b) => b.count - a.count);
  const total = owners
    .filter((each) => owner === undefined || each.ownerId === owner)
    .reduce((sum, each) => sum + each.count, 0);
  const rows = await listMarks(ctx, staleBook(ctx), {
    ...asked,
    ...(owner !== undefined && { owner }),
    limit: input.limit,
  });
  return { total, owners, rows: [...(await shownMarks(ctx, rows))] };
}

/** Why one record is to be looked at again. */
export async function staleOf(ctx: Ctx, idOrRef: string): Promise<readonly ShownMark[]> {
  const found = await recordNamed(ctx, idOrRef);
  if (!found) throw new AppError('not-found', t('There is no record {idOrRef} here.', { idOrRef }));
  const dependents = dependentsOf(ctx.registry).filter((each) => each.type === found.type);
  if (dependents.length === 0) return [];
  const rows = await listMarks(ctx, staleBook(ctx), {
    ids: [found.id],
    dependents: dependents.map((each) => each.id),
    limit: 200,
  });
  return shownMarks(ctx, rows);
}

/** Marks with everything a reader wants to know of them. */
async function shownMarks(ctx: Ctx, marks: readonly NamedMark[]): Promise<readonly ShownMark[]> {
  const dependents = new Map(dependentsOf(ctx.registry).map((each) => [each.id, each]));
  const causes = new Map(significantChanges(ctx.registry).map((each) => [each.id, t(each.title)]));
  const made = await whenMade(ctx, marks);
  const names = await actorNames(ctx, [
    ...marks.map((each) => each.ownerId).filter((id) => id !== null),
    ...[...made.values()].map((each) => each.actor).filter((id) => id !== null),
  ]);
  return marks.map((mark) => {
    const dependent = dependents.get(mark.dependent)!;
    const when = made.get(`${mark.cause} ${mark.seq}`);
    return {
      dependent: mark.dependent,
      what: t(dependent.title),
      act: dependent.act,
      type: dependent.type,
      id: mark.id,
      ref: mark.ref,
      ...shownName(ctx, dependent, mark),
      part: mark.part,
      systemId: mark.systemId,
      ownerId: mark.ownerId,
      owner: mark.ownerId === null ? null : (names.get(mark.ownerId) ?? 'An erased person'),
      href: dependent.href(mark),
      cause: mark.cause,
      why: causes.get(mark.cause) ?? mark.cause,
      seq: mark.seq,
      since: when?.at ?? '',
      by: when?.actor ? (names.get(when.actor) ?? 'An erased person') : (when?.who ?? 'The operator'),
      changeId: when?.changeId ?? null,
      changeRef: when?.changeRef ?? null,
    };
  });
}

/** What a row is called: the part in words where its register has some, else its own title beside the part. */
function shownName(
  ctx: Ctx,
  dependent: PlatformDependent,
  row: { readonly title: string | null; readonly part: string | null },
): Pick<ShownMark, 'title' | 'partShown'> {
  const called = dependent.titleOf?.(ctx, row.part) ?? null;
  return called === null
    ? { title: row.title ?? t('(removed)'), partShown: row.part }
    : { title: called, partShown: null };
}

type Made = {
  readonly at: string;
  readonly actor: string | null;
  readonly who?: string;
  readonly changeId: string | null;
  readonly changeRef: string | null;
};

/** By cause and position: when the change was made, by whom, and its record. */
async function whenMade(
  ctx: Ctx,
  marks: readonly { readonly cause: string; readonly seq: number }[],
): Promise<ReadonlyMap<string, Made>> {
  const seqs = [...new Set(marks.map((each) => each.seq))];
  if (seqs.length === 0) return new Map();
  const entries = await ctx.q
    .selectFrom('log_entry')
    .select(['seq', 'at', 'actor'])
    .where('org_id', '=', ctx.org.id)
    .where('seq', 'in', seqs)
    .execute();
  const known = await ctx.q
    .selectFrom(systemChanges(ctx).as('c'))
    .select(['c.id', 'c.ref', 'c.cause', 'c.seq', 'c.day'])
    .where('c.seq', 'in', seqs)
    .execute();
  const bySeq = new Map(entries.map((each) => [Number(each.seq), each]));
  const byKey = new Map(known.map((each) => [`${each.cause} ${each.seq}`, each]));
  return new Map(
    marks.map(({ cause, seq }) => {
      const change = byKey.get(`${cause} ${seq}`);
      const entry = bySeq.get(seq);
      const base = { changeId: change?.id ?? null, changeRef: change?.ref ?? null };
      return [
        `${cause} ${seq}`,
        change?.day
          ? { ...base, at: change.day, actor: null, who: 'The calendar' }
          : { ...base, at: entry?.at ?? '', actor: entry?.actor ?? null },
      ];
    }),
  );
}

/** What one change made stale, what came of each, and which records changed. */
export async function affectedOf(
  ctx: Ctx,
  input: { readonly id: string; readonly state?: Affected['state'] | undefined; readonly limit: number },
) {
  const change = await readRecord(ctx, systemChange, { id: input.id });
  const tally = Object.fromEntries(states.map((state) => [state, 0])) as Record<Affected['state'], number>;
  if (change.seq === null)
    return { total: 0, tally, rows: [], subjects: [...(await announcedSubject(ctx, change))] };
  const where = { cause: change.cause, seq: change.seq };
  const rows = await affectedBy(ctx, staleBook(ctx), where);
  const shown = await outcomes(ctx, change, rows);
  for (const row of shown) tally[row.state] += 1;
  const chosen = shown.filter((row) => input.state === undefined || row.state === input.state);
  return {
    total: chosen.length,
    tally,
    rows: chosen.slice(0, input.limit),
    subjects: [...(await subjectsOf(ctx, staleBook(ctx), where))].map((each) => ({
      ...each,
      title: each.title ?? t('(removed)'),
    })),
  };
}

/** How many things that a change made stale are still open. */
export async function openOf(ctx: Ctx, change: SystemChange): Promise<number> {
  if (change.seq === null) return 0;
  const counts = await countMarks(ctx, staleBook(ctx), { causes: [change.cause], seq: change.seq });
  return counts.reduce((sum, each) => sum + each.count, 0);
}

async function announcedSubject(ctx: Ctx, change: SystemChange) {
  if (change.subjectId === null) return [];
  const row = await ctx.q
    .selectFrom('record')
    .leftJoin('record_head as head', (join) =>
      join
        .onRef('head.id', '=', 'record.id')
        .onRef('head.org_id', '=', 'record.org_id')
        .on('head.to_seq', 'is', null),
    )
    .select(['record.type', 'record.id', 'record.ref', 'head.title'])
    .where('record.org_id', '=', ctx.org.id)
    .where('record.id', '=', change.subjectId)
    .execute();
  return row.map((each) => ({ ...each, title: each.title ?? t('(removed)') }));
}

async function outcomes(
  ctx: Ctx,
  change: SystemChange,
  rows: readonly AffectedRow[],
): Promise<readonly Affected[]> {
  const dependents = new Map(dependentsOf(ctx.registry).map((each) => [each.id, each]));
  const answers = await ctx.q
    .selectFrom(staleAnswers(ctx).as('a'))
    .selectAll('a')
    .where('a.cause', '=', change.cause)
    .where('a.seq', '=', change.seq ?? -1)
    .execute();
  const said = new Map(
    answers.map((each) => [`${each.dependent} ${each.recordId} ${each.part ?? ''}`, each]),
  );
  const looks = await entriesAt(
    ctx,
    rows.filter((row) => !row.open && row.seenSeq !== null).map((row) => row.seenSeq!),
  );
  const names = await actorNames(ctx, [
    ...rows.map((row) => row.ownerId).filter((id) => id !== null),
    ...answers.map((each) => each.answeredBy).filter((id) => id !== null),
    ...[...looks.values()].map((each) => each.actor).filter((id) => id !== null),
  ]);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? 'An erased person'));
  return rows.map((row) => {
    const dependent = dependents.get(row.dependent)!;
    const answer = said.get(`${row.dependent} ${row.id} ${row.part ?? ''}`);
    const look = row.seenSeq === null ? undefined : looks.get(row.seenSeq);
    return {
      dependent: row.dependent,
      what: t(dependent.title),
      act: dependent.act,
      type: dependent.type,
      id: row.id,
      ref: row.ref,
      ...shownName(ctx, dependent, row),
      part: row.part,
      ownerId: row.ownerId,
      owner: nameOf(row.ownerId),
      href: dependent.href(row),
      ...stateOf({ row, answer, look, change, nameOf }),
    };
  });
}

type Told = {
  readonly row: AffectedRow;
  readonly answer:
    | { readonly answeredBy: string | null; readonly answeredOn: string; readonly reason: string }
    | undefined;
  readonly look: { readonly at: string; readonly actor: string | null } | undefined;
  readonly change: SystemChange;
  readonly nameOf: (id: string | null) => string | null;
};

function stateOf({
  row,
  answer,
  look,
  change,
  nameOf,
}: Told): Pick<Affected, 'state' | 'by' | 'at' | 'reason'> {
  if (row.open) return { state: 'open', by: null, at: null, reason: null };
  if (answer)
    return {
      state: 'still-right',
      by: nameOf(answer.answeredBy),
      at: answer.answeredOn,
      reason: answer.reason,
    };
  if (look)
    return { state: 'looked-again', by: nameOf(look.actor) ?? 'The operator', at: look.at, reason: null };
  if (change.state === 'withdrawn')
    return { state: 'withdrawn', by: nameOf(change.withdrawnBy), at: null, reason: change.withdrawnReason };
  return { state: 'fell-away', by: null, at: null, reason: null };
}

async function entriesAt(ctx: Ctx, seqs: readonly number[]) {
  if (seqs.length === 0) return new Map<number, { at: string; actor: string | null }>();
  const rows = await ctx.q
    .selectFrom('log_entry')
    .select(['seq', 'at', 'actor'])
    .where('org_id', '=', ctx.org.id)
    .where('seq', 'in', [...new Set(seqs)])
    .execute();
  return new Map(rows.map((row) => [Number(row.seq), row]));
}

/** Which changes mark what: as shipped, and as decided here. */
export async function rulesOf(ctx: Ctx) {
  const causes = significantChanges(ctx.registry);
  const dependents = dependentsOf(ctx.registry);
  const decided = await ctx.q.selectFrom(staleRules(ctx).as('r')).selectAll('r').execute();
  const byPair = new Map(decided.map((each) => [`${each.cause} ${each.dependent}`, each]));
  const names = await actorNames(
    ctx,
    decided.map((each) => each.decidedBy).filter((id) => id !== null),
  );
  return {
    causes: causes.map((each) => ({
      id: each.id,
      title: t(each.title),
      type: 'type' in each ? each.type : subjectTypes(ctx, each)[0]!,
    })),
    dependents: dependents.map(({ id, title, type }) => ({ id, title: t(title), type })),
    rules: causes.flatMap((cause) =>
      dependents.map((dependent) => {
        const own = byPair.get(`${cause.id} ${dependent.id}`);
        const spared = dependent.untouchedBy?.[cause.id];
        return {
          cause: cause.id,
          dependent: dependent.id,
          marks: own ? own.marks === 1 : spared === undefined,
          decided: own !== undefined,
          reason: own?.reason ?? spared ?? null,
          decidedBy: own?.decidedBy ? (names.get(own.decidedBy) ?? 'An erased person') : null,
          decidedOn: own?.decidedOn ?? null,
        };
      }),
    ),
  };
}

/** How many things a change would make stale, by kind, and the first of them. */
export async function previewChange(ctx: Ctx, input: { readonly cause: string; readonly subject: string }) {
  const subject = await subjectOf(ctx, input);
  const found = await previewOf(ctx, staleBook(ctx), {
    cause: input.cause,
    subjectId: subject.id,
    itself: input.cause === OTHER,
  });
  const dependents = new Map(dependentsOf(ctx.registry).map((each) => [each.id, each]));
  const names = await actorNames(
    ctx,
    found.rows.map((row) => row.ownerId).filter((id) => id !== null),
  );
  const kinds = Map.groupBy(found.rows, (row) => row.dependent);
  return {
    systems: found.systems,
    total: found.rows.length,
    byKind: [...kinds].map(([dependent, rows]) => ({
      dependent,
      what: t(dependents.get(dependent)!.title),
      count: rows.length,
    })),
    first: found.rows.slice(0, 50).map((row) => ({
      what: t(dependents.get(row.dependent)!.title),
      ref: row.ref,
      ...shownName(ctx, dependents.get(row.dependent)!, row),
      part: row.part,
      owner: row.ownerId === null ? null : (names.get(row.ownerId) ?? 'An erased person'),
      href: dependents.get(row.dependent)!.href(row),
    })),
  };
}

/**
 * The record that is to change, by id or reference.
 * @throws AppError `not-found`; `invalid-input` when such a change cannot happen to it
 */
export async function subjectOf(
  ctx: Ctx,
  input: { readonly cause: string; readonly subject: string },
): Promise<{ readonly id: string; readonly type: string }> {
  const cause = significantChange(ctx.registry, input.cause);
  const found = await recordNamed(ctx, input.subject);
  if (!found)
    throw new AppError('not-found', t('There is no record {subject} here.', { subject: input.subject }));
  const types = typesOf(ctx, cause);
  if (types.includes('*') || types.includes(found.type)) return found;
  throw new AppError(
    'invalid-input',
    t('"{title}" is a change of another kind of record.', { title: cause.title }),
    {
      problems: [{ path: 'subject', message: t('Choose one of: {types}', { types: types.join(', ') }) }],
    },
  );
}

/** What no register shows is announced for the AI system itself. */
function typesOf(ctx: Ctx, cause: SignificantChange): readonly string[] {
  return cause.id === OTHER ? ['system'] : subjectTypes(ctx, cause);
}

/** The first records, by title, that a change could happen to; `q` narrows them by words of title or reference. */
export async function subjectsFor(ctx: Ctx, input: { readonly cause: string; readonly q: string }) {
  const types = typesOf(ctx, significantChange(ctx.registry, input.cause));
  const like = `%${input.q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const found = ctx.q
    .selectFrom(heads(ctx).as('head'))
    .innerJoin('record', (join) =>
      join.onRef('record.id', '=', 'head.id').on('record.org_id', '=', ctx.org.id),
    )
    .where('record.type', 'in', [...types])
    .where(
      sql<boolean>`(lower("head"."title") like ${like} escape '\\' or lower("record"."ref") like ${like} escape '\\')`,
    )
    .select(['record.id', 'record.ref', 'head.title'])
    .orderBy('head.title')
    .orderBy('record.id')
    .limit(50);
  return { subjects: (await found.execute()).map((row) => ({ ...row, title: row.title ?? t('(erased)') })) };
}

function ownerAsked(ctx: Ctx, owner: string | undefined): string | null | undefined {
  if (owner === 'nobody') return null;
  return owner === 'me' ? (ctx.actor.id ?? '') : owner;
}
