import { msg } from '#kernel/language.ts';
import type { Field } from '#ui/fields.tsx';

/** What is typed of a certification, in its list and on its page. */
export const CERTIFICATION_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('Management system'), kind: 'text', required: true },
  { key: 'standard', label: msg('Standard and edition'), kind: 'text', required: true },
  {
    key: 'scope',
    label: msg('Scope'),
    kind: 'long',
    help: msg('With AI roles and boundaries, as it is to stand on the certificate'),
  },
  {
    key: 'aiRoles',
    label: msg('AI roles'),
    kind: 'text',
    help: msg('Producer, provider, user; the audit time goes by them'),
  },
  { key: 'soaVersion', label: msg('Version of the Statement'), kind: 'number' },
  { key: 'integratedWith', label: msg('Audited together with'), kind: 'text' },
  { key: 'people', label: msg('People in AI work'), kind: 'number' },
  { key: 'ownerId', label: msg('Owner here'), kind: 'person' },
];

/** What is typed of a finding of the body, in its list and on its page. */
export const FINDING_FIELDS: readonly Field[] = [
  { key: 'title', label: msg('In one line'), kind: 'text', required: true },
  { key: 'statement', label: msg('Statement'), kind: 'long' },
  { key: 'objectiveEvidence', label: msg('Objective evidence'), kind: 'long' },
  { key: 'bodyRef', label: msg('Number of the body'), kind: 'text' },
  { key: 'answerDueOn', label: msg('Answer by'), kind: 'date' },
];
