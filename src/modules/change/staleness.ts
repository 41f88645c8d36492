import { msg } from '#kernel/language.ts';
import type { SignificantChange } from '#kernel/staleness.ts';
import { OTHER } from './service.ts';

/** What no register shows, such as another region of use: a person announces it, and reports it as made. */
export const changeSignificant: readonly SignificantChange[] = [
  {
    id: OTHER,
    title: msg('A change that no register shows was made'),
    type: 'systemChange',
    operations: ['change.carryOut'],
    concerns: [[{ link: 'changes', end: 'to' }]],
  },
];
