import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { alert } from './alert-contract.ts';
import { monitoringChecks } from './checks.ts';
import { evaluation, monitor } from './contract.ts';
import { monitoringDates } from './dates.ts';
import { monitoringGates } from './gates.ts';
import { gapJob } from './jobs.ts';
import { monitoringOperations } from './operations.ts';
import { monitorResult } from './result-contract.ts';
import { monitoringChanges } from './staleness.ts';
import { monitoringMigrations } from './table.ts';
import { monitoringTasks } from './tasks.ts';

export const monitoringModule = defineModule({
  name: 'monitoring',
  title: msg('Monitoring'),
  needs: ['system', 'improvement'],
  records: [monitor, monitorResult, alert, evaluation],
  links: [
    {
      kind: 'watches',
      from: ['monitor'],
      to: ['system'],
      forward: msg('watches'),
      backward: msg('is watched by'),
      fromMany: 'one',
      required: true,
    },
    {
      kind: 'raised-by',
      from: ['alert'],
      to: ['monitor'],
      forward: msg('was raised by'),
      backward: msg('raised'),
      fromMany: 'one',
    },
    {
      kind: 'handled-by',
      from: ['alert'],
      to: ['*'],
      forward: msg('is dealt with by'),
      backward: msg('deals with'),
    },
    {
      // Objectives (6.2) and indicators of emerging impacts (A.5) may have their figure here.
      kind: 'measured-by',
      from: ['*'],
      to: ['monitor'],
      forward: msg('is measured by'),
      backward: msg('measures'),
      editableBy: ['governance-officer', 'risk-manager', 'quality-manager', 'ai-engineer', 'consultant'],
    },
  ],
  belongs: [
    { type: 'monitor', over: [{ column: 'systemId' }] },
    { type: 'monitorResult', over: [{ column: 'monitorId' }] },
    { type: 'monitorEvaluation', over: [{ column: 'monitorId' }] },
    { type: 'alert', over: [{ column: 'systemId' }, { column: 'monitorId' }] },
  ],
  migrations: monitoringMigrations,
  operations: monitoringOperations,
  checks: monitoringChecks,
  jobs: [gapJob],
  gates: monitoringGates,
  significant: monitoringChanges,
  tasks: monitoringTasks,
  dates: monitoringDates,
});
