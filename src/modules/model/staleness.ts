import { msg } from '#kernel/language.ts';
import type { SignificantChange } from '#kernel/staleness.ts';

/** A system inherits what changes in the models it uses (A.4.4, A.6.2.6). */
export const modelSignificant: readonly SignificantChange[] = [
  {
    id: 'model.version',
    title: msg('A model it uses got another version or origin'),
    type: 'model',
    fields: ['modelVersion', 'kind', 'origin'],
    concerns: [[{ link: 'uses-model', end: 'from' }]],
  },
  {
    id: 'model.dataset',
    title: msg('A model it uses is trained on other data sets'),
    link: 'trained-on',
    end: 'from',
    concerns: [[{ link: 'uses-model', end: 'from' }]],
  },
  {
    id: 'model.supplier',
    title: msg('A model it uses comes from another supplier'),
    link: 'model-from',
    end: 'from',
    concerns: [[{ link: 'uses-model', end: 'from' }]],
  },
];
