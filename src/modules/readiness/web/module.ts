import type { WebModule } from '#ui/web-module.ts';

export const readinessWeb: WebModule = {
  name: 'readiness',
  nav: [{ group: 'check', title: 'Readiness', path: '/readiness', clause: '9.2', order: 12 }],
  routes: [{ path: 'readiness', load: () => import('./readiness-page.tsx') }],
  actions: [
    {
      title: 'See what Stage 1 would raise',
      words: 'readiness audit areas of concern certification',
      path: '/readiness',
    },
    {
      title: 'See what Stage 2 would raise',
      words: 'readiness audit findings major minor certification',
      path: '/readiness?stage=2',
    },
  ],
};
