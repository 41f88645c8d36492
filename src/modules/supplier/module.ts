import { defineModule } from '#platform/module.ts';
import { supplier } from './contract.ts';
import { supplierOperations } from './operations.ts';
import { supplierSignificant } from './staleness.ts';
import { supplierMigrations } from './table.ts';

export const supplierModule = defineModule({
  name: 'supplier',
  title: 'Suppliers',
  records: [supplier],
  migrations: supplierMigrations,
  operations: supplierOperations,
  significant: supplierSignificant,
});
