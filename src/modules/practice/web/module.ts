import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const practiceWeb: WebModule = {
  name: 'practice',
  nav: [{ group: 'settings', title: msg('Templates of others'), path: '/templates', order: 45 }],
  routes: [{ path: 'templates', load: () => import('./templates.tsx') }],
  openRoutes: [{ path: '/portfolio', load: () => import('./portfolio.tsx') }],
  actions: [
    {
      title: msg('Take templates from another organisation'),
      words: msg('consultant practice method copy client'),
      path: '/templates',
    },
  ],
};
