import type { WebModule } from '#ui/web-module.ts';

export const frameworkWeb: WebModule = {
  name: 'framework',
  nav: [{ group: 'plan', title: 'Standards and laws', path: '/frameworks', order: 90 }],
  routes: [
    { path: '/frameworks', load: () => import('./library-page.tsx') },
    { path: '/frameworks/$id', load: () => import('./framework-page.tsx') },
    { path: '/frameworks/$framework/$id', load: () => import('./requirement-page.tsx') },
    { path: '/packs', load: () => import('./packs-page.tsx') },
    { path: '/annex-a', load: () => import('./annex-a-page.tsx') },
  ],
  actions: [
    {
      title: 'Search standards and laws',
      words: 'requirement clause article control library',
      path: '/frameworks',
    },
    { title: 'Choose versions of packs', words: 'editions standards law catalog digest', path: '/packs' },
    { title: 'Open Annex A', words: 'controls themes groups 42001', path: '/annex-a' },
  ],
};
