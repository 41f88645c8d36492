import { identityProvider } from '#kernel/identity-provider.ts';
import { msg } from '#kernel/language.ts';
import { defineModule } from '#platform/module.ts';
import { ROLES_FROM } from '#platform/sso/mapped-roles.ts';
import { ssoOperations } from './operations.ts';

/** Single sign-on: the providers by which people come in, and what their groups mean here. */
export const ssoModule = defineModule({
  name: 'sso',
  title: msg('Single sign-on'),
  records: [identityProvider],
  links: [
    {
      kind: ROLES_FROM,
      from: ['membership'],
      to: ['identityProvider', 'directoryGroup'],
      forward: msg('comes from'),
      backward: msg('brings'),
      fromMany: 'one',
    },
  ],
  operations: ssoOperations,
  pasts: { 'identityProvider.signIn': msg('let this person in') },
});
