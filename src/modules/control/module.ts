import { controlIds } from '#catalog/annex-a.ts';
import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { controlChecks } from './checks.ts';
import { control, statement } from './contract.ts';
import { issuedExclusions } from './lines.ts';
import { controlOperations } from './operations.ts';
import { controlRests } from './rests.ts';
import { adoptAnnexA } from './service.ts';
import { controlDependents } from './staleness.ts';
import { controlMigrations } from './table.ts';
import { controlTasks } from './tasks.ts';

export const controlModule = defineModule({
  name: 'control',
  title: msg('Controls and Statement of Applicability'),
  needs: ['system', 'supplier', 'risk', 'impact', 'evidence', 'conformity', 'framework'],
  records: [control, statement],
  migrations: controlMigrations,
  operations: controlOperations,
  checks: controlChecks(controlIds),
  tasks: controlTasks,
  initialise: adoptAnnexA,
  exclusions: issuedExclusions,
  dependents: controlDependents,
  rests: controlRests,
});
