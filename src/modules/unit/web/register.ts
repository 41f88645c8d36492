import type { PlainRegister } from '#ui/plain-register.tsx';
import { unitEndpoints } from '../contract.ts';
import { mayWriteUnit } from '../policy.ts';

/** How this register looks as a table. */
export const register: PlainRegister = {
  title: 'Units as a table',
  one: 'a unit',
  clause: '5.3',
  sentence: 'The parts of your organisation: departments, sites, agencies.',
  path: '/units',
  endpoints: unitEndpoints,
  columns: [
    { key: 'name', title: 'Name', sortable: true },
    { key: 'description', title: 'What it does' },
    { key: 'closedOn', title: 'Closed on', sortable: true },
    { key: 'ref', title: 'Reference', sortable: true },
  ],
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'parentId', label: 'Stands in', kind: 'unit' },
    { key: 'headId', label: 'Who answers for it', kind: 'person' },
    { key: 'description', label: 'What it does', kind: 'long' },
    {
      key: 'closedOn',
      label: 'Closed on',
      kind: 'date',
      help: 'A closed unit keeps what it had and takes nothing new',
    },
  ],
  createFields: ['name', 'parentId', 'headId'],
  mayWrite: mayWriteUnit,
  why: 'An auditor asks who answers for which AI systems. Units say it once, and roles can hold for one of them.',
  example: { name: 'Payments', description: 'Takes and refunds payments in all shops', ref: 'UNIT-0001' },
};
