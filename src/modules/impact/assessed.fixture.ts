import type { Answer, TestApp, TestClient } from '#test/testkit/app.ts';
import { categories, parties } from './contract.ts';
import { SUGGESTED } from './criteria.ts';

/** Answers that cover everything the ISO assessment asks by typing; no personal data. */
export const TYPED: Readonly<Record<string, object>> = {
  'q-stage': { option: 'new system' },
  'q-purpose': { text: 'Puts applications in an order for recruiters' },
  'q-functions': { text: 'Reads applications, gives each a score, sorts; people decide' },
  'q-misuse': { items: ['Rejecting everybody below a score'] },
  'q-context': { text: 'Recruiting office of a care company' },
  'q-jurisdictions': { items: ['Germany: equal treatment law, AI Act'] },
  'q-groups': { items: ['Applicants'] },
  'q-vulnerable': { items: ['Applicants with a gap in their working life'] },
  'q-topics': {
    topics: Object.fromEntries(
      [
        'fairness',
        'accountability',
        'transparency',
        'security',
        'privacy',
        'safety and health',
        'finances',
        'accessibility',
        'human rights',
      ].map((topic) => [topic, { effect: topic === 'fairness' ? 'yes' : 'no', note: null }]),
    ),
  },
  'q-societal': {
    topics: Object.fromEntries(
      ['environment', 'economy', 'institutions and democracy', 'public health and safety', 'culture'].map(
        (topic) => [topic, { effect: 'no', note: null }],
      ),
    ),
  },
  'q-failures': { items: ['A good application is ranked last'] },
  'q-oversight': { text: 'A second reader looks at every rejection' },
  'q-residual': { level: 4, reason: 'What remains is caught by the second reader' },
  'q-retention': { length: 'Ten years' },
  'q-sharing': { text: 'Works council and applicants, by the summary' },
  'q-review': { date: '2027-11-24', triggers: ['another model'] },
  'q-personal-data': { option: 'no' },
};

/** That the system works with personal data, so that a DPIA is due. */
export const PERSONAL_DATA: Readonly<Record<string, object>> = {
  'q-personal-data': { option: 'yes' },
  'q-dpia-screening': { option: 'due', reason: 'Evaluation of people' },
};

/** What the DPIA asks beyond the ISO assessment by typing. */
export const PERSONAL: Readonly<Record<string, object>> = {
  'q-automated': { option: 'no', reason: 'People decide' },
  'q-basis': { option: 'contract', reason: 'Steps before a contract' },
  'q-controller': { text: 'We are; officer@example.org' },
  'q-necessity': { text: 'Too many applications' },
  'q-proportion': { text: 'Only what applicants send' },
  'q-numbers': { number: 900 },
  'q-rights': { options: ['non-discrimination'] },
  'q-security': { text: 'Encrypted; tested each year' },
  'q-special': { option: 'no', reason: 'Not used, not inferred' },
  'q-rights-exercise': {
    topics: Object.fromEntries(
      [
        'notice',
        'access',
        'correction',
        'erasure',
        'restriction',
        'portability',
        'objection',
        'human review',
      ].map((each) => [each, { effect: 'yes', note: 'By the officer' }]),
    ),
  },
  'q-operations': {
    parts: {
      operations: 'Scoring',
      data: 'CVs',
      recipients: 'None',
      transfers: 'None',
      erasure: 'Six months',
    },
  },
};

/** Criteria as suggested, decided by top management. */
export async function decided(app: TestApp, changes: object = {}) {
  return app.as('top-management').post('/impact-criteria', { ...SUGGESTED, ...changes });
}

