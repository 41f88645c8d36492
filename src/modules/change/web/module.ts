import type { WebModule } from '#ui/web-module.ts';

export const changeWeb: WebModule = {
  name: 'change',
  nav: [{ group: 'plan', title: 'Changes', path: '/changes', clause: '6.3, 8.1', order: 50 }],
  routes: [
    { path: 'changes', load: () => import('./list.tsx') },
    { path: 'changes/announce', load: () => import('./announce.tsx') },
    { path: 'changes/rules', load: () => import('./rules.tsx') },
    { path: 'changes/management', load: () => import('./management-list.tsx') },
    { path: 'changes/management/$id', load: () => import('./management-record.tsx') },
    { path: 'changes/$id', load: () => import('./record.tsx') },
    { path: 'stale', load: () => import('./stale.tsx') },
  ],
  actions: [
    { title: 'Announce a change of an AI system', words: 'model version planned', path: '/changes/announce' },
    { title: 'Look again at what is stale', words: 'changed outdated review', path: '/stale' },
    { title: 'Plan a change of the management system', words: '6.3', path: '/changes/management?add=yes' },
    { title: 'Decide what a change makes stale', words: 'rules matrix significant', path: '/changes/rules' },
  ],
};
