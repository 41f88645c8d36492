import { msg } from '#kernel/language.ts';
import type { SignificantChange } from '#kernel/staleness.ts';

/** A breach may mean that what was judged of the AI system no longer holds (6.1.4, 8.2, 8.4). */
export const monitoringChanges: readonly SignificantChange[] = [
  {
    id: 'monitoring.breach',
    title: msg('A monitor left its limits'),
    type: 'alert',
    becomes: { field: 'kind', values: ['breach'] },
    concerns: { column: 'systemId' },
    happens: true,
  },
];
