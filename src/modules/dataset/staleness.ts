import type { SignificantChange, Step } from '#kernel/staleness.ts';

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
    title: 'Data it rests on has another source, purpose or kind of personal data',
    type: 'dataset',
    fields: ['source', 'purpose', 'personalData'],
    concerns: systemsBehind,
  },
  {
    id: 'dataset.supplier',
    title: 'Data it rests on comes from another supplier',
    link: 'data-from',
    end: 'from',
    concerns: systemsBehind,
  },
];