/** An AI system in scope with a confirmed classification: no FRIA is due. */
export async function systemInScope(app: TestApp, fields: object = {}) {
  const officer = app.as('governance-officer');
  const { body: made } = await officer.post('/systems', {
    name: 'Applicant ranking',
    purpose: 'Puts applications in an order',
    intendedUse: 'Recruiters read from the top',
    ownerId: officer.personId,
    ...fields,
  });
  const scoped = await officer.post(`/systems/${made.id}/scope`, { version: made.version, scope: 'in' });
  const answered = await officer.post(`/systems/${made.id}/classification`, {
    version: scoped.body.version,
    answers: { 's-ai': 'no' },
  });
  const confirmed = await officer.post(`/systems/${made.id}/classification/confirm`, {
    version: answered.body.version,
    reason: 'For the test',
  });
  return confirmed.body;
}

/** A draft with every answer typed and every field of the matrix settled: one harm, one benefit, none elsewhere. */
export async function completeDraft(
  app: TestApp,
  by: TestClient = app.as('ai-engineer'),
  options: {
    readonly systemId?: string;
    readonly answers?: Readonly<Record<string, object>>;
    readonly measureIds?: readonly string[];
  } = {},
) {
  const systemId = options.systemId ?? (await systemInScope(app)).id;
  const { body: made } = await by.post('/impacts', { systemId });
  for (const [question, value] of Object.entries({ ...TYPED, ...options.answers }))
    expectOk(await by.post(`/impacts/${made.id}/answers/${question}`, { value }));
  const harm = expectOk(
    await by.post(`/impacts/${made.id}/entries`, {
      category: 'fairness',
      party: 'individuals',
      kind: 'negative',
      who: 'Applicants with a gap',
      description: 'They are ranked lower than equal others',
      likelihood: 3,
      severity: 4,
      residualLikelihood: 2,
      residualSeverity: 4,
      people: 900,
      vulnerable: true,
      reversibility: 'with-effort',
      duration: 'months',
    }),
  );
  await by.post(`/impacts/${made.id}/entries`, {
    category: 'fairness',
    party: 'individuals',
    kind: 'positive',
    who: 'Applicants without a network',
    description: 'They are read at all',
    likelihood: 4,
    severity: 2,
    vulnerable: null,
  });
  for (const category of categories)
    expectOk(
      await by.post(`/impacts/${made.id}/none`, {
        category,
        parties: [...parties],
        kinds: ['negative', 'positive'],
        reason: 'Looked at in the workshop; nothing was found.',
      }),
    );
  await by.post('/consultations', {
    impactId: made.id,
    title: 'Works council',
    said: 'They want a second reader',
  });
  const risk = expectOk(await by.post(`/impact-entries/${harm.id}/risks`, { title: 'Unequal ranking' }));
  const treatment = expectOk(
    await app.as('risk-manager').post(`/risks/${risk.riskId}/treatments`, { title: 'Second reader' }),
  );
  expectOk(
    await by.post(`/impact-entries/${harm.id}/measures`, {
      measureIds: [treatment.id, ...(options.measureIds ?? [])],
    }),
  );
  const fresh = (await by.get(`/impacts/${made.id}`)).body;
  return {
    draft: fresh,
    harm: (await by.get(`/impact-entries/${harm.id}`)).body,
    systemId,
    riskId: risk.riskId,
  };
}

/** Handed in, its residual harm accepted, and approved by top management. */
export async function approved(app: TestApp, options: Parameters<typeof completeDraft>[2] = {}) {
  const engineer = app.as('ai-engineer');
  const { draft, harm, systemId } = await completeDraft(app, engineer, options);
  const review = expectOk(await engineer.post(`/impacts/${draft.id}/submit`, { version: draft.version }));
  const top = app.as('top-management');
  expectOk(
    await top.post(`/impact-entries/${harm.id}/accept`, {
      version: harm.version,
      reason: 'Tolerable with the second reader',
    }),
  );
  const done = expectOk(
    await top.post(`/impacts/${draft.id}/approve`, {
      version: review.version,
      decision: 'go',
      reason: 'The benefit outweighs',
    }),
  );
  return { impact: done, harm, systemId };
}

/** @throws Error with the whole answer when it refused */
// biome-ignore lint/suspicious/noExplicitAny: bodies of every shape
export function expectOk(answer: Answer): any {
  if (answer.status !== 200 && answer.status !== 201)
    throw new Error(`${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
