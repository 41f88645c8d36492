import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { evidenceChecks } from './checks.ts';
import { evidence } from './contract.ts';
import { evidenceDates } from './dates.ts';
import { evidenceOperations } from './operations.ts';
import { evidenceMigrations } from './table.ts';
import { evidenceTasks } from './tasks.ts';

export const evidenceModule = defineModule({
  name: 'evidence',
  title: msg('Evidence'),
  records: [evidence],
  links: [
    {
      kind: 'evidences',
      from: ['evidence'],
      to: ['*'],
      forward: msg('is evidence for'),
      backward: msg('has the evidence'),
      pinsVersion: true,
      editableBy: [
        'governance-officer',
        'risk-manager',
        'ai-engineer',
        'quality-manager',
        'data-protection-officer',
      ],
    },
  ],
  belongs: [{ type: 'evidence', over: [{ link: 'evidences', end: 'to' }] }],
  migrations: evidenceMigrations,
  operations: evidenceOperations,
  checks: evidenceChecks,
  tasks: evidenceTasks,
  dates: evidenceDates,
});
