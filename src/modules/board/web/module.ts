import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const boardWeb: WebModule = {
  name: 'board',
  nav: [{ group: 'check', title: msg('Board'), path: '/board', clause: '9.3', order: 5 }],
  routes: [
    { path: 'board', load: () => import('./board-page.tsx') },
    { path: 'board/units', load: () => import('./units-page.tsx') },
    { path: 'board/gaps', load: () => import('./gaps-page.tsx') },
  ],
  panels: [{ of: 'system', order: 60, load: () => import('./panel.tsx') }],
  actions: [
    {
      title: msg('Print the page for the board'),
      words: msg('one pager management review summary pdf top management where we stand'),
      path: '/board',
    },
    {
      title: msg('Set units side by side'),
      words: msg('compare departments agencies federated conformity readiness per unit'),
      path: '/board/units',
    },
    {
      title: msg('Gaps of the records about AI systems'),
      words: msg('per system per unit lack missing'),
      path: '/board/gaps',
    },
  ],
};
