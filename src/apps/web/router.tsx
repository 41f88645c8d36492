import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
} from '@tanstack/react-router';
import { webModules } from '#modules/index.web.ts';
import { Landing } from './landing.tsx';
import { NotFound } from './not-found.tsx';
import { Shell } from './shell.tsx';

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });
const landing = createRoute({ getParentRoute: () => root, path: '/', component: Landing });
const start = createRoute({
  getParentRoute: () => root,
  path: '/start',
  component: lazyRouteComponent(() => import('./start.tsx')),
});
const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation/$token',
  component: lazyRouteComponent(() => import('./invitation.tsx')),
});
const reset = createRoute({
  getParentRoute: () => root,
  path: '/reset/$token',
  component: lazyRouteComponent(() => import('./reset.tsx')),
});
const sso = createRoute({
  getParentRoute: () => root,
  path: '/sso',
  component: lazyRouteComponent(() => import('./sso-page.tsx')),
});
const reference = createRoute({
  getParentRoute: () => root,
  path: '/reference',
  component: lazyRouteComponent(() => import('./reference.tsx')),
});
const org = createRoute({ getParentRoute: () => root, path: '/$org', component: Shell });

const pages = webModules.flatMap((module) =>
  module.routes.map((route) =>
    createRoute({ getParentRoute: () => org, path: route.path, component: lazyRouteComponent(route.load) }),
  ),
);

const openPages = webModules.flatMap((module) =>
  (module.openRoutes ?? []).map((route) =>
    createRoute({ getParentRoute: () => root, path: route.path, component: lazyRouteComponent(route.load) }),
  ),
);

/** Plain query strings: an address can be read, typed and sent to somebody. */
export const router = createRouter({
  routeTree: root.addChildren([
    landing,
    start,
    invitation,
    reset,
    sso,
    ...openPages,
    reference,
    org.addChildren(pages),
  ]),
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search as Record<string, string>).filter(
        ([, value]) => value !== undefined && value !== '',
      ),
    ).toString();
    return text ? `?${text}` : '';
  },
  // A page's code is fetched while the pointer or the focus is on its link.
  defaultPreload: 'intent',
  scrollRestoration: true,
});
