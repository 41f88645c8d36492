import type { PlainRegister } from '#ui/plain-register.tsx';
import { datasetEndpoints } from '../contract.ts';
import { mayWriteDataset } from '../policy.ts';
import { ABOUT, ORIGIN, PERSONAL, PERSONAL_FIELDS } from './fields.ts';

/** How this register looks. */
export const register: PlainRegister = {
  title: 'Data sets',
  one: 'a data set',
  clause: 'A.4.3, A.7',
  sentence:
    'Data that trains, tests or feeds AI systems: whence, whose, how prepared, how good, and what rests on it.',
  path: '/datasets',
  endpoints: datasetEndpoints,
  columns: [
    { key: 'name', title: 'Name', sortable: true },
    { key: 'source', title: 'Source' },
    {
      key: 'personalData',
      title: 'Personal data',
      sortable: true,
      render: (row) => PERSONAL[row.personalData as keyof typeof PERSONAL],
    },
    {
      key: 'withdrawnOn',
      title: 'Use',
      sortable: true,
      render: (row) => (row.withdrawnOn ? `■ withdrawn ${row.withdrawnOn}` : 'in use'),
    },
    { key: 'ref', title: 'Reference', sortable: true },
  ],
  filters: [
    {
      key: 'personalData',
      title: 'Personal data',
      options: Object.entries(PERSONAL).map(([value, label]) => ({ value, label })),
    },
  ],
  fields: [...ABOUT, ...ORIGIN, ...PERSONAL_FIELDS],
  createFields: ['name', 'source', 'personalData'],
  mayWrite: mayWriteDataset,
  why: 'An auditor asks where data comes from, how good it is and whether it holds personal data.',
};
