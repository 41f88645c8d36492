import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { roleIds } from './roles.ts';

/** What the pages of one record ask, for people whose roles hold for parts of the organisation. */
export const ownRolesFor = endpoint({
  id: 'person.rolesFor',
  method: 'GET',
  path: '/roles-for/:id',
  summary: 'Show which of your roles hold for one record',
  refs: ['iso-42001:5.3'],
  input: z.object({ id: z.string().min(1).max(80) }),
  output: z.object({
    roles: z.array(z.enum(roleIds)),
    /** Where other roles are missing, in words; null when every role of yours holds. */
    place: z.string().nullable(),
  }),
});
