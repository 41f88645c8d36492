import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { webhook } from './contract.ts';
import { integrationOperations } from './operations.ts';
import { proposal } from './proposal-contract.ts';
import { expireJob, proposalOperations } from './proposal-operations.ts';
import { pruneJob } from './service.ts';
import { webhookSweep } from './sweep.ts';
import { integrationMigrations } from './table.ts';
import { integrationTasks } from './tasks.ts';

export const integrationModule = defineModule({
  name: 'integration',
  title: msg('Integrations'),
  records: [webhook, proposal],
  migrations: integrationMigrations,
  operations: [...integrationOperations, ...proposalOperations],
  jobs: [expireJob, pruneJob],
  sweeps: [webhookSweep],
  tasks: integrationTasks,
});
