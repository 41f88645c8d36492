import { linkOperations } from '#platform/register/link-operations.ts';
import { registerOperations } from '#platform/register/operations.ts';
import { dataset, datasetEndpoints, datasetLinks } from './contract.ts';
import { mayLinkDataset, mayWriteDataset } from './policy.ts';

export const datasetOperations = [
  ...registerOperations(dataset, datasetEndpoints, {
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
  }),
  ...linkOperations(dataset, datasetLinks, { allow: mayLinkDataset }),
];
