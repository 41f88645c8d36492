import type { WebModule } from '#ui/web-module.ts';

export const controlWeb: WebModule = {
  name: 'control',
  nav: [
    { group: 'plan', title: 'Applicability (SoA)', path: '/statement', clause: '6.1.3', order: 20 },
    { group: 'plan', title: 'Controls', path: '/controls', clause: 'A', order: 30 },
  ],
  routes: [
    { path: 'statement', load: () => import('./statement.tsx') },
    { path: 'statements/$id', load: () => import('./version.tsx') },
    { path: 'controls', load: () => import('./list.tsx') },
    { path: 'controls/$id', load: () => import('./record.tsx') },
  ],
  actions: [
    {
      title: 'Issue the Statement of Applicability',
      words: 'soa prepare approve export',
      path: '/statement',
    },
  ],
};
