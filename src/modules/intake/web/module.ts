import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const intakeWeb: WebModule = {
  name: 'intake',
  nav: [
    { group: 'home', title: msg('May I use this AI?'), path: '/ask', order: 20 },
    { group: 'do', title: msg('Requests to use AI'), path: '/use-requests', clause: 'A.9.2', order: 70 },
  ],
  routes: [
    { path: 'ask', load: () => import('./ask-page.tsx') },
    { path: 'ask/list', load: () => import('./list-page.tsx') },
    { path: 'use-requests', load: () => import('./requests.tsx') },
    { path: 'use-requests/$id', load: () => import('./record.tsx') },
  ],
  actions: [
    {
      title: msg('Ask whether you may use an AI tool'),
      words: msg('shadow declare chatgpt permission intake'),
      path: '/ask',
    },
    {
      title: msg('Declare AI tools from a list or from bookmarks'),
      words: msg('paste spreadsheet browser shadow import'),
      path: '/ask/list',
    },
  ],
};
