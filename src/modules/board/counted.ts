import type { RecordDefinition } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { countMatching } from '#platform/register/list.ts';
import type { Figure } from './contract.ts';

/**
 * A number out of a register, and the list that shows exactly those rows: both are made of one query.
 * @param list `path` of the register's page, and the filters of its list
 */
export async function counted(
  ctx: Ctx,
  definition: RecordDefinition,
  list: { readonly label: string; readonly path: string; readonly query: Readonly<Record<string, string>> },
): Promise<Figure> {
  return {
    label: list.label,
    count: await countMatching(ctx, definition, list.query),
    href: `${list.path}?${new URLSearchParams(list.query)}`,
  };
}
