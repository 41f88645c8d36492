import { msg } from '#kernel/language.ts';
import type { PlainRegister } from '#ui/plain-register.tsx';
import { modelEndpoints } from '../contract.ts';
import { mayWriteModel } from '../policy.ts';

/** How this register looks. */
export const register: PlainRegister = {
  title: msg('Models'),
  add: msg('Add a model'),
  none: msg('No model yet'),
  clause: 'A.4.4',
  sentence: msg('The AI models that your systems use, built here or bought.'),
  path: '/models',
  endpoints: modelEndpoints,
  columns: [
    { key: 'name', title: msg('Name'), sortable: true },
    { key: 'kind', title: msg('Kind') },
    { key: 'modelVersion', title: msg('Version') },
    { key: 'origin', title: msg('Origin'), sortable: true },
    { key: 'ref', title: msg('Reference'), sortable: true },
  ],
  fields: [
    { key: 'name', label: msg('Name'), kind: 'text', required: true },
    {
      key: 'kind',
      label: msg('Kind'),
      kind: 'text',
      help: msg('Such as gradient boosting, large language model'),
    },
    { key: 'modelVersion', label: msg('Version'), kind: 'text' },
    {
      key: 'origin',
      label: msg('Origin'),
      kind: 'select',
      options: [
        { value: 'in-house', label: msg('In-house') },
        { value: 'bought', label: msg('Bought') },
        { value: 'open-source', label: msg('Open source') },
        { value: 'mixed', label: msg('Mixed') },
      ],
    },
    { key: 'description', label: msg('Description'), kind: 'long' },
    { key: 'ownerId', label: msg('Owner'), kind: 'person' },
  ],
  createFields: ['name', 'kind', 'origin'],
  mayWrite: mayWriteModel,
  why: msg(
    'A change of a model can make risks and assessments stale; to see which, systems must name their models.',
  ),
};
