import type { PackChoice } from '#catalog/installed.ts';
import { type PackId, packIds } from '#catalog/pack-ids.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { actorNames } from '#platform/register/history.ts';
import type { Tx } from '#platform/tx.ts';
import type { At } from '#platform/view.ts';
import { type frameworkEndpoints, packChoice } from './contract.ts';
import { packChoices } from './read.ts';

/** The versions somebody chose. A pack without one, or set back to the newest, is not among them. */
export async function packsChosen(at: At): Promise<PackChoice> {
  const rows = await at.q
    .selectFrom(packChoices(at).as('p'))
    .select(['p.packId', 'p.packVersion'])
    .where('p.packVersion', 'is not', null)
    .execute();
  return Object.fromEntries(rows.map((row) => [row.packId, row.packVersion]));
}

/** Every pack: which version is in use, which are installed, and who chose. */
export async function packList(ctx: Ctx): Promise<OutputOf<typeof frameworkEndpoints.packs>> {
  const rows = await ctx.q.selectFrom(packChoices(ctx).as('p')).selectAll('p').execute();
  const names = await actorNames(
    ctx,
    rows.map((row) => row.chosenBy).filter((by) => by !== null),
  );
  return {
    packs: packIds.map((id) => {
      const { version, sha256 } = ctx.catalog.pack(id);
      const row = rows.find((each) => each.packId === id);
      return {
        id,
        version,
        sha256,
        installed: ctx.catalog
          .installed()
          .filter((each) => each.id === id)
          .map((each) => ({ version: each.version, sha256: each.sha256 })),
        choice: row
          ? {
              version: row.packVersion,
              reason: row.reason,
              by: row.chosenBy === null ? null : (names.get(row.chosenBy) ?? 'A person'),
              on: row.chosenOn,
            }
          : null,
      };
    }),
  };
}

/**
 * Chooses by which version of a pack the organisation works from now on; null follows the newest installed one.
 * @throws AppError `invalid-input` for a version that is not installed
 */
export async function choosePack(
  tx: Tx,
  input: { readonly pack: PackId; readonly version: string | null; readonly reason: string },
) {
  const installed = tx.catalog.installed().filter((each) => each.id === input.pack);
  if (input.version !== null && !installed.some((each) => each.version === input.version))
    throw new AppError(
      'invalid-input',
      t('{pack} {version} is not installed here.', { pack: input.pack, version: input.version }),
      {
        problems: [
          {
            path: 'version',
            message: t('one of {installed}', { installed: installed.map((each) => each.version).join(', ') }),
          },
        ],
      },
    );
  const fields = {
    packId: input.pack,
    packVersion: input.version,
    reason: input.reason,
    chosenBy: tx.actor.id,
    chosenOn: tx.today,
  };
  const before = await tx.q
    .selectFrom(packChoices(tx).as('p'))
    .select('p.id')
    .where('p.packId', '=', input.pack)
    .executeTakeFirst();
  return before ? tx.update(packChoice, { id: before.id }, fields) : tx.insert(packChoice, fields);
}
