import { type RawBuilder, sql } from 'kysely';
import { units } from './people-tables.ts';
import type { At } from './view.ts';

/** The ids of these units and of every unit below them, now or as of a position: a subquery, in its brackets. */
export function belowUnits(at: At, ids: readonly string[]): RawBuilder<string> {
  const tree = units(at).clearSelect().select(['id', 'parentId']).as('u');
  return sql`(with recursive "below" ("id") as (
    select u."id" from ${tree} where u."id" in (${sql.join(ids)})
    union select u."id" from ${tree} join "below" on u."parentId" = "below"."id"
  ) select "id" from "below")`;
}
