import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { changeChecks, staleChecks } from './checks.ts';
import { managementChange, staleAnswer, staleRule, systemChange } from './contract.ts';
import { changeDates } from './dates.ts';
import { changeOperations } from './operations.ts';
import { recogniseJob } from './recognise.ts';
import { changeSignificant } from './staleness.ts';
import { changeMigrations } from './table.ts';
import { changeTasks } from './tasks.ts';

export const changeModule = defineModule({
  name: 'change',
  title: msg('Changes and what they make stale'),
  records: [systemChange, managementChange, staleRule, staleAnswer],
  links: [
    {
      kind: 'changes',
      from: ['systemChange'],
      to: ['*'],
      forward: msg('changes'),
      backward: msg('is changed by'),
    },
  ],
  belongs: [
    { type: 'systemChange', over: [{ column: 'subjectId' }, { link: 'changes', end: 'to' }] },
    { type: 'staleAnswer', over: [{ column: 'recordId' }] },
  ],
  migrations: changeMigrations,
  operations: changeOperations,
  checks: changeChecks,
  derivedChecks: staleChecks,
  tasks: changeTasks,
  dates: changeDates,
  jobs: [recogniseJob],
  significant: changeSignificant,
});
