import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { riskChecks } from './checks.ts';
import { risk, riskCriteria, treatment } from './contract.ts';
import { riskDates } from './dates.ts';
import { riskGates } from './gates.ts';
import { riskOperations } from './operations.ts';
import { riskRests } from './rests.ts';
import { riskDependents } from './staleness.ts';
import { riskMigrations } from './table.ts';
import { riskTasks } from './tasks.ts';

export const riskModule = defineModule({
  name: 'risk',
  title: msg('Risks and opportunities'),
  needs: ['system'],
  records: [riskCriteria, risk, treatment],
  links: [
    {
      kind: 'concerns',
      from: ['risk'],
      to: ['system'],
      forward: msg('concerns'),
      backward: msg('has the risk'),
      editableBy: ['governance-officer', 'risk-manager', 'ai-engineer'],
    },
    {
      kind: 'treats',
      from: ['treatment'],
      to: ['risk'],
      forward: msg('treats'),
      backward: msg('is treated by'),
      fromMany: 'one',
      required: true,
    },
    {
      kind: 'treatment-uses',
      from: ['treatment'],
      to: ['control'],
      forward: msg('uses the control'),
      backward: msg('is used by the treatment'),
      required: true,
    },
  ],
  belongs: [
    { type: 'risk', over: [{ link: 'concerns', end: 'to' }] },
    { type: 'treatment', over: [{ column: 'riskId' }] },
  ],
  migrations: riskMigrations,
  operations: riskOperations,
  checks: riskChecks,
  tasks: riskTasks,
  dates: riskDates,
  gates: riskGates,
  dependents: riskDependents,
  rests: riskRests,
});
