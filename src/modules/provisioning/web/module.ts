import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const provisioningWeb: WebModule = {
  name: 'provisioning',
  nav: [{ group: 'settings', title: msg('Provisioning'), path: '/provisioning', order: 14 }],
  routes: [{ path: 'provisioning', load: () => import('./provisioning.tsx') }],
  actions: [
    {
      title: msg('Let a directory write people'),
      words: msg('scim provisioning groups token'),
      path: '/provisioning',
    },
  ],
};
