import type { Kysely } from 'kysely';
import { columnsOf } from '#kernel/record.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformCheck } from '#platform/module.ts';
import { links, recordView } from '#platform/view.ts';

type Pair = { readonly id: string; readonly systemId: string };
type Pairs = ReturnType<ReturnType<Kysely<{ p: Pair }>['selectFrom']>['select']>;

/**
 * Which records are about which AI system: the system itself, records that name it (impact assessments, monitors,
 * cards), and records linked to it (risks). One query, or null when the check judges nothing of that kind.
 */
export function aboutSystems(ctx: Ctx, check: PlatformCheck): Pairs | null {
  const types = new Set(check.touches.flatMap((touch) => ('type' in touch ? [touch.type] : [])));
  const arms: Pairs[] = [];
  if (types.has('system'))
    arms.push(systems(ctx).clearSelect().select(['id', 'id as systemId']) as unknown as Pairs);
  for (const definition of ctx.registry.records.values())
    if (types.has(definition.type) && columnsOf(definition).has('systemId'))
      arms.push(
        (recordView(definition)(ctx) as unknown as ReturnType<typeof systems>)
          .clearSelect()
          .select(['id', 'systemId' as never]) as unknown as Pairs,
      );
  for (const kind of ctx.registry.linkKinds)
    if (kind.to.includes('system') && kind.from.some((type) => types.has(type)))
      arms.push(
        links(ctx, kind.kind)
          .clearSelect()
          .select(['from_id as id', 'to_id as systemId']) as unknown as Pairs,
      );
  const [first, ...others] = arms;
  return first ? others.reduce((all, each) => all.union(each as never) as unknown as Pairs, first) : null;
}
