import { msg } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { defineModule } from '#platform/module.ts';
import { query } from '#platform/operation.ts';
import { changesOf } from './changes.ts';
import { homeEndpoints } from './contract.ts';
import { namesOperation } from './names.ts';
import { inbox, standing } from './queries.ts';
import { searchOperation } from './search.ts';

/** What must I do, what changed, where do we stand. */
export const homeModule = defineModule({
  name: 'home',
  title: msg('Home'),
  needs: ['calendar', 'conformity'],
  operations: [
    query(homeEndpoints.inbox, { heavy: true, allow: anyMember, run: inbox }),
    query(homeEndpoints.changes, { heavy: true, allow: anyMember, run: changesOf }),
    query(homeEndpoints.standing, { heavy: true, allow: anyMember, run: standing }),
    searchOperation,
    namesOperation,
  ],
});
