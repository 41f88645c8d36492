import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { calendarChecks } from './checks.ts';
import { absence, noticeChoice, obligation, occurrence } from './contract.ts';
import { calendarDoors } from './doors.ts';
import { calendarJobs } from './jobs.ts';
import { calendarOperations } from './operations.ts';
import { calendarRests } from './rests.ts';
import { calendarMigrations } from './table.ts';
import { calendarTasks } from './tasks.ts';

/** Days of all registers are a type of the kernel that modules register, so this module needs nobody. */
export const calendarModule = defineModule({
  name: 'calendar',
  title: msg('Calendar'),
  records: [obligation, occurrence, absence, noticeChoice],
  links: [
    {
      kind: 'shown-by',
      from: ['occurrence'],
      to: ['*'],
      forward: msg('is shown by'),
      backward: msg('shows'),
      pinsVersion: true,
    },
  ],
  migrations: calendarMigrations,
  operations: calendarOperations,
  checks: calendarChecks,
  jobs: calendarJobs,
  tasks: calendarTasks,
  doors: calendarDoors,
  rests: calendarRests,
});
