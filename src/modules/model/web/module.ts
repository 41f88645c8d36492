import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const modelWeb: WebModule = {
  name: 'model',
  nav: [{ group: 'do', title: msg('Models'), path: '/models', clause: 'A.4.4', order: 20 }],
  routes: [
    { path: 'models', load: () => import('./list.tsx') },
    { path: 'models/$id', load: () => import('./record.tsx') },
  ],
};
