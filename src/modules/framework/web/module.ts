import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const frameworkWeb: WebModule = {
  name: 'framework',
  nav: [{ group: 'plan', title: msg('Standards and laws'), path: '/frameworks', order: 90 }],
  routes: [
    { path: '/frameworks', load: () => import('./library-page.tsx') },
    { path: '/frameworks/$id', load: () => import('./framework-page.tsx') },
    { path: '/frameworks/$framework/$id', load: () => import('./requirement-page.tsx') },
    { path: '/frameworks/$id/readiness', load: () => import('./readiness-page.tsx') },
    { path: '/frameworks/$id/profile', load: () => import('./profile-page.tsx') },
    { path: '/frameworks/eu-ai-act/files', load: () => import('./files-page.tsx') },
    { path: '/frameworks/eu-ai-act/files/$id', load: () => import('./file-page.tsx') },
    { path: '/integrated', load: () => import('./integrated-page.tsx') },
    { path: '/own-frameworks', load: () => import('./own-frameworks.tsx') },
    { path: '/own-frameworks/$id', load: () => import('./own-framework.tsx') },
    { path: '/own-requirements', load: () => import('./own-requirements.tsx') },
    { path: '/own-requirements/$id', load: () => import('./own-requirement.tsx') },
    { path: '/harmonised-standards', load: () => import('./harmonised-list.tsx') },
    { path: '/harmonised-standards/$id', load: () => import('./harmonised-record.tsx') },
    { path: '/packs/$id', load: () => import('./changes-page.tsx') },
    { path: '/packs', load: () => import('./packs-page.tsx') },
    { path: '/annex-a', load: () => import('./annex-a-page.tsx') },
  ],
  actions: [
    {
      title: msg('Search standards and laws'),
      words: msg('requirement clause article control library'),
      path: '/frameworks',
    },
    {
      title: msg('Choose versions of packs'),
      words: msg('editions standards law catalog digest'),
      path: '/packs',
    },
    {
      title: msg('Readiness for the EU AI Act'),
      words: msg('crosswalk law covers missing role'),
      path: '/frameworks/eu-ai-act/readiness',
    },
    {
      title: msg('Files for high-risk duties'),
      words: msg('evidence bundle ai act technical documentation'),
      path: '/frameworks/eu-ai-act/files',
    },
    {
      title: msg('NIST AI RMF profile'),
      words: msg('govern map measure manage current target'),
      path: '/frameworks/nist-ai-rmf/profile',
    },
    {
      title: msg('Integrated management systems'),
      words: msg('27001 9001 14001 certification'),
      path: '/integrated',
    },
    {
      title: msg('Your own frameworks'),
      words: msg('jurisdictions voluntary code customer law'),
      path: '/own-frameworks',
    },
    {
      title: msg('Standards in the making'),
      words: msg('harmonised presumption cen official journal'),
      path: '/harmonised-standards',
    },
    { title: msg('Open Annex A'), words: msg('controls themes groups 42001'), path: '/annex-a' },
  ],
};
