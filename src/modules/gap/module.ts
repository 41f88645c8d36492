import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { claim, interview, part, reusedItem } from './contract.ts';
import { gapByLink, gapOperations } from './operations.ts';
import { gapMigrations } from './table.ts';
import { gapTasks } from './tasks.ts';

export const gapModule = defineModule({
  name: 'gap',
  title: msg('Gap analysis'),
  needs: ['conformity'],
  records: [interview, part, claim, reusedItem],
  migrations: gapMigrations,
  operations: gapOperations,
  byLink: gapByLink,
  tasks: gapTasks,
});
