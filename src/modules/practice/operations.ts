import { t } from '#kernel/language.ts';
import { anyMember, denied } from '#kernel/policy.ts';
import { type Operation, query } from '#platform/operation.ts';
import { registerOperations } from '#platform/register/operations.ts';
import { practiceEndpoints, templateCopy, templateCopyEndpoints } from './contract.ts';
import { rowOf } from './row.ts';

export const practiceOperations: readonly Operation[] = [
  query(practiceEndpoints.row, { heavy: true, allow: anyMember, run: (ctx) => rowOf(ctx) }),
  ...registerOperations(templateCopy, templateCopyEndpoints, {
    write: () => denied(t('A copy of templates is recorded when it is made, and stays as it is.')),
    remove: () => denied(t('That templates were taken stays on record.')),
    list: { sort: '-copiedOn' },
    prepareCreate: (_tx, input) => ({
      sourceOrg: '',
      sourceName: '',
      copiedBy: null,
      copiedOn: '',
      items: [],
      ...input,
    }),
  }),
];
