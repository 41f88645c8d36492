import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { resourceChecks } from './checks.ts';
import { resource } from './contract.ts';
import { resourceOperations } from './operations.ts';
import { resourceMigrations } from './table.ts';

export const resourceModule = defineModule({
  name: 'resource',
  title: msg('Resources of AI systems'),
  needs: ['system'],
  records: [resource],
  belongs: [{ type: 'resource', over: [{ column: 'systemId' }] }],
  migrations: resourceMigrations,
  operations: resourceOperations,
  checks: resourceChecks,
});
