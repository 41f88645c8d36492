import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const certificationWeb: WebModule = {
  name: 'certification',
  nav: [{ group: 'check', title: msg('Certification'), path: '/certification', order: 90 }],
  routes: [
    { path: 'certification', load: () => import('./overview.tsx') },
    { path: 'certification/process', load: () => import('./process-page.tsx') },
    { path: 'certification/proofs', load: () => import('./proofs-page.tsx') },
    { path: 'certifications', load: () => import('./list.tsx') },
    { path: 'certifications/$id', load: () => import('./record.tsx') },
    { path: 'certification-audits/$id', load: () => import('./audit-record.tsx') },
    { path: 'certification-findings', load: () => import('./findings-list.tsx') },
    { path: 'certification-findings/$id', load: () => import('./finding-record.tsx') },
    { path: 'certification-demands', load: () => import('./demands-list.tsx') },
    { path: 'certification-demands/$id', load: () => import('./demand-record.tsx') },
  ],
  actions: [
    {
      title: msg('How certification works here'),
      words: msg('process stage 1 stage 2 surveillance explain'),
      path: '/certification/process',
    },
    {
      title: msg('What proves risk handling, responsible use, transparency and improvement'),
      words: msg('proofs evidence show auditor'),
      path: '/certification/proofs',
    },
    {
      title: msg('Who demands certification of us'),
      words: msg('customers tenders law demand'),
      path: '/certification-demands',
    },
    {
      title: msg('Findings of the certification body'),
      words: msg('answers nonconformity'),
      path: '/certification-findings',
    },
  ],
};
