import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const systemWeb: WebModule = {
  name: 'system',
  nav: [{ group: 'do', title: msg('AI systems'), path: '/systems', clause: '4.3', order: 10 }],
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
    {
      title: msg('Statements of imported sources'),
      words: msg('claims inventory unconfirmed'),
      path: '/claims',
    },
    {
      title: msg('Import AI systems'),
      words: msg('upload csv xlsx inventory spreadsheet'),
      path: '/imports',
    },
  ],
};
