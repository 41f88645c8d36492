import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { intakeChecks } from './checks.ts';
import { useRequest } from './contract.ts';
import { intakeDates } from './dates.ts';
import { intakeOperations } from './operations.ts';
import { intakeMigrations } from './table.ts';
import { intakeTasks } from './tasks.ts';

export const intakeModule = defineModule({
  name: 'intake',
  title: msg('Requests to use AI'),
  needs: ['system'],
  records: [useRequest],
  links: [
    {
      kind: 'use-became',
      from: ['useRequest'],
      to: ['system'],
      forward: msg('became the AI system'),
      backward: msg('was asked for by'),
      fromMany: 'one',
    },
  ],
  migrations: intakeMigrations,
  operations: intakeOperations,
  checks: intakeChecks,
  tasks: intakeTasks,
  dates: intakeDates,
});
