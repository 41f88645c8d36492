import { anyMember } from '#kernel/policy.ts';
import { defineModule } from '#platform/module.ts';
import { query } from '#platform/operation.ts';
import { frameworkEndpoints as endpoints } from './contract.ts';
import { annexA, frameworkList, frameworkPage, requirementPage, searchRequirements } from './queries.ts';

/** The library of requirements: read-only, out of the catalog. */
export const frameworkModule = defineModule({
  name: 'framework',
  title: 'Standards and laws',
  operations: [
    query(endpoints.list, { allow: anyMember, run: async (ctx) => frameworkList(ctx) }),
    query(endpoints.get, { allow: anyMember, run: async (ctx, { id }) => frameworkPage(ctx, id) }),
    query(endpoints.annexA, { allow: anyMember, run: async (ctx) => annexA(ctx) }),
    query(endpoints.requirement, {
      allow: anyMember,
      run: async (ctx, input) => requirementPage(ctx, input),
    }),
    query(endpoints.search, { allow: anyMember, run: async (ctx, input) => searchRequirements(ctx, input) }),
  ],
});
