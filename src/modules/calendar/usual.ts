import type { Kind } from './contract.ts';
import type { Rule } from './rule.ts';

/** The authors' reading of what comes back; the standard leaves the intervals to the organisation. */
export const usualObligations: readonly (Omit<Rule, 'startsOn'> & {
  readonly id: string;
  readonly title: string;
  readonly kind: Kind;
  readonly what: string;
  readonly requirementId: string;
  readonly leadDays: number;
})[] = [
  {
    id: 'management-review',
    title: 'Management review',
    kind: 'management-review',
    what: 'Top management looks at the whole management system and decides what changes. Minutes show it.',
    requirementId: 'iso-42001:9.3.1',
    every: 1,
    unit: 'year',
    leadDays: 30,
  },
  {
    id: 'internal-audit',
    title: 'Internal audit',
    kind: 'internal-audit',
    what: 'The audit of this part of the programme is carried out and reported. The report shows it.',
    requirementId: 'iso-42001:9.2.2',
    every: 6,
    unit: 'month',
    leadDays: 30,
  },
  {
    id: 'policy-review',
    title: 'Review of the AI policy',
    kind: 'policy-review',
    what: 'The policy is read against what changed, and kept or changed. The decision shows it.',
    requirementId: 'iso-42001:A.2.4',
    every: 1,
    unit: 'year',
    leadDays: 30,
  },
  {
    id: 'risk-review',
    title: 'AI risks judged again',
    kind: 'risk-review',
    what: 'All AI risks are judged again by the criteria in force. The register shows it.',
    requirementId: 'iso-42001:8.2',
    every: 3,
    unit: 'month',
    leadDays: 14,
  },
  {
    id: 'impact-review',
    title: 'Impact assessments looked at again',
    kind: 'impact-review',
    what: 'The assessments of all AI systems in use are looked at again. Their new versions show it.',
    requirementId: 'iso-42001:8.4',
    every: 1,
    unit: 'year',
    leadDays: 30,
  },
  {
    id: 'monitoring',
    title: 'Monitoring and measurement evaluated',
    kind: 'monitoring',
    what: 'What was measured is evaluated and reported to whoever decides. The report shows it.',
    requirementId: 'iso-42001:9.1',
    every: 1,
    unit: 'month',
    leadDays: 7,
  },
];
