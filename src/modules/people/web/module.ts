import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const peopleWeb: WebModule = {
  name: 'people',
  nav: [
    { group: 'do', title: msg('People and roles'), path: '/people', clause: '5.3', order: 50 },
    { group: 'settings', title: msg('Organisation'), path: '/settings', order: 10 },
    { group: 'settings', title: msg('Sign-ins'), path: '/sign-ins', order: 15 },
    { group: 'settings', title: msg('API keys'), path: '/keys', order: 20 },
    { group: 'settings', title: msg('Hand over'), path: '/hand-over', order: 90 },
    { group: 'settings', title: msg('Your account'), path: '/account', order: 30 },
  ],
  routes: [
    { path: 'people', load: () => import('./people.tsx') },
    { path: 'people/$id', load: () => import('./person.tsx') },
    { path: 'settings', load: () => import('./settings.tsx') },
    { path: 'sign-ins', load: () => import('./sign-ins.tsx') },
    { path: 'account', load: () => import('./account.tsx') },
    { path: 'hand-over', load: () => import('./hand-over.tsx') },
    { path: 'keys', load: () => import('./keys.tsx') },
  ],
  actions: [
    { title: msg('Invite somebody'), words: msg('add user person role'), path: '/people?invite=yes' },
  ],
};
