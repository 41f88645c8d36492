import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const resourceWeb: WebModule = {
  name: 'resource',
  nav: [{ group: 'do', title: msg('Resources'), path: '/resources', clause: 'A.4', order: 35 }],
  routes: [
    { path: 'resources', load: () => import('./list.tsx') },
    { path: 'resources/$id', load: () => import('./record.tsx') },
  ],
  panels: [{ of: 'system', order: 40, load: () => import('./panel.tsx') }],
};
