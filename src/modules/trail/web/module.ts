import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const trailWeb: WebModule = {
  name: 'trail',
  nav: [{ group: 'trail', title: msg('Log'), path: '/trail', clause: '7.5.3', order: 10 }],
  routes: [{ path: 'trail', load: () => import('./trail.tsx') }],
  actions: [{ title: msg('Verify the trail'), words: msg('log checkpoint tamper audit'), path: '/trail' }],
};
