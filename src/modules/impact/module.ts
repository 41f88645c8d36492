import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { impactChecks } from './checks.ts';
import {
  consultation,
  impact,
  impactAnswer,
  impactCriteria,
  impactEntry,
  impactSnapshot,
  indicator,
  screening,
} from './contract.ts';
import { impactDates } from './dates.ts';
import { impactGates } from './gates.ts';
import { impactOperations } from './operations.ts';
import { impactDependents } from './staleness.ts';
import { impactMigrations } from './table.ts';
import { impactTasks } from './tasks.ts';

export const impactModule = defineModule({
  name: 'impact',
  title: msg('Impact assessments'),
  needs: ['system', 'dataset', 'risk'],
  records: [
    impactCriteria,
    screening,
    impact,
    impactAnswer,
    impactEntry,
    consultation,
    indicator,
    impactSnapshot,
  ],
  links: [
    {
      kind: 'assesses',
      from: ['impact'],
      to: ['system'],
      forward: msg('assesses'),
      backward: msg('is assessed by'),
      fromMany: 'one',
    },
    {
      kind: 'impact-mitigated-by',
      from: ['impactEntry'],
      to: ['control', 'treatment'],
      forward: msg('is answered by'),
      backward: msg('answers the impact'),
    },
    {
      kind: 'impact-raises',
      from: ['impactEntry'],
      to: ['risk'],
      forward: msg('is the risk'),
      backward: msg('comes from the impact'),
    },
  ],
  belongs: [
    { type: 'screening', over: [{ column: 'systemId' }] },
    { type: 'impact', over: [{ column: 'systemId' }] },
    { type: 'impactAnswer', over: [{ column: 'impactId' }] },
    { type: 'impactEntry', over: [{ column: 'impactId' }] },
    { type: 'consultation', over: [{ column: 'impactId' }] },
    { type: 'indicator', over: [{ column: 'impactId' }] },
    { type: 'impactSnapshot', over: [{ column: 'impactId' }] },
  ],
  migrations: impactMigrations,
  operations: impactOperations,
  checks: impactChecks,
  gates: impactGates,
  dependents: impactDependents,
  dates: impactDates,
  tasks: impactTasks,
});
