import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const riskWeb: WebModule = {
  name: 'risk',
  nav: [{ group: 'plan', title: msg('Risks'), path: '/risks', clause: '6.1', order: 10 }],
  routes: [
    { path: 'risks', load: () => import('./list.tsx') },
    { path: 'risks/criteria', load: () => import('./criteria.tsx') },
    { path: 'risks/library', load: () => import('./library.tsx') },
    { path: 'risks/$id', load: () => import('./record.tsx') },
    { path: 'treatments', load: () => import('./treatments.tsx') },
    { path: 'treatments/$id', load: () => import('./treatment.tsx') },
  ],
  actions: [
    {
      title: msg('Decide risk criteria and appetite'),
      words: msg('scale matrix band'),
      path: '/risks/criteria',
    },
    { title: msg('Take risks from the library'), words: msg('library suggest'), path: '/risks/library' },
    { title: msg('Risk treatment plan'), words: msg('treatments measures'), path: '/treatments' },
  ],
};
