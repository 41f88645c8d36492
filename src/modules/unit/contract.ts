import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { unit } from '#kernel/unit.ts';

const REFS = ['iso-42001:5.3', 'iso-42001:4.3'];

export const unitEndpoints = registerEndpoints(unit, {
  path: 'units',
  refs: REFS,
  editable: ['name', 'parentId', 'headId', 'description', 'closedOn'],
});

/** What belongs to a unit: itself alone, and with everything below it. */
const counted = z.object({
  systems: z.number().int(),
  inScope: z.number().int(),
  /** Risks of its AI systems that are neither accepted nor closed. */
  openRisks: z.number().int(),
});
export type Counted = z.output<typeof counted>;

export const unitNode = z.object({
  id: z.string(),
  ref: z.string(),
  version: z.number().int(),
  name: z.string(),
  parentId: z.string().nullable(),
  /** 0 for a unit that stands in no other. */
  depth: z.number().int(),
  headId: z.string().nullable(),
  closedOn: z.string().nullable(),
  own: counted,
  below: counted,
});
export type UnitNode = z.output<typeof unitNode>;

export const unitActs = {
  tree: endpoint({
    id: 'unit.tree',
    method: 'GET',
    path: '/units-tree',
    summary: 'Show the units as a tree, with their AI systems and open risks',
    refs: REFS,
    input: pastQuery,
    output: z.object({
      /** Each unit directly after the one it stands in. */
      units: z.array(unitNode),
      /** What belongs to no unit. */
      without: counted,
      /** How many AI systems of no unit name an agency or bureau of their source. */
      fromSources: z.number().int(),
    }),
  }),
  names: endpoint({
    id: 'unit.names',
    method: 'GET',
    path: '/units-names',
    summary: 'Name the units in the order of their tree',
    refs: REFS,
    input: pastQuery,
    output: z.object({
      /** Each unit directly after the one it stands in. */
      units: z.array(unitNode.pick({ id: true, name: true, depth: true, closedOn: true })),
    }),
  }),
  fromAgencies: endpoint({
    id: 'unit.fromAgencies',
    method: 'POST',
    path: '/units/from-agencies',
    summary:
      'Make units of the agencies and bureaus that imported AI systems name, and put the systems into them',
    past: msg('made units of what imported AI systems name'),
    refs: REFS,
    input: z.object({
      preview: z.boolean().default(false).describe('true says what would happen and changes nothing'),
      bureaus: z.boolean().default(true).describe('false makes one unit for each agency only'),
    }),
    output: z.object({
      preview: z.boolean(),
      made: z.number().int(),
      systems: z.number().int(),
      /** The first hundred units that systems go into. */
      units: z.array(
        z.object({ name: z.string(), under: z.string().nullable(), isNew: z.boolean(), systems: z.number() }),
      ),
    }),
  }),
} as const;
