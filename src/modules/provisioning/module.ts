import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { directoryGroup, directoryUser, provisioningToken } from './contract.ts';
import { provisioningOperations } from './operations.ts';
import { GROUP_MEMBER } from './read.ts';
import { scim } from './scim/protocol.ts';
import { provisioningMigrations } from './table.ts';

/** People and groups that a directory writes (SCIM 2.0). */
export const provisioningModule = defineModule({
  name: 'provisioning',
  title: msg('Provisioning'),
  needs: ['people'],
  records: [provisioningToken, directoryUser, directoryGroup],
  links: [
    {
      kind: GROUP_MEMBER,
      from: ['directoryGroup'],
      to: ['person'],
      forward: msg('has the member'),
      backward: msg('is in the group'),
    },
  ],
  migrations: provisioningMigrations,
  operations: provisioningOperations,
  protocols: [scim],
  pasts: {
    'scim.createUser': msg('added this by the directory'),
    'scim.writeUser': msg('changed this by the directory'),
    'scim.removeUser': msg('let this person go by the directory'),
    'scim.createGroup': msg('added this by the directory'),
    'scim.writeGroup': msg('changed this by the directory'),
    'scim.removeGroup': msg('removed this by the directory'),
  },
});
