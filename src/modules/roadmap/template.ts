import type { Role } from '#kernel/roles.ts';
import type { Proof } from './proofs.ts';

/** One activity of the template. Days are calendar days at 28 weeks; `leastDays` is what it takes when nothing else is done. */
export type TemplateActivity = {
  readonly key: string;
  readonly phase: 1 | 2 | 3 | 4 | 5;
  readonly kind: 'activity' | 'milestone';
  readonly title: string;
  readonly description: string;
  readonly days: number;
  readonly leastDays: number;
  /** Weeks of records that have to lie behind it before it can be shown honestly. */
  readonly historyWeeks?: number;
  readonly effortDays: number;
  readonly role: Role;
  readonly after: readonly (string | readonly [key: string, lag: number])[];
  readonly proofs: readonly Proof[];
  readonly pilot?: 'pilot' | 'full';
};

export const phases = [
  { phase: 1, title: 'Prepare: where we stand, who does it, and the commitment' },
  { phase: 2, title: 'Design: scope, policy, methods, controls, documents' },
  { phase: 3, title: 'Put into practice: pilot areas first, then the whole scope' },
  { phase: 4, title: 'Check and improve: audit, corrective action, review' },
  { phase: 5, title: 'Certification: Stage 1, Stage 2, decision' },
] as const;

const req = (...ids: readonly string[]): readonly Proof[] => ids.map((id) => ({ kind: 'requirement', id }));
const records = (id: string, least = 1): Proof => ({ kind: 'records', id, least });
const check = (id: string): Proof => ({ kind: 'check', id });

/**
 * The plan of five phases (R127–R161), in our own words. Durations, efforts and what proves an activity are the
 * authors' opinion; each is changed in the plan itself.
 */
