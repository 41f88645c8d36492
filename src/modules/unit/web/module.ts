import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const unitWeb: WebModule = {
  name: 'unit',
  nav: [{ group: 'do', title: msg('Units'), path: '/units', clause: '5.3', order: 49 }],
  routes: [
    { path: 'units', load: () => import('./tree.tsx') },
    { path: 'units/table', load: () => import('./list.tsx') },
    { path: 'units/$id', load: () => import('./record.tsx') },
  ],
  actions: [
    { title: msg('Add a unit'), words: msg('department part organisation tree'), path: '/units?add=yes' },
  ],
};
