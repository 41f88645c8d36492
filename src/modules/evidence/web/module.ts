import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const evidenceWeb: WebModule = {
  name: 'evidence',
  nav: [{ group: 'do', title: msg('Evidence'), path: '/evidence', clause: '7.5', order: 60 }],
  routes: [
    { path: 'evidence', load: () => import('./list.tsx') },
    { path: 'evidence/$id', load: () => import('./record.tsx') },
  ],
};