export const template: readonly TemplateActivity[] = [
  a1(
    'team',
    'Name the project team and its sponsor',
    'Who leads, who knows the AI systems, who speaks for risk, law, data and people, and who in top management stands behind it.',
    {
      days: 5,
      leastDays: 1,
      effortDays: 2,
      role: 'top-management',
      after: [],
      proofs: [{ kind: 'plan', id: 'team' }],
    },
  ),
  a1(
    'gap',
    'Ask where you stand',
    'An interview requirement by requirement, split over the people who know; what they say is set beside the records.',
    {
      days: 14,
      leastDays: 2,
      effortDays: 8,
      role: 'governance-officer',
      after: ['team'],
      proofs: [records('gapClaim', 20)],
    },
  ),
  a1(
    'reuse',
    'List what other management systems have already',
    'Documents, audits, reviews and controls of ISO/IEC 27001, 9001 or 14001, declared by clause so that nothing is made twice.',
    {
      days: 7,
      leastDays: 1,
      effortDays: 3,
      role: 'quality-manager',
      after: ['team'],
      proofs: [records('reusedItem')],
    },
  ),
  a1(
    'build',
    'Decide what has to be built, and what it costs',
    'From the gaps to activities with owners, days and money; the business case for top management.',
    {
      days: 4,
      leastDays: 1,
      effortDays: 4,
      role: 'governance-officer',
      after: ['gap', 'reuse'],
      proofs: [
        { kind: 'plan', id: 'resources' },
        { kind: 'plan', id: 'proposed' },
      ],
    },
  ),
  a1(
    'commit',
    'Top management commits and approves the plan',
    'A recorded act: the plan, the people and the money, approved by somebody who did not propose it.',
    {
      days: 5,
      leastDays: 1,
      effortDays: 1,
      role: 'top-management',
      after: ['build'],
      proofs: [{ kind: 'plan', id: 'approved' }],
    },
  ),
  milestone('m1', 1, 'Plan approved', ['commit']),

  a2(
    'context',
    'Understand context and interested parties',
    'What inside and outside helps or hinders, climate included; who has a stake, what they require, and what of it you take on.',
    {
      days: 14,
      leastDays: 3,
      effortDays: 6,
      role: 'governance-officer',
      after: ['m1'],
      proofs: req('4.1', '4.2'),
    },
  ),
  a2(
    'inventory',
    'List the AI systems, models, data and suppliers',
    'Every AI system with purpose, role, owner and scope, and what it is made of.',
    {
      days: 14,
      leastDays: 4,
      effortDays: 10,
      role: 'ai-engineer',
      after: ['m1'],
      proofs: [
        records('system'),
        check('system.purpose'),
        check('system.scope-decided'),
        check('system.owner'),
      ],
    },
  ),
  a2(
    'scope',
    'Draw and write the scope',
    'Units, places, roles and AI systems inside the boundary, and why the rest is not.',
    {
      days: 7,
      leastDays: 1,
      effortDays: 3,
      role: 'governance-officer',
      after: ['context', ['inventory', -7]],
      proofs: req('4.3'),
    },
  ),
  a2(
    'architecture',
    'Lay out the processes of the management system',
    'Which process feeds which, who owns it, and how it is measured.',
    {
      days: 10,
      leastDays: 3,
      effortDays: 6,
      role: 'quality-manager',
      after: ['context'],
      proofs: req('4.4'),
    },
  ),
  a2(
    'policy',
    'Write and approve the AI policy',
    'What is allowed, what is not and why; a frame for objectives; approved and made known.',
    {
      days: 14,
      leastDays: 3,
      effortDays: 5,
      role: 'top-management',
      after: ['context'],
      proofs: req('5.2', 'A.2.2'),
    },
  ),
  a2(
    'roles',
    'Give out responsibilities and authority',
    'Who decides what, who may stop a system, who reports to top management; conflicts of duty looked for.',
    {
      days: 10,
      leastDays: 2,
      effortDays: 4,
      role: 'top-management',
      after: ['scope'],
      proofs: [...req('5.3', 'A.3.2'), check('conformity.roles')],
    },
  ),
  a2(
    'strategy',
    'Fit it to AI strategy and existing systems',
    'One set of meetings, registers and documents with the management systems you have, and objectives that serve the AI strategy.',
    {
      days: 7,
      leastDays: 2,
      effortDays: 4,
      role: 'governance-officer',
      after: ['reuse', 'architecture'],
      proofs: req('5.1'),
    },
  ),
  a2(
    'risk-method',
    'Decide the risk method, criteria and appetite',
    'Scales, levels, who may accept what; consequences for people and society as well as for the organisation.',
    {
      days: 10,
      leastDays: 2,
      effortDays: 5,
      role: 'risk-manager',
      after: ['context'],
      proofs: [check('risk.criteria')],
    },
  ),
  a2(
    'impact-method',
    'Write the procedure of impact assessment',
    'When one is needed, who does it, who approves it, and where its result goes.',
    {
      days: 10,
      leastDays: 2,
      effortDays: 5,
      role: 'data-protection-officer',
      after: ['risk-method'],
      proofs: [check('impact.criteria')],
    },
  ),
  a2(
    'risk-plan',
    'Assess the risks and plan their treatment',
    'Every risk judged, those above the appetite with measures, controls, owner and date.',
    {
      days: 14,
      leastDays: 4,
      effortDays: 12,
      role: 'risk-manager',
      after: ['risk-method', 'inventory'],
      proofs: [records('risk'), check('risk.assessed'), check('risk.treated')],
    },
  ),
  a2(
    'objectives',
    'Set AI objectives',
    'Measurable where that is possible, with means, owner, date and how success is judged.',
    { days: 7, leastDays: 2, effortDays: 3, role: 'top-management', after: ['policy'], proofs: req('6.2') },
  ),
  a2(
    'statement',
    'Choose the controls and issue the Statement of Applicability',
    'Every control of Annex A decided with its reason, and those of your own.',
    {
      days: 10,
      leastDays: 3,
      effortDays: 6,
      role: 'governance-officer',
      after: ['risk-plan'],
      proofs: [records('statement')],
    },
  ),
  a2(
    'documents',
    'Write the operating procedures and control the documents',
    'What people need to do it the same way every time, with versions, approval and access.',
    {
      days: 24,
      leastDays: 5,
      effortDays: 15,
      role: 'quality-manager',
      after: ['architecture'],
      proofs: req('7.5.1', '7.5.2', '7.5.3'),
    },
  ),
  a2(
    'communication',
    'Plan the communication',
    'What is said to whom inside and outside, when and by whom.',
    {
      days: 5,
      leastDays: 1,
      effortDays: 2,
      role: 'governance-officer',
      after: ['policy'],
      proofs: req('7.4'),
    },
  ),
  a2(
    'release',
    'Look the design over and release it',
    'Whether the parts fit together, before anybody works by them.',
    {
      days: 8,
      leastDays: 1,
      effortDays: 3,
      role: 'governance-officer',
      after: ['statement', 'documents', 'roles', 'impact-method', 'objectives', 'strategy', 'communication'],
      proofs: [records('confirmation')],
    },
  ),
  milestone('m2', 2, 'Design released', ['release']),

  a3(
    'pilot',
    'Work by it in the pilot areas',
    'A few AI systems and units first: every process once, with real records.',
    {
      days: 21,
      leastDays: 14,
      historyWeeks: 3,
      effortDays: 15,
      role: 'governance-officer',
      after: ['m2'],
      proofs: [check('risk.carried-out')],
      pilot: 'pilot',
    },
  ),
  a3('learn', 'Learn from the pilot', 'What did not work is changed before everybody works by it.', {
    days: 4,
    leastDays: 1,
    effortDays: 3,
    role: 'quality-manager',
    after: ['pilot'],
    proofs: [records('managementChange')],
    pilot: 'pilot',
  }),
  a3(
    'roll-out',
    'Put it into practice in the whole scope',
    'All units and AI systems in scope work by the processes.',
    {
      days: 28,
      leastDays: 21,
      historyWeeks: 4,
      effortDays: 20,
      role: 'governance-officer',
      after: ['learn'],
      proofs: req('8.1'),
      pilot: 'full',
    },
  ),
  a3(
    'controls',
    'Run the controls and show that they work',
    'Controls of the Statement carried out, with evidence and a judgement of their effect.',
    {
      days: 28,
      leastDays: 21,
      historyWeeks: 8,
      effortDays: 15,
      role: 'ai-engineer',
      after: ['learn'],
      proofs: [records('evidence', 5), ...req('8.3')],
      pilot: 'full',
    },
  ),
  a3(
    'awareness',
    'Reach everybody concerned',
    'What the policy means for their work, and what happens when it is not followed.',
    { days: 21, leastDays: 5, effortDays: 8, role: 'governance-officer', after: ['m2'], proofs: req('7.3') },
  ),
  a3(
    'operators',
    'Train those who run AI systems',
    'Oversight, limits, faults and whom to call; shown by a test or by work seen.',
    { days: 21, leastDays: 5, effortDays: 10, role: 'ai-engineer', after: [['m2', 7]], proofs: req('7.2') },
  ),
  a3(
    'auditors',
    'Train the internal auditors',
    'The standard, how to audit, and enough of AI to know what they look at; not auditors of their own work.',
    {
      days: 14,
      leastDays: 5,
      effortDays: 6,
      role: 'quality-manager',
      after: [['m2', 7]],
      proofs: req('7.2'),
    },
  ),
  a3('impacts', 'Assess the impact of existing AI systems', 'Those that may affect people most come first.', {
    days: 35,
    leastDays: 10,
    effortDays: 15,
    role: 'data-protection-officer',
    after: ['m2'],
    proofs: [check('impact.screened'), check('impact.assessed')],
  }),
  a3(
    'measuring',
    'Measure and watch',
    'Indicators of the management system and of the AI systems, with first results and what follows from them.',
    {
      days: 28,
      leastDays: 28,
      historyWeeks: 8,
      effortDays: 10,
      role: 'ai-engineer',
      after: ['learn'],
      proofs: [check('monitoring.described'), check('monitoring.measured'), check('monitoring.evaluated')],
    },
  ),
  a3('programme', 'Plan the internal audits', 'Which processes, when, by whom, by what importance.', {
    days: 7,
    leastDays: 1,
    effortDays: 2,
    role: 'internal-auditor',
    after: ['auditors'],
    proofs: req('9.2.2'),
  }),
  a3(
    'handover',
    'Hand it over from the project to daily work',
    'From here on the owners of the processes run it; the project only helps.',
    {
      days: 3,
      leastDays: 1,
      effortDays: 2,
      role: 'governance-officer',
      after: ['roll-out', 'controls', 'awareness', 'operators', 'impacts', 'measuring', 'programme'],
      proofs: req('7.1'),
    },
  ),
  milestone('m3', 3, 'In operation', ['handover']),

  a4(
    'audit',
    'Hold a full internal audit',
    'Every clause and the selected controls, on the ground, by people who do not audit their own work.',
    {
      days: 10,
      leastDays: 5,
      historyWeeks: 6,
      effortDays: 12,
      role: 'internal-auditor',
      after: ['m3'],
      proofs: req('9.2.1'),
    },
  ),
  a4(
    'corrective',
    'Correct what was found',
    'Correction, cause, similar cases, corrective action, and a check of its effect.',
    {
      days: 10,
      leastDays: 7,
      effortDays: 10,
      role: 'quality-manager',
      after: ['audit'],
      proofs: [
        check('improvement.reacted'),
        check('improvement.cause'),
        check('improvement.carried-out'),
        check('improvement.effective'),
      ],
    },
  ),
  a4(
    'review',
    'Hold the management review',
    'Top management itself: is it suitable, adequate, effective, and in line with the strategy?',
    {
      days: 5,
      leastDays: 1,
      historyWeeks: 8,
      effortDays: 4,
      role: 'top-management',
      after: ['corrective'],
      proofs: req('9.3.1', '9.3.2', '9.3.3'),
    },
  ),
  a4(
    'refine',
    'Improve before the external audit',
    'What audit and review decided is done, or planned with a date.',
    {
      days: 3,
      leastDays: 1,
      effortDays: 4,
      role: 'governance-officer',
      after: ['review'],
      proofs: req('10.1'),
    },
  ),
  milestone('m4', 4, 'Ready for the external audit', ['refine']),

  a5(
    'body',
    'Choose and engage an accredited certification body',
    'Early: bodies are booked out for months. Ask for accreditation for ISO/IEC 42001 and for auditors who know your sector.',
    { days: 21, leastDays: 14, effortDays: 3, role: 'governance-officer', after: ['m2'], proofs: [] },
  ),
  a5('reserve', 'Reserve before Stage 1', 'Days that rounding leaves over; what slips may use them.', {
    days: 0,
    leastDays: 0,
    effortDays: 0,
    role: 'governance-officer',
    after: ['m4', 'body'],
    proofs: [],
  }),
  a5(
    'stage-1',
    'Stage 1: documents and readiness',
    'The auditor reads, looks at the sites, and states areas of concern; there are no grades yet.',
    { days: 3, leastDays: 2, effortDays: 3, role: 'governance-officer', after: ['reserve'], proofs: [] },
  ),
  a5(
    'concerns',
    'Settle the areas of concern',
    'Each answered with what was changed, before it becomes a nonconformity.',
    { days: 14, leastDays: 7, effortDays: 8, role: 'quality-manager', after: ['stage-1'], proofs: [] },
  ),
  a5(
    'stage-2',
    'Stage 2: practice and effect',
    'Is it done and does it work? Evidence of every requirement, samples of AI systems, talks with people.',
    {
      days: 5,
      leastDays: 3,
      historyWeeks: 12,
      effortDays: 6,
      role: 'governance-officer',
      after: ['concerns'],
      proofs: [],
    },
  ),
  a5(
    'decision',
    'Answer the findings; the body decides',
    'Majors are closed before a certificate; minors have an accepted plan.',
    { days: 6, leastDays: 5, effortDays: 4, role: 'quality-manager', after: ['stage-2'], proofs: [] },
  ),
  milestone(
    'm5',
    5,
    'Decision on the certificate, valid for three years with a surveillance audit each year',
    ['decision'],
  ),
];

type Rest = Omit<TemplateActivity, 'key' | 'phase' | 'kind' | 'title' | 'description'>;
type Make = (key: string, title: string, description: string, rest: Rest) => TemplateActivity;

function phase(n: TemplateActivity['phase']): Make {
  return (key, title, description, rest) => ({
    key,
    phase: n,
    kind: 'activity',
    title,
    description,
    ...rest,
  });
}
function a1(...given: Parameters<Make>): TemplateActivity {
  return phase(1)(...given);
}
function a2(...given: Parameters<Make>): TemplateActivity {
  return phase(2)(...given);
}
function a3(...given: Parameters<Make>): TemplateActivity {
  return phase(3)(...given);
}
function a4(...given: Parameters<Make>): TemplateActivity {
  return phase(4)(...given);
}
function a5(...given: Parameters<Make>): TemplateActivity {
  return phase(5)(...given);
}

function milestone(
  key: string,
  of: TemplateActivity['phase'],
  title: string,
  after: readonly string[],
): TemplateActivity {
  return {
    key,
    phase: of,
    kind: 'milestone',
    title,
    description: '',
    days: 0,
    leastDays: 0,
    effortDays: 0,
    role: 'governance-officer',
    after,
    proofs: [],
  };
}
