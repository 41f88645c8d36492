import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const ssoWeb: WebModule = {
  name: 'sso',
  nav: [{ group: 'settings', title: msg('Single sign-on'), path: '/single-sign-on', order: 12 }],
  routes: [{ path: 'single-sign-on', load: () => import('./providers.tsx') }],
  actions: [
    {
      title: msg('Set up single sign-on'),
      words: msg('oidc saml entra okta keycloak identity provider'),
      path: '/single-sign-on',
    },
  ],
};
