import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { unitOperations } from './operations.ts';

/** The parts of the organisation. Their record belongs to the kernel: every policy reads it. */
export const unitModule = defineModule({
  name: 'unit',
  title: msg('Units'),
  needs: ['system', 'risk'],
  operations: unitOperations,
});
