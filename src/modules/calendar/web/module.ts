import type { WebModule } from '#ui/web-module.ts';

export const calendarWeb: WebModule = {
  name: 'calendar',
  nav: [{ group: 'home', title: 'Calendar', path: '/calendar', order: 10 }],
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
      title: 'Recurring obligations',
      words: 'periodic interval review schedule rule',
      path: '/calendar/obligations',
    },
    { title: 'What is due and what was done', words: 'occurrences overdue', path: '/calendar/occurrences' },
    {
      title: 'Absences and stand-ins',
      words: 'holiday delegate away vacation deputy',
      path: '/calendar/absences',
    },
  ],
};
