import type { WebModule } from '#ui/web-module.ts';

export const integrationWeb: WebModule = {
  name: 'integration',
  nav: [{ group: 'settings', title: 'Webhooks', path: '/webhooks', order: 25 }],
  routes: [
    { path: 'webhooks', load: () => import('./webhooks.tsx') },
    { path: 'webhooks/$id', load: () => import('./webhook.tsx') },
  ],
};
