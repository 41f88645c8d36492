import { anyMember } from '#kernel/policy.ts';
import { defineModule } from '#platform/module.ts';
import { command, query } from '#platform/operation.ts';
import { frameworkEndpoints as endpoints, packChoice } from './contract.ts';
import { lawDates } from './dates.ts';
import { choosePack, packList, packsChosen } from './packs.ts';
import { mayChoosePack } from './policy.ts';
import { annexA, frameworkList, frameworkPage, requirementPage, searchRequirements } from './queries.ts';
import { frameworkMigrations } from './table.ts';

/** The library of requirements out of the catalog, and which versions of its packs the organisation uses. */
export const frameworkModule = defineModule({
  name: 'framework',
  title: 'Standards and laws',
  records: [packChoice],
  migrations: frameworkMigrations,
  packs: packsChosen,
  dates: lawDates,
  operations: [
    query(endpoints.list, { allow: anyMember, run: async (ctx) => frameworkList(ctx) }),
    query(endpoints.get, { allow: anyMember, run: async (ctx, { id }) => frameworkPage(ctx, id) }),
    query(endpoints.annexA, { allow: anyMember, run: async (ctx) => annexA(ctx) }),
    query(endpoints.requirement, {
      allow: anyMember,
      run: async (ctx, input) => requirementPage(ctx, input),
    }),
    query(endpoints.packs, { allow: anyMember, run: packList }),
    command(endpoints.choosePack, { allow: mayChoosePack, run: choosePack }),
    query(endpoints.search, { allow: anyMember, run: async (ctx, input) => searchRequirements(ctx, input) }),
  ],
});
