import type { WebModule } from '#ui/web-module.ts';

export const roadmapWeb: WebModule = {
  name: 'roadmap',
  nav: [{ group: 'plan', title: 'Plan', path: '/plan', clause: '4.4', order: 3 }],
  routes: [
    { path: 'plan', load: () => import('./plan-page.tsx') },
    { path: 'plan/case', load: () => import('./case-page.tsx') },
    { path: 'plan/audit-date', load: () => import('./audit-date-page.tsx') },
  ],
  actions: [
    { title: 'Open the plan', words: 'roadmap gantt schedule milestones weeks', path: '/plan' },
    {
      title: 'Name people and money of the plan',
      words: 'team sponsor budget business case pilot',
      path: '/plan/case',
    },
    {
      title: 'See what can be done before the audit',
      words: 'four weeks audit date history',
      path: '/plan/audit-date',
    },
  ],
};
