import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { lifecycleChecks } from './checks.ts';
import { gateOpening, gateRule, lifecycleRecord } from './contract.ts';
import { lifecycleDates } from './dates.ts';
import { lifecycleOperations } from './operations.ts';
import { lifecycleDependents } from './staleness.ts';
import { lifecycleMigrations } from './table.ts';
import { lifecycleTasks } from './tasks.ts';

export const lifecycleModule = defineModule({
  name: 'lifecycle',
  title: msg('Life cycle and gates'),
  needs: ['system'],
  records: [lifecycleRecord, gateRule, gateOpening],
  links: [
    {
      kind: 'life-cycle-of',
      from: ['lifecycleRecord'],
      to: ['system'],
      forward: msg('is a life-cycle record of'),
      backward: msg('has the life-cycle record'),
      fromMany: 'one',
      required: true,
    },
    {
      kind: 'gate-of',
      from: ['gateOpening'],
      to: ['system'],
      forward: msg('let through the gate'),
      backward: msg('was let through by'),
      fromMany: 'one',
    },
  ],
  belongs: [
    { type: 'lifecycleRecord', over: [{ column: 'systemId' }] },
    { type: 'gateOpening', over: [{ column: 'systemId' }] },
  ],
  migrations: lifecycleMigrations,
  operations: lifecycleOperations,
  checks: lifecycleChecks,
  tasks: lifecycleTasks,
  dates: lifecycleDates,
  dependents: lifecycleDependents,
});
