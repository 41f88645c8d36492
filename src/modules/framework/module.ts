import { msg } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { defineModule } from '#platform/module.ts';
import { action, command, query } from '#platform/operation.ts';
import { bundleOf, bundlesOf } from './bundle.ts';
import { frameworkEndpoints as endpoints, packChoice } from './contract.ts';
import { frameworkDates } from './dates.ts';
import { bundleFile, readinessFile } from './documents.ts';
import { integratedView } from './integrated.ts';
import { harmonisedStandard, ownFramework, ownRequirement } from './own-contract.ts';
import { ownOperations } from './own-operations.ts';
import { packChanges } from './pack-changes.ts';
import { choosePack, packList, packsChosen } from './packs.ts';
import { mayChoosePack, mayWriteFramework } from './policy.ts';
import { profileOf, setProfile } from './profile.ts';
import { annexA, frameworkList, frameworkPage, requirementPage, searchRequirements } from './queries.ts';
import { readinessOf } from './readiness.ts';
import { profileEntry, readinessEndpoints } from './readiness-contract.ts';
import { frameworkRests } from './rests.ts';
import { frameworkMigrations } from './table.ts';

/** The library of requirements out of the catalog, and which versions of its packs the organisation uses. */
export const frameworkModule = defineModule({
  name: 'framework',
  title: msg('Standards and laws'),
  needs: ['conformity', 'system'],
  records: [packChoice, profileEntry, ownFramework, ownRequirement, harmonisedStandard],
  migrations: frameworkMigrations,
  packs: packsChosen,
  dates: frameworkDates,
  rests: frameworkRests,
  operations: [
    query(endpoints.list, { allow: anyMember, run: async (ctx) => frameworkList(ctx) }),
    query(endpoints.get, { allow: anyMember, run: async (ctx, { id }) => frameworkPage(ctx, id) }),
    query(endpoints.annexA, { allow: anyMember, run: async (ctx) => annexA(ctx) }),
    query(endpoints.requirement, {
      allow: anyMember,
      run: async (ctx, input) => requirementPage(ctx, input),
    }),
    query(endpoints.packs, { allow: anyMember, run: packList }),
    action(endpoints.packChanges, { allow: anyMember, run: packChanges }),
    command(endpoints.choosePack, { allow: mayChoosePack, run: choosePack }),
    query(readinessEndpoints.readiness, { heavy: true, allow: anyMember, run: readinessOf }),
    action(readinessEndpoints.readinessFile, { allow: anyMember, run: readinessFile }),
    query(readinessEndpoints.integrated, { heavy: true, allow: anyMember, run: integratedView }),
    query(readinessEndpoints.profile, {
      allow: anyMember,
      run: (ctx, { framework }) => profileOf(ctx, framework),
    }),
    command(readinessEndpoints.setProfile, { allow: mayWriteFramework, run: setProfile }),
    query(readinessEndpoints.bundles, { heavy: true, allow: anyMember, run: bundlesOf }),
    query(readinessEndpoints.bundle, {
      heavy: true,
      allow: anyMember,
      run: (ctx, { id }) => bundleOf(ctx, id),
    }),
    action(readinessEndpoints.bundleFile, { allow: mayWriteFramework, run: bundleFile }),
    ...ownOperations,
    query(endpoints.search, { allow: anyMember, run: async (ctx, input) => searchRequirements(ctx, input) }),
  ],
});
