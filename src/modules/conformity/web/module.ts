import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const conformityWeb: WebModule = {
  name: 'conformity',
  nav: [{ group: 'check', title: msg('Conformity'), path: '/conformity', clause: '9.1', order: 10 }],
  routes: [
    { path: '/conformity', load: () => import('./matrix-page.tsx') },
    { path: '/conformity/trend', load: () => import('./trend-page.tsx') },
    { path: '/conformity/$id', load: () => import('./requirement-page.tsx') },
  ],
  actions: [
    {
      title: msg('Open the conformity matrix'),
      words: msg('clauses verdicts gaps audit readiness'),
      path: '/conformity',
    },
    {
      title: msg('See what an auditor would raise'),
      words: msg('audit findings gaps'),
      path: '/conformity?raised=true',
    },
    {
      title: msg('See how conformity moved'),
      words: msg('trend history verdicts'),
      path: '/conformity/trend',
    },
  ],
};
