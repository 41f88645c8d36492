import type { Catalog } from '#catalog/catalog.ts';
import type { InputOf, OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { Tx } from '#platform/tx.ts';
import { coveredBy, tiesOf } from './coverage.ts';
import { profileEntries } from './read.ts';
import { profileEntry, type readinessEndpoints } from './readiness-contract.ts';

type Profile = OutputOf<typeof readinessEndpoints.profile>;

/** Every outcome of a framework with what the organisation says of it. @throws AppError `not-found` */
export async function profileOf(ctx: Ctx, framework: string): Promise<Profile> {
  const { title } = frameworkOf(ctx.catalog, framework);
  const entries = await ctx.q
    .selectFrom(profileEntries(ctx).as('p'))
    .where('p.requirementId', 'like', `${framework}:%`)
    .selectAll('p')
    .execute();
  const said = new Map(entries.map((row) => [row.requirementId, row]));
  const rows = outcomesOf(ctx.catalog, framework).map((each) => {
    const row = said.get(each.ref);
    return {
      requirementId: each.ref,
      id: each.id,
      title: each.displayTitle,
      summary: each.summary,
      group: each.parent ?? '',
      coverage: coveredBy(tiesOf(ctx.catalog.mappings(each.ref)), () => 'cannot-judge').coverage,
      entry: row
        ? {
            id: row.id,
            version: row.version,
            current: row.current,
            target: row.target,
            statement: row.statement,
            ownerId: row.ownerId,
            statedBy: row.statedBy,
            statedOn: row.statedOn,
          }
        : null,
    };
  });
  return { id: framework, title, said: rows.filter(({ entry }) => entry !== null).length, rows };
}

/**
 * Writes what the organisation says of one outcome: a claim of a person on a day, which no verdict rests on.
 * @throws AppError `not-found`, `conflict` when somebody wrote meanwhile, `invalid-input`
 */
export async function setProfile(tx: Tx, input: InputOf<typeof readinessEndpoints.setProfile>) {
  frameworkOf(tx.catalog, input.framework);
  const requirementId = `${input.framework}:${input.requirement}`;
  if (!outcomesOf(tx.catalog, input.framework).some(({ ref }) => ref === requirementId))
    throw new AppError(
      'not-found',
      t('There is no outcome "{requirement}" there.', { requirement: input.requirement }),
    );
  if (input.current === 'not-applicable' && !input.statement)
    throw new AppError('invalid-input', t('Say why it is not applicable.'), {
      problems: [{ path: 'statement', message: t('Say why it is not applicable') }],
    });
  const before = await tx.q
    .selectFrom(profileEntries(tx).as('p'))
    .where('p.requirementId', '=', requirementId)
    .select(['p.id', 'p.version'])
    .executeTakeFirst();
  const { framework: _f, requirement: _r, version, ...said } = input;
  const fields = { requirementId, ...said, statedBy: tx.actor.id, statedOn: tx.today };
  if (!before) return tx.insert(profileEntry, fields);
  if (version === undefined)
    throw new AppError('conflict', t('Somebody said something about this outcome meanwhile.'), {
      next: t('Look at it again before you write.'),
    });
  return tx.update(profileEntry, { id: before.id, version }, fields);
}

function outcomesOf(catalog: Catalog, framework: string) {
  const all = catalog.requirements(framework);
  const outcomes = all.filter((each) => each.kind === 'subcategory');
  // Other frameworks have no outcomes of that name: their clauses, controls and articles are what one speaks about.
  return outcomes.length > 0
    ? outcomes
    : all.filter((each) => ['clause', 'control', 'article'].includes(each.kind));
}

function frameworkOf(catalog: Catalog, id: string) {
  const framework = catalog.frameworks().find((each) => each.id === id);
  if (!framework) throw new AppError('not-found', t('The library has no standard or law "{id}".', { id }));
  return framework;
}
