import type { LinkKind } from '#kernel/link.ts';
import type { Role } from '#kernel/roles.ts';

/** Who says what a nonconformity concerns and what it changed. */
const linkers: readonly Role[] = [
  'governance-officer',
  'risk-manager',
  'ai-engineer',
  'quality-manager',
  'data-protection-officer',
];

export const improvementLinks: readonly LinkKind[] = [
  {
    kind: 'nc-concerns',
    from: ['nonconformity'],
    to: ['*'],
    forward: 'concerns',
    backward: 'has the nonconformity',
    editableBy: linkers,
  },
  {
    kind: 'nc-found-by',
    from: ['nonconformity'],
    to: ['*'],
    forward: 'was found by',
    backward: 'led to the nonconformity',
    editableBy: linkers,
  },
  {
    kind: 'nc-similar',
    from: ['nonconformity'],
    to: ['*'],
    forward: 'has the same fault in',
    backward: 'has the same fault as',
  },
  {
    kind: 'nc-changed',
    from: ['nonconformity'],
    to: ['*'],
    forward: 'changed',
    backward: 'was changed because of',
    editableBy: linkers,
  },
  {
    kind: 'nc-risk',
    from: ['nonconformity'],
    to: ['risk'],
    forward: 'updated the risk',
    backward: 'was updated because of',
    editableBy: linkers,
  },
];
