import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { supplier } from './contract.ts';
import { supplierOperations } from './operations.ts';
import { supplierSignificant } from './staleness.ts';
import { supplierMigrations } from './table.ts';

export const supplierModule = defineModule({
  name: 'supplier',
  title: msg('Suppliers'),
  records: [supplier],
  belongs: [
    {
      type: 'supplier',
      over: [
        { link: 'supplied-by', end: 'from' },
        { link: 'model-from', end: 'from' },
        { link: 'data-from', end: 'from' },
      ],
      shared: true,
    },
  ],
  migrations: supplierMigrations,
  operations: supplierOperations,
  significant: supplierSignificant,
});
