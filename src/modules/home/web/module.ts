import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const homeWeb: WebModule = {
  name: 'home',
  nav: [{ group: 'home', title: msg('Home'), path: '/', order: 0 }],
  routes: [{ path: '/', load: () => import('./home-page.tsx') }],
  actions: [{ title: msg('Open home'), words: msg('inbox tasks next to do'), path: '/' }],
};
