import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const improvementWeb: WebModule = {
  name: 'improvement',
  nav: [
    { group: 'act', title: msg('Nonconformities'), path: '/nonconformities', clause: '10.2', order: 10 },
    { group: 'act', title: msg('Improvements'), path: '/improvements', clause: '10.1', order: 20 },
  ],
  routes: [
    { path: 'nonconformities', load: () => import('./list.tsx') },
    { path: 'nonconformities/trends', load: () => import('./trends-page.tsx') },
    { path: 'nonconformities/$id', load: () => import('./record.tsx') },
    { path: 'corrective-actions', load: () => import('./actions-list.tsx') },
    { path: 'corrective-actions/$id', load: () => import('./action-record.tsx') },
    { path: 'improvements', load: () => import('./ideas-list.tsx') },
    { path: 'improvements/$id', load: () => import('./idea-record.tsx') },
  ],
  actions: [
    {
      title: msg('Write a nonconformity down'),
      words: msg('finding deviation complaint capa'),
      path: '/nonconformities?add=yes',
    },
    { title: msg('Corrective actions'), words: msg('capa measures'), path: '/corrective-actions' },
    {
      title: msg('Trends of nonconformities'),
      words: msg('causes sources statistics'),
      path: '/nonconformities/trends',
    },
    {
      title: msg('Propose an improvement'),
      words: msg('idea better suggestion'),
      path: '/improvements?add=yes',
    },
  ],
};
