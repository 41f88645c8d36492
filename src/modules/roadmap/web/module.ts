import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const roadmapWeb: WebModule = {
  name: 'roadmap',
  nav: [{ group: 'plan', title: msg('Plan'), path: '/plan', clause: '4.4', order: 3 }],
  routes: [
    { path: 'plan', load: () => import('./plan-page.tsx') },
    { path: 'plan/case', load: () => import('./case-page.tsx') },
    { path: 'plan/audit-date', load: () => import('./audit-date-page.tsx') },
  ],
  actions: [
    { title: msg('Open the plan'), words: msg('roadmap gantt schedule milestones weeks'), path: '/plan' },
    {
      title: msg('Name people and money of the plan'),
      words: msg('team sponsor budget business case pilot'),
      path: '/plan/case',
    },
    {
      title: msg('See what can be done before the audit'),
      words: msg('four weeks audit date history'),
      path: '/plan/audit-date',
    },
  ],
};
