import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const integrationWeb: WebModule = {
  name: 'integration',
  nav: [
    { group: 'settings', title: msg('Webhooks'), path: '/webhooks', order: 25 },
    { group: 'settings', title: msg('Proposals of programs'), path: '/proposals', order: 26 },
  ],
  routes: [
    { path: 'webhooks', load: () => import('./webhooks.tsx') },
    { path: 'webhooks/$id', load: () => import('./webhook.tsx') },
    { path: 'proposals', load: () => import('./proposals.tsx') },
    { path: 'proposals/$id', load: () => import('./proposal.tsx') },
  ],
};
