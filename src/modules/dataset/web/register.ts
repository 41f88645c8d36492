import type { PlainRegister } from '#ui/plain-register.tsx';
import { datasetEndpoints } from '../contract.ts';
import { mayWriteDataset } from '../policy.ts';

/** How this register looks. */
export const register: PlainRegister = {
  title: 'Data sets',
  one: 'a data set',
  clause: 'A.4.3, A.7',
  sentence: 'Data that trains, tests or feeds AI systems.',
  path: '/datasets',
  endpoints: datasetEndpoints,
  columns: [
    { key: 'name', title: 'Name', sortable: true },
    { key: 'source', title: 'Source' },
    { key: 'personalData', title: 'Personal data', sortable: true },
    { key: 'ref', title: 'Reference', sortable: true },
  ],
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'purpose', label: 'Purpose', kind: 'long' },
    { key: 'source', label: 'Source', kind: 'text' },
    {
      key: 'personalData',
      label: 'Personal data',
      kind: 'select',
      required: true,
      options: [
        { value: 'none', label: 'None' },
        { value: 'personal', label: 'Personal data' },
        { value: 'special-categories', label: 'Special categories' },
        { value: 'unknown', label: 'Not known' },
      ],
    },
    { key: 'description', label: 'Description', kind: 'long' },
    { key: 'ownerId', label: 'Owner', kind: 'person' },
  ],
  createFields: ['name', 'source', 'personalData'],
  mayWrite: mayWriteDataset,
  why: 'An auditor asks where data comes from, how good it is and whether it holds personal data.',
};
