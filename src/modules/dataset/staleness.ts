import { sql } from 'kysely';
import { msg } from '#kernel/language.ts';
import type { SignificantChange, Step } from '#kernel/staleness.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformDependent } from '#platform/module.ts';
import { links } from '#platform/view.ts';
import { datasets } from './read.ts';

/** Systems rest on the data that feeds them, and on the data their models are trained on (A.4.3, A.7). */
const systemsBehind: readonly (readonly Step[])[] = [
  [{ link: 'uses-data', end: 'from' }],
  [
    { link: 'trained-on', end: 'from' },
    { link: 'uses-model', end: 'from' },
  ],
];

export const datasetSignificant: readonly SignificantChange[] = [
  {
    id: 'dataset.content',
    title: msg('Data it rests on has another source, purpose or kind of personal data'),
    type: 'dataset',
    fields: ['source', 'purpose', 'personalData'],
    concerns: systemsBehind,
  },
  {
    id: 'dataset.supplier',
    title: msg('Data it rests on comes from another supplier'),
    link: 'data-from',
    end: 'from',
    concerns: systemsBehind,
  },
  {
    id: 'dataset.selection',
    title: msg('Data it rests on was chosen, prepared or labelled in another way'),
    type: 'dataset',
    fields: ['selection', 'preparation', 'labelling', 'labelGuidelines'],
    concerns: systemsBehind,
  },
  {
    id: 'dataset.withdrawn',
    title: msg('Data it rests on was withdrawn, or taken into use again'),
    type: 'dataset',
    fields: ['withdrawnOn'],
    concerns: systemsBehind,
  },
];

/** Results of quality that a person confirmed: whether they are good enough depends on what the system is for. */
export const datasetDependents: readonly PlatformDependent[] = [
  {
    id: 'dataset.quality',
    title: msg('Confirmed quality of a data set'),
    type: 'dataset',
    act: 'Confirm the quality results again',
    requirements: ['A.7.4'],
    rows: (ctx) =>
      confirmed(ctx)
        .innerJoin(links(ctx, 'uses-data').as('l'), 'l.to_id', 'd.id')
        .select(['d.id', 'l.from_id as systemId', 'd.ownerId', sql<string | null>`null`.as('part')])
        .union(
          confirmed(ctx)
            .innerJoin(links(ctx, 'trained-on').as('t'), 't.to_id', 'd.id')
            .innerJoin(links(ctx, 'uses-model').as('m'), 'm.to_id', 't.from_id')
            .select(['d.id', 'm.from_id as systemId', 'd.ownerId', sql<string | null>`null`.as('part')]),
        ),
    touches: [{ type: 'dataset' }, { link: 'uses-data', end: 'to' }, { link: 'trained-on', end: 'to' }],
    restsOver: [{ link: 'uses-model', end: 'from' }],
    seenBy: ['dataset.confirmQuality'],
    untouchedBy: {
      'system.supplier': 'Who supplies the AI system says nothing of the data.',
      'system.law-date': 'Whether a law binds it says nothing of the data.',
    },
    href: ({ id }) => `/datasets/${id}`,
  },
];

function confirmed(ctx: Ctx) {
  return ctx.q
    .selectFrom(datasets(ctx).as('d'))
    .where('d.qualityConfirmedOn', 'is not', null)
    .where('d.withdrawnOn', 'is', null);
}
