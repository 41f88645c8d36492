import type { WebModule } from '#ui/web-module.ts';

export const homeWeb: WebModule = {
  name: 'home',
  nav: [{ group: 'home', title: 'Home', path: '/', order: 0 }],
  routes: [{ path: '/', load: () => import('./home-page.tsx') }],
  actions: [{ title: 'Open home', words: 'inbox tasks next to do', path: '/' }],
};
