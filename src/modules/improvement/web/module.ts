import type { WebModule } from '#ui/web-module.ts';

export const improvementWeb: WebModule = {
  name: 'improvement',
  nav: [
    { group: 'act', title: 'Nonconformities', path: '/nonconformities', clause: '10.2', order: 10 },
    { group: 'act', title: 'Improvements', path: '/improvements', clause: '10.1', order: 20 },
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
      title: 'Write a nonconformity down',
      words: 'finding deviation complaint capa',
      path: '/nonconformities?add=yes',
    },
    { title: 'Corrective actions', words: 'capa measures', path: '/corrective-actions' },
    {
      title: 'Trends of nonconformities',
      words: 'causes sources statistics',
      path: '/nonconformities/trends',
    },
    { title: 'Propose an improvement', words: 'idea better suggestion', path: '/improvements?add=yes' },
  ],
};
