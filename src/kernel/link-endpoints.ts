import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { msg } from './language.ts';
import type { RecordDefinition } from './record.ts';

/**
 * The two verbs with which people link a record of this register to others and take a link away.
 * @param path such as `systems`
 * @param kinds the kinds of links that may leave it by hand
 */
export function linkEndpoints<const Kinds extends readonly [string, ...string[]]>(
  definition: RecordDefinition,
  options: { readonly path: string; readonly kinds: Kinds; readonly refs?: readonly string[] },
) {
  const { type, name } = definition;
  const path = `/${options.path}/:id/links`;
  const input = z.object({
    id: z.string().max(80),
    kind: z.enum(options.kinds),
    to: z.string().min(1).max(80).describe('id or reference of the other record'),
  });
  const output = z.object({ from: z.string(), to: z.string(), kind: z.string() });
  const refs = options.refs ?? [];
  return {
    link: endpoint({
      id: `${type}.link`,
      method: 'POST',
      path,
      summary: `Link the ${name[0]} to another record`,
      past: msg('linked this {name} to another record'),
      named: name[0],
      refs,
      input,
      output,
    }),
    unlink: endpoint({
      id: `${type}.unlink`,
      method: 'DELETE',
      path,
      summary: `Take a link of the ${name[0]} away`,
      past: msg('took a link of this {name} away'),
      named: name[0],
      refs,
      input,
      output,
    }),
  } as const;
}
