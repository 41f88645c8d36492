import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { pastQuery } from './register.ts';

/** As many as fit in an address; who asks for more asks twice. */
export const MANY_NAMES = 50;

/** What any page calls the records whose ids it holds. */
export const recordNames = endpoint({
  id: 'home.names',
  method: 'GET',
  path: '/record-names',
  summary: 'Name records by their ids',
  input: pastQuery.extend({
    ids: z
      .string()
      .min(1)
      .max(MANY_NAMES * 81)
      .refine((text) => text.split(',').length <= MANY_NAMES, `At most ${MANY_NAMES} at once`)
      .describe(`up to ${MANY_NAMES} ids, separated by commas`),
  }),
  output: z.object({
    names: z.array(z.object({ id: z.string(), type: z.string(), ref: z.string(), title: z.string() })),
  }),
});
