import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { certification, certificationAudit, certificationDemand, certificationFinding } from './contract.ts';
import { certificationDates } from './dates.ts';
import { certificationOperations } from './operations.ts';
import { certificationMigrations } from './table.ts';
import { certificationTasks } from './tasks.ts';

/**
 * The file of the certification. It has no conformity check: no requirement of ISO/IEC 42001 asks for a certificate. What a
 * body finds becomes a nonconformity, which the checks of 10.2 read.
 */
export const certificationModule = defineModule({
  name: 'certification',
  title: msg('Certification'),
  needs: ['improvement', 'intake', 'risk', 'control', 'system'],
  records: [certification, certificationAudit, certificationFinding, certificationDemand],
  migrations: certificationMigrations,
  operations: certificationOperations,
  tasks: certificationTasks,
  dates: certificationDates,
});
