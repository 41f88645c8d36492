import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const readinessWeb: WebModule = {
  name: 'readiness',
  nav: [{ group: 'check', title: msg('Readiness'), path: '/readiness', clause: '9.2', order: 12 }],
  routes: [{ path: 'readiness', load: () => import('./readiness-page.tsx') }],
  actions: [
    {
      title: msg('See what Stage 1 would raise'),
      words: msg('readiness audit areas of concern certification'),
      path: '/readiness',
    },
    {
      title: msg('See what Stage 2 would raise'),
      words: msg('readiness audit findings major minor certification'),
      path: '/readiness?stage=2',
    },
  ],
};
