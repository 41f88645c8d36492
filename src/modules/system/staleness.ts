import { sql } from 'kysely';
import { msg } from '#kernel/language.ts';
import type { SignificantChange } from '#kernel/staleness.ts';
import type { PlatformDependent } from '#platform/module.ts';
import { systems } from './read.ts';

/** What people decide about an AI system rests on these facts of it (8.1, A.6.2.2, A.9.4). */
export const systemSignificant: readonly SignificantChange[] = [
  {
    id: 'system.purpose',
    title: msg('Its purpose or intended use changed'),
    type: 'system',
    fields: ['purpose', 'intendedUse'],
    concerns: 'itself',
  },
  {
    id: 'system.population',
    title: msg('The people it affects changed'),
    type: 'system',
    fields: ['affectedPeople'],
    concerns: 'itself',
  },
  {
    id: 'system.autonomy',
    title: msg('It decides more or less by itself'),
    type: 'system',
    fields: ['autonomy'],
    concerns: 'itself',
  },
  {
    id: 'system.sector',
    title: msg('It is used in another sector'),
    type: 'system',
    fields: ['sector'],
    concerns: 'itself',
  },
  {
    id: 'system.data-categories',
    title: msg('The categories of its data changed'),
    type: 'system',
    fields: ['dataCategories'],
    concerns: 'itself',
  },
  {
    id: 'system.roles',
    title: msg('The part we play for it changed'),
    type: 'system',
    fields: ['isoRoles', 'actRoles'],
    concerns: 'itself',
  },
  {
    id: 'system.scope',
    title: msg('It came into the scope or left it'),
    type: 'system',
    fields: ['scope'],
    concerns: 'itself',
  },
  {
    id: 'system.model',
    title: msg('It uses other models'),
    link: 'uses-model',
    end: 'from',
    concerns: 'itself',
  },
  {
    id: 'system.dataset',
    title: msg('It uses other data sets'),
    link: 'uses-data',
    end: 'from',
    concerns: 'itself',
  },
  {
    id: 'system.supplier',
    title: msg('It is supplied by somebody else'),
    link: 'supplied-by',
    end: 'from',
    concerns: 'itself',
  },
  {
    id: 'system.law-date',
    title: msg('A date was reached from which duties of the AI Act bind it'),
    type: 'system',
    // Of the classification that a person confirmed last: a proposal neither binds nor releases.
    day: 'euDates',
    earlier: { day: 'euEarliest', where: { field: 'euState', value: 'confirmed' } },
    concerns: 'itself',
  },
];

/** The classification that a person confirmed; a proposed one is open anyway. */
export const systemDependents: readonly PlatformDependent[] = [
  {
    id: 'system.classification',
    title: msg('Classification by the AI Act'),
    type: 'system',
    act: 'Confirm the classification again',
    requirements: ['4.1', '8.1'],
    rows: (ctx) =>
      ctx.q
        .selectFrom(systems(ctx).as('s'))
        .where('s.euState', '=', 'confirmed')
        .select(['s.id', 's.id as systemId', 's.ownerId', sql<string | null>`null`.as('part')]),
    touches: [{ type: 'system' }],
    seenBy: ['system.confirmClassification'],
    href: ({ id }) => `/systems/${id}/classification`,
    untouchedBy: {
      'system.scope': 'What the law calls a system does not depend on the scope of the management system.',
    },
  },
];
