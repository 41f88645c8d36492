import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { improvementChecks } from './checks.ts';
import { correctiveAction, nonconformity } from './contract.ts';
import { improvementDates } from './dates.ts';
import { improvementIdea } from './idea-contract.ts';
import { improvementLinks } from './link-kinds.ts';
import { improvementOperations } from './operations.ts';
import { improvementMigrations } from './table.ts';
import { improvementTasks } from './tasks.ts';

export const improvementModule = defineModule({
  name: 'improvement',
  title: msg('Nonconformities and improvement'),
  needs: ['system', 'risk'],
  records: [nonconformity, correctiveAction, improvementIdea],
  links: improvementLinks,
  belongs: [
    { type: 'nonconformity', over: [{ link: 'nc-concerns', end: 'to' }] },
    { type: 'correctiveAction', over: [{ column: 'nonconformityId' }] },
  ],
  migrations: improvementMigrations,
  operations: improvementOperations,
  checks: improvementChecks,
  tasks: improvementTasks,
  dates: improvementDates,
});
