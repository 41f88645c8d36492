import type { WebModule } from '#ui/web-module.ts';

export const trailWeb: WebModule = {
  name: 'trail',
  nav: [{ group: 'trail', title: 'Log', path: '/trail', clause: '7.5.3', order: 10 }],
  routes: [{ path: 'trail', load: () => import('./trail.tsx') }],
  actions: [{ title: 'Verify the trail', words: 'log checkpoint tamper audit', path: '/trail' }],
};
