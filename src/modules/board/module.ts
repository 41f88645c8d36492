import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { boardOperations } from './operations.ts';

/** Where everything stands, on one page for the board, unit by unit and AI system by AI system. */
export const boardModule = defineModule({
  name: 'board',
  title: msg('Board'),
  needs: ['calendar', 'certification', 'conformity', 'improvement', 'risk', 'system'],
  operations: boardOperations,
});
