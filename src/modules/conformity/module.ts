import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { conformityChecks } from './checks.ts';
import { confirmation, override, verdict } from './contract.ts';
import { conformityDates } from './dates.ts';
import { snapshotJob } from './jobs.ts';
import { conformityOperations } from './operations.ts';
import { conformityRests } from './rests.ts';
import { conformityMigrations } from './table.ts';
import { conformityTasks } from './tasks.ts';

/** Checks are types of the kernel that modules register, so this module needs nobody. */
export const conformityModule = defineModule({
  name: 'conformity',
  title: msg('Conformity'),
  records: [confirmation, override, verdict],
  migrations: conformityMigrations,
  operations: conformityOperations,
  checks: conformityChecks,
  jobs: [snapshotJob],
  tasks: conformityTasks,
  dates: conformityDates,
  rests: conformityRests,
});
