import { msg } from '#kernel/language.ts';
import type { PlainRegister } from '#ui/plain-register.tsx';
import { unitEndpoints } from '../contract.ts';
import { mayWriteUnit } from '../policy.ts';

/** How this register looks as a table. */
export const register: PlainRegister = {
  title: msg('Units as a table'),
  add: msg('Add a unit'),
  none: msg('No unit yet'),
  clause: '5.3',
  sentence: msg('The parts of your organisation: departments, sites, agencies.'),
  path: '/units',
  endpoints: unitEndpoints,
  columns: [
    { key: 'name', title: msg('Name'), sortable: true },
    { key: 'description', title: msg('What it does') },
    { key: 'closedOn', title: msg('Closed on'), sortable: true },
    { key: 'ref', title: msg('Reference'), sortable: true },
  ],
  fields: [
    { key: 'name', label: msg('Name'), kind: 'text', required: true },
    { key: 'parentId', label: msg('Stands in'), kind: 'unit' },
    { key: 'headId', label: msg('Who answers for it'), kind: 'person' },
    { key: 'description', label: msg('What it does'), kind: 'long' },
    {
      key: 'closedOn',
      label: msg('Closed on'),
      kind: 'date',
      help: msg('A closed unit keeps what it had and takes nothing new'),
    },
  ],
  createFields: ['name', 'parentId', 'headId'],
  mayWrite: mayWriteUnit,
  why: msg(
    'An auditor asks who answers for which AI systems. Units say it once, and roles can hold for one of them.',
  ),
  example: {
    name: msg('Payments'),
    description: msg('Takes and refunds payments in all shops'),
    ref: 'UNIT-0001',
  },
};
