import { msg, t } from '#kernel/language.ts';
import type { PlainRegister } from '#ui/plain-register.tsx';
import { datasetEndpoints } from '../contract.ts';
import { mayWriteDataset } from '../policy.ts';
import { ABOUT, ORIGIN, PERSONAL, PERSONAL_FIELDS } from './fields.ts';

/** How this register looks. */
export const register: PlainRegister = {
  title: msg('Data sets'),
  add: msg('Add a data set'),
  none: msg('No data set yet'),
  clause: 'A.4.3, A.7',
  sentence: msg(
    'Data that trains, tests or feeds AI systems: whence, whose, how prepared, how good, and what rests on it.',
  ),
  path: '/datasets',
  endpoints: datasetEndpoints,
  columns: [
    { key: 'name', title: msg('Name'), sortable: true },
    { key: 'source', title: msg('Source') },
    {
      key: 'personalData',
      title: msg('Personal data'),
      sortable: true,
      render: (row) => t(PERSONAL[row.personalData as keyof typeof PERSONAL]),
    },
    {
      key: 'withdrawnOn',
      title: msg('Use'),
      sortable: true,
      render: (row) =>
        row.withdrawnOn
          ? t('■ withdrawn {withdrawnOn}', { withdrawnOn: String(row.withdrawnOn) })
          : t('in use'),
    },
    { key: 'ref', title: msg('Reference'), sortable: true },
  ],
  filters: [
    {
      key: 'personalData',
      title: msg('Personal data'),
      options: Object.entries(PERSONAL).map(([value, label]) => ({ value, label })),
    },
  ],
  fields: [...ABOUT, ...ORIGIN, ...PERSONAL_FIELDS],
  createFields: ['name', 'source', 'personalData'],
  mayWrite: mayWriteDataset,
  why: msg('An auditor asks where data comes from, how good it is and whether it holds personal data.'),
};
