import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { readinessOperations } from './operations.ts';

export const readinessModule = defineModule({
  name: 'readiness',
  title: msg('Readiness'),
  needs: ['conformity', 'evidence'],
  operations: readinessOperations,
});
