import { registerOperations } from '#platform/register/operations.ts';
import { supplier, supplierEndpoints } from './contract.ts';
import { mayWriteSupplier } from './policy.ts';

export const supplierOperations = registerOperations(supplier, supplierEndpoints, {
  write: mayWriteSupplier,
  list: { sort: 'name' },
  prepareCreate: (_tx, input) => ({
    name: '',
    supplies: null,
    country: null,
    contract: null,
    ownerId: null,
    ...input,
  }),
});
