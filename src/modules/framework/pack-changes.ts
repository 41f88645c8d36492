import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { ActionCtx } from '#platform/context.ts';
import type { frameworkEndpoints } from './contract.ts';
import { type Change, changesBetween } from './pack-diff.ts';

type Changes = OutputOf<typeof frameworkEndpoints.packChanges>;

const MOST = 1000;

/**
 * What differs between two installed versions of a pack, and which records rest on what changed.
 * @throws AppError `not-found` when a version is not installed
 */
export async function packChanges(
  ctx: ActionCtx,
  input: InputOf<typeof frameworkEndpoints.packChanges>,
): Promise<Changes> {
  const [before, after] = await Promise.all([
    contentOf(ctx, input.pack, input.from),
    contentOf(ctx, input.pack, input.to),
  ]);
  const changes = changesBetween(before, after);
  const entries = new Set(changes.flatMap((change) => entriesOf(input.pack, change)));
  const effects = await ctx.scan(async (read) => {
    const rows = [];
    for (const module of read.registry.modules) rows.push(...((await module.rests?.(read, entries)) ?? []));
    return rows.map(({ on, ...row }) => ({ ...row, entry: on }));
  });
  return {
    pack: input.pack,
    from: input.from,
    to: input.to,
    total: changes.length,
    changes: changes
      .slice(0, MOST)
      .map(({ fields, ends, ...rest }) => ({ ...rest, fields: [...fields], ends: [...ends] })),
    effects: effects.slice(0, MOST),
    effectCount: effects.length,
  };
}

async function contentOf(
  ctx: ActionCtx,
  pack: keyof ActionCtx['catalog']['packs'],
  version: string,
): Promise<unknown> {
  if (!ctx.catalog.installed().some((each) => each.id === pack && each.version === version))
    throw new AppError('not-found', t('{pack} {version} is not installed here.', { pack, version }));
  return (await ctx.catalogOf({ [pack]: version })).packs[pack];
}

/** Which entries a change touches: of a crosswalk both its ends, of the decision tree the classification as a whole. */
function entriesOf(pack: string, change: Change): readonly string[] {
  if (pack === 'crosswalks') return change.ends;
  return change.section === 'classification' ? [`${pack}:classification`] : [`${pack}:${change.id}`];
}
