import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const datasetWeb: WebModule = {
  name: 'dataset',
  nav: [{ group: 'do', title: msg('Data sets'), path: '/datasets', clause: 'A.4.3', order: 30 }],
  routes: [
    { path: 'datasets', load: () => import('./list.tsx') },
    { path: 'datasets/$id', load: () => import('./record.tsx') },
    { path: 'lineage/$id', load: () => import('./lineage.tsx') },
  ],
  panels: [
    { of: 'system', order: 50, load: () => import('./panel.tsx') },
    { of: 'model', order: 50, load: () => import('./panel.tsx') },
  ],
};
