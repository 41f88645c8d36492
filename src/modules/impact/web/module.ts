import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const impactWeb: WebModule = {
  name: 'impact',
  nav: [{ group: 'plan', title: msg('Impacts'), path: '/impacts', clause: '6.1.4', order: 15 }],
  routes: [
    { path: 'impacts', load: () => import('./list.tsx') },
    { path: 'impacts/criteria', load: () => import('./criteria.tsx') },
    { path: 'impacts/screening', load: () => import('./screening.tsx') },
    { path: 'impacts/screening/$id', load: () => import('./screen.tsx') },
    { path: 'impacts/$id', load: () => import('./record.tsx') },
    { path: 'impacts/$id/interview', load: () => import('./interview.tsx') },
    { path: 'impacts/$id/difference', load: () => import('./difference.tsx') },
    { path: 'impacts/$id/summary', load: () => import('./summary.tsx') },
    { path: 'impact-entries/$id', load: () => import('./entry.tsx') },
    { path: 'impact-answers/$id', load: () => import('./answer-place.tsx') },
    { path: 'indicators/$id', load: () => import('./indicator.tsx') },
  ],
  panels: [{ of: 'system', order: 20, load: () => import('./panel.tsx') }],
  actions: [
    {
      title: msg('Screen AI systems'),
      words: msg('screening triage depth bulk'),
      path: '/impacts/screening',
    },
    {
      title: msg('Decide impact criteria'),
      words: msg('acceptance bands rules screening'),
      path: '/impacts/criteria',
    },
  ],
};
