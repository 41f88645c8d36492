import { msg } from '#kernel/language.ts';
import type { SignificantChange } from '#kernel/staleness.ts';

/** What a supplier delivers, from where and by which contract stands behind the systems, models and data (A.10.3). */
export const supplierSignificant: readonly SignificantChange[] = [
  {
    id: 'supplier.terms',
    title: msg('A supplier behind it delivers something else, from elsewhere or by another contract'),
    type: 'supplier',
    fields: ['supplies', 'country', 'contract'],
    concerns: [
      [{ link: 'supplied-by', end: 'from' }],
      [
        { link: 'model-from', end: 'from' },
        { link: 'uses-model', end: 'from' },
      ],
      [
        { link: 'data-from', end: 'from' },
        { link: 'uses-data', end: 'from' },
      ],
      [
        { link: 'data-from', end: 'from' },
        { link: 'trained-on', end: 'from' },
        { link: 'uses-model', end: 'from' },
      ],
    ],
  },
];
