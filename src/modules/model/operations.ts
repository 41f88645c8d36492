import { registerOperations } from '#platform/register/operations.ts';
import { model, modelEndpoints } from './contract.ts';
import { mayWriteModel } from './policy.ts';

export const modelOperations = registerOperations(model, modelEndpoints, {
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
});
