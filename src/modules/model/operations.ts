import { linkOperations } from '#platform/register/link-operations.ts';
import { registerOperations } from '#platform/register/operations.ts';
import { model, modelEndpoints, modelLinks } from './contract.ts';
import { mayLinkModel, mayWriteModel } from './policy.ts';

export const modelOperations = [
  ...registerOperations(model, modelEndpoints, {
    write: mayWriteModel,
    list: { sort: 'name' },
    prepareCreate: (_tx, input) => ({
      name: '',
      kind: null,
      modelVersion: null,
      origin: null,
      description: null,
      ownerId: null,
      ...input,
    }),
  }),
  ...linkOperations(model, modelLinks, { allow: mayLinkModel }),
];
