import type { WebModule } from '#ui/web-module.ts';

export const systemWeb: WebModule = {
  name: 'system',
  nav: [{ group: 'do', title: 'AI systems', path: '/systems', clause: '4.3', order: 10 }],
  routes: [
    { path: 'systems', load: () => import('./list.tsx') },
    { path: 'systems/$id', load: () => import('./record.tsx') },
    { path: 'systems/$id/classification', load: () => import('./classification.tsx') },
    { path: 'claims', load: () => import('./claim-pages.tsx') },
    {
      path: 'claims/$id',
      load: async () => ({ default: (await import('./claim-pages.tsx')).ClaimRecord }),
    },
    { path: 'imports', load: () => import('./import.tsx') },
  ],
  actions: [
    { title: 'Statements of imported sources', words: 'claims inventory unconfirmed', path: '/claims' },
    { title: 'Import AI systems', words: 'upload csv xlsx inventory spreadsheet', path: '/imports' },
  ],
};
