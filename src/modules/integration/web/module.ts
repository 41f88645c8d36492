import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const integrationWeb: WebModule = {
  name: 'integration',
  nav: [{ group: 'settings', title: msg('Webhooks'), path: '/webhooks', order: 25 }],
  routes: [
    { path: 'webhooks', load: () => import('./webhooks.tsx') },
    { path: 'webhooks/$id', load: () => import('./webhook.tsx') },
  ],
};
