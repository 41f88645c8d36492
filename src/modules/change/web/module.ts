import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const changeWeb: WebModule = {
  name: 'change',
  nav: [{ group: 'plan', title: msg('Changes'), path: '/changes', clause: '6.3, 8.1', order: 50 }],
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
    {
      title: msg('Announce a change of an AI system'),
      words: msg('model version planned'),
      path: '/changes/announce',
    },
    { title: msg('Look again at what is stale'), words: msg('changed outdated review'), path: '/stale' },
    {
      title: msg('Plan a change of the management system'),
      words: '6.3',
      path: '/changes/management?add=yes',
    },
    {
      title: msg('Decide what a change makes stale'),
      words: msg('rules matrix significant'),
      path: '/changes/rules',
    },
  ],
};
