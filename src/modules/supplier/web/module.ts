import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const supplierWeb: WebModule = {
  name: 'supplier',
  nav: [{ group: 'do', title: msg('Suppliers'), path: '/suppliers', clause: 'A.10.3', order: 40 }],
  routes: [
    { path: 'suppliers', load: () => import('./list.tsx') },
    { path: 'suppliers/$id', load: () => import('./record.tsx') },
  ],
};
