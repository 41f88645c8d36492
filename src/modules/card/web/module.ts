import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const cardWeb: WebModule = {
  name: 'card',
  nav: [{ group: 'do', title: msg('System cards'), path: '/cards', clause: 'A.8.2', order: 18 }],
  routes: [
    { path: 'cards', load: () => import('./list.tsx') },
    { path: 'cards/$id', load: () => import('./record.tsx') },
    { path: 'systems/$id/card', load: () => import('./of-system.tsx') },
    { path: 'systems/$id/technical-documentation', load: () => import('./technical.tsx') },
  ],
  panels: [{ of: 'system', order: 20, load: () => import('./panel.tsx') }],
};
