import { registerOperations } from '#platform/register/operations.ts';
import { dataset, datasetEndpoints } from './contract.ts';
import { mayWriteDataset } from './policy.ts';

export const datasetOperations = registerOperations(dataset, datasetEndpoints, {
  write: mayWriteDataset,
  list: { sort: 'name' },
  prepareCreate: (_tx, input) => ({
    name: '',
    purpose: null,
    source: null,
    personalData: 'unknown' as const,
    description: null,
    ownerId: null,
    ...input,
  }),
});
