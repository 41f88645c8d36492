import type { WebModule } from '#ui/web-module.ts';

export const riskWeb: WebModule = {
  name: 'risk',
  nav: [{ group: 'plan', title: 'Risks', path: '/risks', clause: '6.1', order: 10 }],
  routes: [
    { path: 'risks', load: () => import('./list.tsx') },
    { path: 'risks/criteria', load: () => import('./criteria.tsx') },
    { path: 'risks/library', load: () => import('./library.tsx') },
    { path: 'risks/$id', load: () => import('./record.tsx') },
    { path: 'treatments', load: () => import('./treatments.tsx') },
    { path: 'treatments/$id', load: () => import('./treatment.tsx') },
  ],
  actions: [
    { title: 'Decide risk criteria and appetite', words: 'scale matrix band', path: '/risks/criteria' },
    { title: 'Take risks from the library', words: 'library suggest', path: '/risks/library' },
    { title: 'Risk treatment plan', words: 'treatments measures', path: '/treatments' },
  ],
};
