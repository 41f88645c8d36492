import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg } from '#kernel/language.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { stages } from '#modules/system/contract.ts';

const id = z.string().max(80);
const long = z.string().max(4000).nullable();
const figure = z.number().int().min(0).max(1_000_000_000_000).nullable();

/** What an AI system needs at some of its stages: a tool, computing, or people (ISO/IEC 42001 A.4.2, A.4.4 to A.4.6). */
export const resource = defineRecord({
  type: 'resource',
  prefix: 'rsc',
  schema: 1,
  name: [msg('resource'), msg('resources')],
  fields: z.object({
    systemId: id.min(1, msg('Choose the AI system')),
    kind: z.enum(['tool', 'computing', 'people']),
    name: z.string().trim().min(1, msg('Give the resource a name')).max(300),
    /** The stages that need it; none means every stage. */
    stages: z.array(z.enum(stages)).max(stages.length),
    purpose: long,
    availability: z.enum(['there', 'planned', 'missing', 'unknown']),
    /** Of tools and computing. */
    versionText: z.string().max(200).nullable(),
    provider: z.string().max(300).nullable(),
    amount: z.string().max(300).nullable(),
    location: z.string().max(300).nullable(),
    /** The share of this AI system in a year, in kilowatt-hours and litres. */
    energyKwh: figure,
    waterLitres: figure,
    figuresFrom: z.enum(['measured', 'supplier', 'estimated']).nullable(),
    figuresNote: long,
    /** Of people: how many, and what they must be able to do. */
    people: z.number().int().min(0).max(1_000_000).nullable(),
    skills: long,
    ownerId: id.nullable(),
  }),
  personal: ['skills'],
  head: (fields) => ({ title: fields.name, state: fields.availability, owner: fields.ownerId }),
});

export const resourceEndpoints = registerEndpoints(resource, {
  path: 'resources',
  editable: [
    'systemId',
    'kind',
    'name',
    'stages',
    'purpose',
    'availability',
    'versionText',
    'provider',
    'amount',
    'location',
    'energyKwh',
    'waterLitres',
    'figuresFrom',
    'figuresNote',
    'people',
    'skills',
    'ownerId',
  ],
  refs: ['iso-42001:A.4.2', 'iso-42001:A.4.4', 'iso-42001:A.4.5', 'iso-42001:A.4.6'],
});

const environment = z.object({
  /** Sums of what is known, in a year; null when nothing is. */
  energyKwh: z.number().int().nullable(),
  waterLitres: z.number().int().nullable(),
  locations: z.array(z.string()),
  /** Computing resources in all, and those whose energy or water nobody knows: the sums are then too low. */
  computing: z.number().int(),
  withoutEnergy: z.number().int(),
  withoutWater: z.number().int(),
  /** How the figures were got, and how many by each way. */
  from: z.record(z.string(), z.number().int()),
});
export type Environment = z.output<typeof environment>;

export const resourceActs = {
  environment: endpoint({
    id: 'resource.environment',
    method: 'GET',
    path: '/systems/:id/environment',
    summary: 'Sum up the energy and water that an AI system needs in a year, and what is not known',
    refs: ['iso-42001:A.4.5', 'iso-42001:A.5.5'],
    input: z.object({ id }).extend(pastQuery.shape),
    output: environment,
  }),
} as const;
