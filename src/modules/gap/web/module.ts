import type { WebModule } from '#ui/web-module.ts';

export const gapWeb: WebModule = {
  name: 'gap',
  nav: [{ group: 'plan', title: 'Gap analysis', path: '/gap', clause: '4–10', order: 2 }],
  routes: [
    { path: 'gap', load: () => import('./gap-page.tsx') },
    { path: 'gap/begin', load: () => import('./begin-page.tsx') },
    { path: 'gap/answer/$id', load: () => import('./answer-page.tsx') },
    { path: 'reusable-items/$id', load: () => import('./reused-item.tsx') },
  ],
  openRoutes: [{ path: '/interview/$token', load: () => import('./link-page.tsx') }],
  actions: [
    { title: 'See where you stand', words: 'gap analysis interview claims records', path: '/gap' },
    { title: 'Ask people where you stand', words: 'interview link questions begin', path: '/gap/begin' },
    {
      title: 'Declare what another standard has already',
      words: 'iso 27001 9001 reuse',
      path: '/gap?tab=reuse',
    },
  ],
};
