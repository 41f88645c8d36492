import { msg } from '#kernel/language.ts';
import { savedView } from '#kernel/saved-view.ts';
import { defineModule } from '#platform/module.ts';
import { viewOperations } from './operations.ts';
import { viewMigrations } from './table.ts';

export const viewModule = defineModule({
  name: 'view',
  title: msg('Saved views'),
  records: [savedView],
  migrations: viewMigrations,
  operations: viewOperations,
});
