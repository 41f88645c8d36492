import type { WebModule } from '#ui/web-module.ts';

export const intakeWeb: WebModule = {
  name: 'intake',
  nav: [
    { group: 'home', title: 'May I use this AI?', path: '/ask', order: 20 },
    { group: 'do', title: 'Requests to use AI', path: '/use-requests', clause: 'A.9.2', order: 70 },
  ],
  routes: [
    { path: 'ask', load: () => import('./ask-page.tsx') },
    { path: 'ask/list', load: () => import('./list-page.tsx') },
    { path: 'use-requests', load: () => import('./requests.tsx') },
    { path: 'use-requests/$id', load: () => import('./record.tsx') },
  ],
  actions: [
    {
      title: 'Ask whether you may use an AI tool',
      words: 'shadow declare chatgpt permission intake',
      path: '/ask',
    },
    {
      title: 'Declare AI tools from a list or from bookmarks',
      words: 'paste spreadsheet browser shadow import',
      path: '/ask/list',
    },
  ],
};
