import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { roadmapChecks } from './checks.ts';
import { activity, plan } from './contract.ts';
import { roadmapDates } from './dates.ts';
import { roadmapOperations } from './operations.ts';
import { roadmapMigrations } from './table.ts';
import { roadmapTasks } from './tasks.ts';

export const roadmapModule = defineModule({
  name: 'roadmap',
  title: msg('Plan'),
  needs: ['gap', 'readiness', 'conformity', 'system'],
  records: [plan, activity],
  migrations: roadmapMigrations,
  operations: roadmapOperations,
  checks: roadmapChecks,
  tasks: roadmapTasks,
  dates: roadmapDates,
});
