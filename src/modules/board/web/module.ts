import type { WebModule } from '#ui/web-module.ts';

export const boardWeb: WebModule = {
  name: 'board',
  nav: [{ group: 'check', title: 'Board', path: '/board', clause: '9.3', order: 5 }],
  routes: [
    { path: 'board', load: () => import('./board-page.tsx') },
    { path: 'board/units', load: () => import('./units-page.tsx') },
    { path: 'board/gaps', load: () => import('./gaps-page.tsx') },
  ],
  panels: [{ of: 'system', order: 60, load: () => import('./panel.tsx') }],
  actions: [
    {
      title: 'Print the page for the board',
      words: 'one pager management review summary pdf top management where we stand',
      path: '/board',
    },
    {
      title: 'Set units side by side',
      words: 'compare departments agencies federated conformity readiness per unit',
      path: '/board/units',
    },
    {
      title: 'Gaps of the records about AI systems',
      words: 'per system per unit lack missing',
      path: '/board/gaps',
    },
  ],
};
