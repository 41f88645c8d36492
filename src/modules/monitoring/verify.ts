import { canonical } from '#kernel/canonical.ts';
import { resultSchema } from '#measure/result.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { hashOf } from './hash.ts';
import { versionsOf } from './queries.ts';
import { monitorResults, monitors } from './read.ts';

export type CopyVerdict = {
  readonly answer: 'matches' | 'matches-older' | 'altered' | 'unknown';
  readonly hash: string;
  readonly sentence: string;
  readonly resultId: string | null;
  readonly version: number | null;
  readonly seq: number | null;
  readonly differences: string[];
};

/**
 * Holds a copy of a result against the trail: the hash of the copy is looked for among the hashes that the log commits
 * to. Of a copy that matches none, the fields that differ from the one that is here are named.
 */
export async function verifyCopy(ctx: Ctx, copy: Readonly<Record<string, unknown>>): Promise<CopyVerdict> {
  const hash = hashOf(copy);
  const id = await idByHash(ctx, hash);
  if (id) {
    const versions = await versionsOf(ctx, id);
    const same = versions.find((each) => each.resultHash === hash)!;
    const latest = same.version === versions.at(-1)!.version;
    return {
      answer: latest ? 'matches' : 'matches-older',
      hash,
      sentence: latest
        ? `This copy is the result as it was received; entry ${same.seq} of the log commits to its hash.`
        : `This copy is version ${same.version} of the result, as entry ${same.seq} of the log commits to it; ${versions.length - same.version === 1 ? 'a later one has' : 'later ones have'} taken its place since.`,
      resultId: id,
      version: same.version,
      seq: same.seq,
      differences: [],
    };
  }
  const window = await sameWindow(ctx, copy);
  const none = { hash, version: null, seq: null };
  if (!window)
    return {
      ...none,
      answer: 'unknown',
      sentence: 'No result with this hash was ever received here, and none for this monitor and window.',
      resultId: null,
      differences: [],
    };
  return {
    ...none,
    answer: 'altered',
    sentence:
      'This copy is not what was received: the log commits to other figures for this monitor and window.',
    resultId: window.id,
    differences: differencesOf(JSON.parse(window.body) as Record<string, unknown>, copy),
  };
}

async function idByHash(ctx: Ctx, hash: string): Promise<string | null> {
  const rows = (await ctx.q
    .selectFrom('monitorResult' as never)
    .where('org_id' as never, '=', ctx.org.id as never)
    .where('resultHash' as never, '=', hash as never)
    .select('id' as never)
    .limit(1)
    .execute()) as { id: string }[];
  return rows[0]?.id ?? null;
}

async function sameWindow(ctx: Ctx, copy: Readonly<Record<string, unknown>>) {
  const read = resultSchema.pick({ monitor: true, system: true, window: true }).loose().safeParse(copy);
  if (!read.success) return null;
  const { monitor, system, window } = read.data;
  return ctx.q
    .selectFrom(monitorResults(ctx).as('r'))
    .innerJoin(monitors(ctx).as('m'), 'm.id', 'r.monitorId')
    .innerJoin(systems(ctx).as('s'), 's.id', 'm.systemId')
    .where('m.name', '=', monitor)
    .where('s.ref', '=', system.toUpperCase())
    .where('r.windowFrom', '=', window.from)
    .select(['r.id', 'r.body'])
    .executeTakeFirst();
}

/** At most twenty places where a copy says something else, such as `metrics: selection_rate, all`. */
function differencesOf(kept: Record<string, unknown>, copy: Readonly<Record<string, unknown>>): string[] {
  const names = [...new Set([...Object.keys(kept), ...Object.keys(copy)])].sort();
  return names
    .filter((name) => textOf(kept[name]) !== textOf(copy[name]))
    .flatMap((name) => (name === 'metrics' ? figuresThatDiffer(kept.metrics, copy.metrics) : [name]))
    .slice(0, 20);
}

function figuresThatDiffer(kept: unknown, copy: unknown): string[] {
  const byKey = (list: unknown) =>
    new Map(
      (Array.isArray(list) ? list : []).map((each: Record<string, unknown>) => [
        `metrics: ${each?.id}, ${each?.slice}`,
        textOf(each),
      ]),
    );
  const [here, there] = [byKey(kept), byKey(copy)];
  const keys = [...new Set([...here.keys(), ...there.keys()])];
  return keys.filter((key) => here.get(key) !== there.get(key));
}

function textOf(value: unknown): string {
  return value === undefined ? '' : canonical(value);
}
