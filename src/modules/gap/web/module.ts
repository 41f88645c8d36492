import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const gapWeb: WebModule = {
  name: 'gap',
  nav: [{ group: 'plan', title: msg('Gap analysis'), path: '/gap', clause: '4–10', order: 2 }],
  routes: [
    { path: 'gap', load: () => import('./gap-page.tsx') },
    { path: 'gap/begin', load: () => import('./begin-page.tsx') },
    { path: 'gap/answer/$id', load: () => import('./answer-page.tsx') },
    { path: 'reusable-items/$id', load: () => import('./reused-item.tsx') },
  ],
  openRoutes: [{ path: '/interview/$token', load: () => import('./link-page.tsx') }],
  actions: [
    { title: msg('See where you stand'), words: msg('gap analysis interview claims records'), path: '/gap' },
    {
      title: msg('Ask people where you stand'),
      words: msg('interview link questions begin'),
      path: '/gap/begin',
    },
    {
      title: msg('Declare what another standard has already'),
      words: msg('iso 27001 9001 reuse'),
      path: '/gap?tab=reuse',
    },
  ],
};
