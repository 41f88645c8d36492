import { msg } from '#kernel/language.ts';
import type { PlainRegister } from '#ui/plain-register.tsx';
import { supplierEndpoints } from '../contract.ts';
import { mayWriteSupplier } from '../policy.ts';

/** How this register looks. */
export const register: PlainRegister = {
  title: msg('Suppliers'),
  add: msg('Add a supplier'),
  none: msg('No supplier yet'),
  clause: 'A.10.3',
  sentence: msg('Whoever your AI systems, models and data come from.'),
  path: '/suppliers',
  endpoints: supplierEndpoints,
  columns: [
    { key: 'name', title: msg('Name'), sortable: true },
    { key: 'supplies', title: msg('Supplies') },
    { key: 'country', title: msg('Country'), sortable: true },
    { key: 'ref', title: msg('Reference'), sortable: true },
  ],
  filters: [
    { key: 'country', title: msg('Country'), kind: 'text' },
    { key: 'supplies', title: msg('Supplies'), kind: 'text' },
  ],
  fields: [
    { key: 'name', label: msg('Name'), kind: 'text', required: true },
    { key: 'supplies', label: msg('What it supplies'), kind: 'long' },
    { key: 'country', label: msg('Country'), kind: 'text' },
    { key: 'contract', label: msg('Contract'), kind: 'text' },
    { key: 'ownerId', label: msg('Owner here'), kind: 'person' },
  ],
  createFields: ['name', 'supplies', 'country'],
  mayWrite: mayWriteSupplier,
  why: msg(
    'An auditor asks which systems depend on whom, and whether suppliers fit your approach to responsible AI.',
  ),
  example: {
    name: msg('Example Speech Ltd'),
    supplies: msg('The speech recognition behind the call centre assistant'),
    country: msg('Ireland'),
    ref: 'SUP-0001',
  },
};
