import type { Ctx } from '../context.ts';

/**
 * The record types whose register this person may not list: they stay out of searches, feeds and neighbours too. The
 * register itself says who may list it; a type without a list of its own is open to every member.
 */
export async function closedTypes(ctx: Ctx): Promise<readonly string[]> {
  const closed: string[] = [];
  for (const module of ctx.registry.modules)
    for (const operation of module.operations) {
      const [type, verb] = operation.endpoint.id.split('.') as [string, string];
      if (operation.kind !== 'query' || verb !== 'list' || !ctx.registry.records.has(type)) continue;
      const decision = await operation.allow(ctx.actor, {}, ctx);
      if (!decision.allowed) closed.push(type);
    }
  return closed;
}
