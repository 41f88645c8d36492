import type { WebModule } from '#ui/web-module.ts';

export const systemWeb: WebModule = {
  name: 'system',
  nav: [{ group: 'do', title: 'AI systems', path: '/systems', clause: '4.3', order: 10 }],
  routes: [
    { path: 'systems', load: () => import('./list.tsx') },
    { path: 'systems/$id', load: () => import('./record.tsx') },
    { path: 'systems/$id/classification', load: () => import('./classification.tsx') },
    { path: 'imports', load: () => import('./import.tsx') },
  ],
  actions: [{ title: 'Import AI systems', words: 'upload csv xlsx inventory spreadsheet', path: '/imports' }],
};
