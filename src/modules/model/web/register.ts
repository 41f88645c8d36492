import type { PlainRegister } from '#ui/plain-register.tsx';
import { modelEndpoints } from '../contract.ts';
import { mayWriteModel } from '../policy.ts';

/** How this register looks. */
export const register: PlainRegister = {
  title: 'Models',
  one: 'a model',
  clause: 'A.4.4',
  sentence: 'The AI models that your systems use, built here or bought.',
  path: '/models',
  endpoints: modelEndpoints,
  columns: [
    { key: 'name', title: 'Name', sortable: true },
    { key: 'kind', title: 'Kind' },
    { key: 'modelVersion', title: 'Version' },
    { key: 'origin', title: 'Origin', sortable: true },
    { key: 'ref', title: 'Reference', sortable: true },
  ],
  fields: [
    { key: 'name', label: 'Name', kind: 'text', required: true },
    { key: 'kind', label: 'Kind', kind: 'text', help: 'Such as gradient boosting, large language model' },
    { key: 'modelVersion', label: 'Version', kind: 'text' },
    {
      key: 'origin',
      label: 'Origin',
      kind: 'select',
      options: [
        { value: 'in-house', label: 'In-house' },
        { value: 'bought', label: 'Bought' },
        { value: 'open-source', label: 'Open source' },
        { value: 'mixed', label: 'Mixed' },
      ],
    },
    { key: 'description', label: 'Description', kind: 'long' },
    { key: 'ownerId', label: 'Owner', kind: 'person' },
  ],
  createFields: ['name', 'kind', 'origin'],
  mayWrite: mayWriteModel,
  why: 'A change of a model can make risks and assessments stale; to see which, systems must name their models.',
};
