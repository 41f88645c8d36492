import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const monitoringWeb: WebModule = {
  name: 'monitoring',
  nav: [
    { group: 'check', title: msg('Monitoring'), path: '/monitors', clause: '9.1', order: 20 },
    { group: 'check', title: msg('Alerts'), path: '/alerts', clause: '9.1', order: 21 },
  ],
  routes: [
    { path: 'monitors', load: () => import('./list.tsx') },
    { path: 'monitors/verify', load: () => import('./verify-page.tsx') },
    { path: 'monitors/$id', load: () => import('./record.tsx') },
    { path: 'monitors/$id/dry-run', load: () => import('./dry-run.tsx') },
    { path: 'monitors/$id/compare', load: () => import('./compare.tsx') },
    { path: 'results/$id', load: () => import('./result.tsx') },
    { path: 'alerts', load: () => import('./alerts.tsx') },
    { path: 'alerts/$id', load: () => import('./alert.tsx') },
  ],
  panels: [{ of: 'system', order: 20, load: () => import('./panel.tsx') }],
  actions: [
    {
      title: msg('Hold a copy of a result against the trail'),
      words: msg('verify hash tamper monitoring'),
      path: '/monitors/verify',
    },
    { title: msg('See open alerts'), words: msg('breach threshold monitoring'), path: '/alerts?state=open' },
  ],
};
