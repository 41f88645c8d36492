import type { Field } from '#ui/fields.tsx';

/** What is typed of a certification, in its list and on its page. */
export const CERTIFICATION_FIELDS: readonly Field[] = [
  { key: 'title', label: 'Management system', kind: 'text', required: true },
  { key: 'standard', label: 'Standard and edition', kind: 'text', required: true },
  {
    key: 'scope',
    label: 'Scope',
    kind: 'long',
    help: 'With AI roles and boundaries, as it is to stand on the certificate',
  },
  {
    key: 'aiRoles',
    label: 'AI roles',
    kind: 'text',
    help: 'Producer, provider, user; the audit time goes by them',
  },
  { key: 'soaVersion', label: 'Version of the Statement', kind: 'number' },
  { key: 'integratedWith', label: 'Audited together with', kind: 'text' },
  { key: 'people', label: 'People in AI work', kind: 'number' },
  { key: 'ownerId', label: 'Owner here', kind: 'person' },
];

/** What is typed of a finding of the body, in its list and on its page. */
export const FINDING_FIELDS: readonly Field[] = [
  { key: 'title', label: 'In one line', kind: 'text', required: true },
  { key: 'statement', label: 'Statement', kind: 'long' },
  { key: 'objectiveEvidence', label: 'Objective evidence', kind: 'long' },
  { key: 'bodyRef', label: 'Number of the body', kind: 'text' },
  { key: 'answerDueOn', label: 'Answer by', kind: 'date' },
];
