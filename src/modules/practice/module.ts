import { defineModule } from '#platform/module.ts';
import { templateCopy } from './contract.ts';
import { practiceOperations } from './operations.ts';
import { practiceMigrations } from './table.ts';

/** What somebody needs who works for several organisations: one row for each, and templates from one into another. */
export const practiceModule = defineModule({
  name: 'practice',
  title: 'Consultants',
  needs: ['calendar', 'certification', 'conformity', 'improvement', 'system'],
  records: [templateCopy],
  migrations: practiceMigrations,
  operations: practiceOperations,
});
