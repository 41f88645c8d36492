import { msg } from '#kernel/language.ts';
import type { WebModule } from '#ui/web-module.ts';

export const calendarWeb: WebModule = {
  name: 'calendar',
  nav: [{ group: 'home', title: msg('Calendar'), path: '/calendar', order: 10 }],
  routes: [
    { path: 'calendar', load: () => import('./calendar.tsx') },
    { path: 'calendar/obligations', load: () => import('./obligations.tsx') },
    { path: 'calendar/obligations/$id', load: () => import('./obligation.tsx') },
    { path: 'calendar/occurrences', load: () => import('./occurrences.tsx') },
    { path: 'calendar/occurrences/$id', load: () => import('./occurrence.tsx') },
    { path: 'calendar/absences', load: () => import('./absences.tsx') },
    { path: 'calendar/absences/$id', load: () => import('./absence.tsx') },
  ],
  actions: [
    {
      title: msg('Recurring obligations'),
      words: msg('periodic interval review schedule rule'),
      path: '/calendar/obligations',
    },
    {
      title: msg('What is due and what was done'),
      words: msg('occurrences overdue'),
      path: '/calendar/occurrences',
    },
    {
      title: msg('Absences and stand-ins'),
      words: msg('holiday delegate away vacation deputy'),
      path: '/calendar/absences',
    },
  ],
};
