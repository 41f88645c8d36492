import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { actorNames } from '#platform/register/history.ts';
import { nobody, pastOf, viaOf } from '#platform/register/past-words.ts';
import { position } from '#platform/register/position.ts';
import { closedTypes } from '#platform/register/readable.ts';
import type { homeEndpoints } from './contract.ts';

type Entry = {
  readonly seq: number;
  readonly op: string;
  readonly at: string;
  readonly actor: string | null;
  readonly operation: string;
  readonly type: string;
  readonly id: string;
  readonly text: string;
};
type Change = OutputOf<typeof homeEndpoints.changes>['changes'][number];

/** How many entries of one operation are read before it counts as "many". */
const READ = 600;

/** What was done lately, newest first: one sentence for each operation of a person, one for each run of a key. */
export async function changesOf(
  ctx: Ctx,
  input: InputOf<typeof homeEndpoints.changes>,
): Promise<OutputOf<typeof homeEndpoints.changes>> {
  const top = Math.min(
    input.before === undefined ? Number.MAX_SAFE_INTEGER : input.before - 1,
    await position(ctx),
  );
  const entries = await entriesBelow(ctx, top);
  const groups = [...Map.groupBy(entries, (entry) => entry.op).values()];
  // The last group may be cut off by the limit of what was read: it begins the next page.
  const complete = entries.length === READ && groups.length > 1 ? groups.slice(0, -1) : groups;
  const closed = await closedTypes(ctx);
  const open = complete.filter((group) => !closed.includes(subjectOf(group).type));
  const shown = gathered(open).slice(0, input.limit);
  const names = await actorNames(
    ctx,
    shown.map(([first]) => first!.actor).filter((actor) => actor !== null),
  );
  const titles = await titlesOf(
    ctx,
    shown.map((group) => subjectOf(group).id),
  );
  const changes = shown.map((group) => changeOf(ctx, group, { names, titles }));
  const last = shown.at(-1)?.at(-1);
  return { changes, next: last && last.seq > 0 ? last.seq : null };
}

/** What a key did again and again is one sentence: a pipeline must not push what people did off the page. */
function gathered(groups: readonly (readonly Entry[])[]): readonly (readonly Entry[])[] {
  const runs: Entry[][] = [];
  for (const group of groups) {
    const [before, now] = [runs.at(-1)?.[0], group[0]!];
    const goesOn =
      before?.actor === now.actor && before.operation === now.operation && viaOf(now.text) === 'key';
    if (goesOn && viaOf(before.text) === 'key') runs.at(-1)!.push(...group);
    else runs.push([...group]);
  }
  return runs;
}

async function entriesBelow(ctx: Ctx, top: number): Promise<readonly Entry[]> {
  const rows = await ctx.q
    .selectFrom('log_entry')
    .select(['seq', 'op', 'at', 'actor', 'operation', 'type', 'record_id as id', 'text'])
    .where('org_id', '=', ctx.org.id)
    .where('seq', '<=', top)
    // How somebody signs in is nothing for the start page of all; the log has it.
    .where('change', '<>', 'auth')
    .orderBy('seq', 'desc')
    .limit(READ)
    .execute();
  return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
}

/** The record an operation is about: the first one it wrote that is not a link. */
function subjectOf(group: readonly Entry[]): Entry {
  return group.findLast((entry) => entry.type !== 'link') ?? group.at(-1)!;
}

type Known = {
  readonly names: ReadonlyMap<string, string>;
  readonly titles: ReadonlyMap<string, { readonly ref: string; readonly title: string | null }>;
};

function changeOf(ctx: Ctx, group: readonly Entry[], known: Known): Change {
  const first = group[0]!;
  const subject = subjectOf(group);
  const others =
    new Set(group.filter((entry) => entry.type === subject.type).map((entry) => entry.id)).size - 1;
  const actorName = first.actor ? (known.names.get(first.actor) ?? t('A person')) : nobody(first.text);
  const record = known.titles.get(subject.id);
  const about = record ? `: ${record.title ?? t('erased')} (${record.ref})` : '';
  const more = others > 0 ? ` ${t('and {n} more', { n: others })}` : '';
  return {
    seq: first.seq,
    at: first.at,
    actor: first.actor,
    actorName,
    sentence: `${actorName} ${actOf(ctx, subject)}${about}${more}`,
    type: record ? subject.type : null,
    id: record ? subject.id : null,
    entries: group.length,
  };
}

/** "added the supplier": the past form of the operation, speaking of a record that is named behind it. */
function actOf(ctx: Ctx, entry: Entry): string {
  const past = pastOf(ctx.registry, entry.operation);
  if (past !== null) return past.replace('this ', 'the ');
  const name = ctx.registry.records.get(entry.type)?.name[0] ?? entry.type;
  return t('wrote the {name}', { name: t(name) });
}

async function titlesOf(ctx: Ctx, ids: readonly string[]): Promise<Known['titles']> {
  if (ids.length === 0) return new Map();
  // A removed record keeps its last title.
  const rows = await ctx.q
    .selectFrom('record_head')
    .innerJoin('record', (join) =>
      join.onRef('record.org_id', '=', 'record_head.org_id').onRef('record.id', '=', 'record_head.id'),
    )
    .where('record_head.org_id', '=', ctx.org.id)
    .where('record_head.id', 'in', [...new Set(ids)])
    .orderBy('record_head.version')
    .select(['record_head.id', 'record.ref', 'record_head.title'])
    .execute();
  return new Map(rows.map(({ id, ref, title }) => [id, { ref, title }]));
}
