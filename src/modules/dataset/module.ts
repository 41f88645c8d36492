import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { datasetChecks } from './checks.ts';
import { dataset } from './contract.ts';
import { datasetOperations } from './operations.ts';
import { linkersDataset } from './policy.ts';
import { datasetDependents, datasetSignificant } from './staleness.ts';
import { datasetMigrations } from './table.ts';

export const datasetModule = defineModule({
  name: 'dataset',
  title: msg('Data sets'),
  records: [dataset],
  links: [
    {
      kind: 'data-from',
      from: ['dataset'],
      to: ['supplier'],
      forward: msg('comes from'),
      backward: msg('supplies'),
      required: true,
      editableBy: linkersDataset,
    },
    {
      kind: 'derived-from',
      from: ['dataset'],
      to: ['dataset'],
      forward: msg('is made of'),
      backward: msg('becomes'),
      required: true,
      editableBy: linkersDataset,
    },
  ],
  belongs: [
    {
      type: 'dataset',
      over: [
        { link: 'uses-data', end: 'from' },
        { link: 'trained-on', end: 'from' },
      ],
      shared: true,
    },
  ],
  migrations: datasetMigrations,
  operations: datasetOperations,
  checks: datasetChecks,
  significant: datasetSignificant,
  dependents: datasetDependents,
});
