import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { peopleOperations } from './operations.ts';

/** People, roles, keys and the organisation's own settings. Their records belong to the kernel, which every policy reads. */
export const peopleModule = defineModule({
  name: 'people',
  title: msg('People and settings'),
  needs: ['calendar'],
  operations: peopleOperations,
});
