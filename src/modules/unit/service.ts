import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { MAX_DEPTH, type unit, upwards, withBelow } from '#kernel/unit.ts';
import { systems } from '#modules/system/read.ts';
import { memberships, units } from '#platform/people-tables.ts';
import type { Tx } from '#platform/tx.ts';

type Fields = FieldsOf<typeof unit>;

/** @throws AppError `invalid-input` when the unit cannot stand there */
export async function refuseWrongPlace(
  tx: Tx,
  place: { readonly id: string | null; readonly parentId: string | null },
): Promise<void> {
  if (place.parentId === null) return;
  const all = await tree(tx);
  const refuse = (message: string) => {
    throw new AppError('invalid-input', message, { problems: [{ path: 'parentId', message }] });
  };
  const parent = all.get(place.parentId);
  if (!parent) return refuse(t('There is no such unit to stand in.'));
  if (parent.closedOn !== null) refuse(t('“{name}” is closed and takes nothing new.', { name: parent.name }));
  const below = place.id === null ? new Set<string>() : withBelow([...all.values()], [place.id]);
  if (below.has(place.parentId)) refuse(t('A unit cannot stand in itself or in one below it.'));
  const above = upwards(all, place.parentId).length;
  if (above + heightOf(all, place.id) > MAX_DEPTH)
    refuse(t('Units stand at most {deep} deep.', { deep: MAX_DEPTH }));
}

/** How many levels a unit has, itself included; 1 for a new one. */
function heightOf(all: ReadonlyMap<string, Placed>, id: string | null): number {
  if (id === null) return 1;
  const start = upwards(all, id).length;
  const below = withBelow([...all.values()], [id]);
  return Math.max(...[...below].map((each) => upwards(all, each).length)) - start + 1;
}

/** @throws AppError `in-use` while units, AI systems or roles hang on it, with what to do */
export async function refuseInUse(tx: Tx, id: string): Promise<void> {
  const children = [...(await tree(tx)).values()].filter((each) => each.parentId === id);
  if (children.length > 0)
    throw new AppError(
      'in-use',
      t('Units stand in it: {children}.', { children: some(children.map((each) => each.name)) }),
      {
        next: t('Move or remove these first. A unit that is no more can be closed instead.'),
      },
    );
  const held = await tx.q
    .selectFrom(systems(tx).as('s'))
    .where('s.unitId', '=', id)
    .select('s.name')
    .orderBy('s.name')
    .execute();
  if (held.length > 0)
    throw new AppError(
      'in-use',
      t('AI systems belong to it: {held}.', { held: some(held.map((each) => each.name)) }),
      {
        next: t(
          'Put them into another unit first; the list of AI systems changes many at once. A unit that is no more can be closed instead.',
        ),
      },
    );
  const roles = await tx.q
    .selectFrom(memberships(tx).as('m'))
    .where('m.scope', 'like', `%"${id}"%`)
    .select('m.id')
    .limit(1)
    .execute();
  if (roles.length > 0)
    throw new AppError('in-use', t('Somebody holds roles for it.'), {
      next: t('End or change these roles under People and roles first.'),
    });
}

/** A unit as it is when somebody has just written it down. */
export function newUnit(input: Partial<Fields>): Fields {
  return { name: '', parentId: null, headId: null, description: null, closedOn: null, ...input };
}

type Placed = {
  readonly id: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly closedOn: string | null;
};

async function tree(tx: Tx): Promise<ReadonlyMap<string, Placed>> {
  const rows = await units(tx).execute();
  return new Map(rows.map((each) => [each.id, each]));
}

function some(names: readonly string[]): string {
  return names.length > 5
    ? t('{names} and {n} more', { names: names.slice(0, 5).join(', '), n: names.length - 5 })
    : names.join(', ');
}
