import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const controlWeb: WebModule = {
  name: 'control',
  nav: [
    { group: 'plan', title: msg('Applicability (SoA)'), path: '/statement', clause: '6.1.3', order: 20 },
    { group: 'plan', title: msg('Controls'), path: '/controls', clause: 'A', order: 30 },
  ],
  routes: [
    { path: 'statement', load: () => import('./statement.tsx') },
    { path: 'statements/$id', load: () => import('./version.tsx') },
    { path: 'controls', load: () => import('./list.tsx') },
    { path: 'controls/$id', load: () => import('./record.tsx') },
  ],
  actions: [
    {
      title: msg('Issue the Statement of Applicability'),
      words: msg('soa prepare approve export'),
      path: '/statement',
    },
  ],
};
