import type { PlainRegister } from '#ui/plain-register.tsx';
import { supplierEndpoints } from '../contract.ts';
import { mayWriteSupplier } from '../policy.ts';

/** How this register looks. */
export const register: PlainRegister = {
  title: 'Suppliers',
  one: 'a supplier',
  clause: 'A.10.3',
  sentence: 'Whoever your AI systems, models and data come from.',
  path: '/suppliers',
  endpoints: supplierEndpoints,
  columns: [
    { key: 'name', title: 'Name', sortable: true },
    { key: 'supplies', title: 'Supplies' },
    { key: 'country', title: 'Country', sortable: true },
    { key: 'ref', title: 'Reference', sortable: true },
  ],
  filters: [
    { key: 'country', title: 'Country', kind: 'text' },
    { key: 'supplies', title: 'Supplies', kind: 'text' },
  ],
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'supplies', label: 'What it supplies', kind: 'long' },
    { key: 'country', label: 'Country', kind: 'text' },
    { key: 'contract', label: 'Contract', kind: 'text' },
    { key: 'ownerId', label: 'Owner here', kind: 'person' },
  ],
  createFields: ['name', 'supplies', 'country'],
  mayWrite: mayWriteSupplier,
  why: 'An auditor asks which systems depend on whom, and whether suppliers fit your approach to responsible AI.',
  example: {
    name: 'Example Speech Ltd',
    supplies: 'The speech recognition behind the call centre assistant',
    country: 'Ireland',
    ref: 'SUP-0001',
  },
};
