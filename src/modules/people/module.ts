import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { peopleOperations } from './operations.ts';

/** People, roles, keys and the organisation's own settings. Their records belong to the kernel, which every policy reads. */
export const peopleModule = defineModule({
  name: 'people',
  title: msg('People and settings'),
  needs: ['calendar'],
  operations: peopleOperations,
  pasts: {
    'person.accept': msg('let this person in by an invitation'),
    'person.join': msg('let this person in as the first administrator'),
    'account.secondFactorAdded': msg('added a second factor to this account'),
    'account.secondFactorRemoved': msg('took the second factor off this account'),
    'account.passkeyAdded': msg('added a passkey to this account'),
    'account.passkeyRemoved': msg('took a passkey off this account'),
    'account.lockedOut': msg('let somebody wait who failed at the sign-in of this account'),
  },
});
