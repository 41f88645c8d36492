import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const lifecycleWeb: WebModule = {
  name: 'lifecycle',
  nav: [
    { group: 'do', title: msg('Life-cycle records'), path: '/lifecycle-records', clause: 'A.6', order: 15 },
  ],
  routes: [
    { path: 'lifecycle-records', load: () => import('./list.tsx') },
    { path: 'lifecycle-records/$id', load: () => import('./record.tsx') },
    { path: 'systems/$id/gates', load: () => import('./gates.tsx') },
    { path: 'gates/rules', load: () => import('./rules.tsx') },
    { path: 'gates/exceptions', load: () => import('./exceptions.tsx') },
    { path: 'gate-openings/$id', load: () => import('./opening.tsx') },
  ],
  panels: [{ of: 'system', order: 10, load: () => import('./panel.tsx') }],
  actions: [
    {
      title: msg('Decide what each gate asks for'),
      words: msg('gate rules stages risk class'),
      path: '/gates/rules',
    },
    {
      title: msg('Exceptions of gates'),
      words: msg('time-limited exception waiver'),
      path: '/gates/exceptions',
    },
  ],
};
