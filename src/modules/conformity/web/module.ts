import type { WebModule } from '#ui/web-module.ts';

export const conformityWeb: WebModule = {
  name: 'conformity',
  nav: [{ group: 'check', title: 'Conformity', path: '/conformity', clause: '9.1', order: 10 }],
  routes: [
    { path: '/conformity', load: () => import('./matrix-page.tsx') },
    { path: '/conformity/trend', load: () => import('./trend-page.tsx') },
    { path: '/conformity/$id', load: () => import('./requirement-page.tsx') },
  ],
  actions: [
    {
      title: 'Open the conformity matrix',
      words: 'clauses verdicts gaps audit readiness',
      path: '/conformity',
    },
    {
      title: 'See what an auditor would raise',
      words: 'audit findings gaps',
      path: '/conformity?raised=true',
    },
    { title: 'See how conformity moved', words: 'trend history verdicts', path: '/conformity/trend' },
  ],
};
