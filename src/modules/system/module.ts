import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { systemChecks } from './checks.ts';
import { claim } from './claim-contract.ts';
import { claimJobs, claimOperations } from './claim-operations.ts';
import { claimTasks } from './claim-tasks.ts';
import { system } from './contract.ts';
import { systemGates } from './gates.ts';
import { importJobs, importOperations } from './import-operations.ts';
import { lawDatesJob } from './law-dates.ts';
import { systemOperations } from './operations.ts';
import { linkersSystem } from './policy.ts';
import { systemRests } from './rests.ts';
import { systemDependents, systemSignificant } from './staleness.ts';
import { systemMigrations } from './table.ts';

export const systemModule = defineModule({
  name: 'system',
  title: msg('AI systems'),
  needs: ['supplier', 'dataset', 'model'],
  records: [system, claim],
  links: [
    {
      kind: 'uses-model',
      from: ['system'],
      to: ['model'],
      forward: msg('uses the model'),
      backward: msg('is used by'),
      required: true,
      editableBy: linkersSystem,
    },
    {
      kind: 'uses-data',
      from: ['system'],
      to: ['dataset'],
      forward: msg('uses the data set'),
      backward: msg('feeds'),
      required: true,
      editableBy: linkersSystem,
    },
    {
      kind: 'supplied-by',
      from: ['system'],
      to: ['supplier'],
      forward: msg('is supplied by'),
      backward: msg('supplies'),
      required: true,
      editableBy: linkersSystem,
    },
  ],
  belongs: [
    { type: 'system', over: 'itself' },
    { type: 'claim', over: [{ column: 'systemId' }] },
  ],
  migrations: systemMigrations,
  operations: [...systemOperations, ...importOperations, ...claimOperations],
  jobs: [...importJobs, ...claimJobs, lawDatesJob],
  tasks: claimTasks,
  checks: systemChecks,
  gates: systemGates,
  significant: systemSignificant,
  dependents: systemDependents,
  rests: systemRests,
});
