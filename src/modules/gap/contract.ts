import { z } from 'zod';
import { endpoint } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { documentLanguage } from '#kernel/language-choice.ts';
import { defineRecord } from '#kernel/record.ts';
import { pastQuery, registerEndpoints } from '#kernel/register.ts';
import { verdicts } from '#kernel/verdict.ts';
import { answerIds, gapKinds } from './answers.ts';
import { interviewLifecycle, partLifecycle } from './lifecycle.ts';

const keys = <T extends object>(object: T) =>
  z.enum(Object.keys(object) as [keyof T & string, ...(keyof T & string)[]]);
const id = z.string().min(1).max(80);
const requirementId = z.string().min(1).max(20);
const verdictId = keys(verdicts);

/** "Where do we stand?", asked of several people on one occasion. */
export const interview = defineRecord({
  type: 'gapInterview',
  prefix: 'gin',
  schema: 1,
  name: [msg('interview'), msg('interviews')],
  lifecycle: interviewLifecycle,
  fields: z.object({
    title: z.string().trim().min(1, msg('Give the interview a title')).max(200),
    state: keys(interviewLifecycle.states),
    /** The first question of each requirement, or all of them. */
    depth: z.enum(['first', 'all']),
    /** Whether the controls of Annex A are asked too. */
    withControls: z.boolean(),
    dueOn: z.iso.date().nullable(),
    startedBy: z.string().max(80).nullable(),
    startedOn: z.iso.date(),
    closedOn: z.iso.date().nullable(),
  }),
  head: (fields) => ({ title: fields.title, state: fields.state, owner: fields.startedBy }),
});

/** The questions of one person. A link may open it without an account; it names the person all the same. */
export const part = defineRecord({
  type: 'gapPart',
  prefix: 'gpt',
  schema: 1,
  name: [msg('part of an interview'), msg('parts of interviews')],
  lifecycle: partLifecycle,
  fields: z.object({
    interviewId: id,
    personId: z.string().max(80).nullable(),
    requirementIds: z.array(requirementId).max(80),
    state: keys(partLifecycle.states),
    finishedOn: z.iso.date().nullable(),
    lastAnsweredOn: z.iso.date().nullable(),
    /** Raised with each link that is made or taken back: older links then open nothing. */
    linkNumber: z.number().int().min(0),
    linkUntil: z.iso.date().nullable(),
  }),
  personal: ['personId'],
  head: (fields) => ({ title: 'Questions of an interview', state: fields.state, owner: fields.personId }),
});

/** One answer: what a person says of one question on a day. A claim, never a confirmation and never proof. */
export const claim = defineRecord({
  type: 'gapClaim',
  prefix: 'gcl',
  schema: 1,
  name: [msg('claim'), msg('claims')],
  fields: z.object({
    interviewId: id,
    partId: id,
    personId: z.string().max(80).nullable(),
    requirementId,
    /** The place of the question among those of the requirement, from 0. */
    question: z.number().int().min(0).max(50),
    /** The question as it was asked that day. */
    asked: z.string().max(1000),
    answer: z.enum(answerIds).nullable(),
    words: z.string().max(8000).nullable(),
    evidenceUrl: z.string().max(2000).nullable(),
    /** Signed in, or by a link that names the person. */
    by: z.enum(['session', 'link']),
    answeredOn: z.iso.date(),
  }),
  personal: ['personId', 'words', 'evidenceUrl'],
  head: (fields) => ({
    title: t('Claim on {requirementId}, question {question}', {
      requirementId: fields.requirementId,
      question: fields.question + 1,
    }),
    state: fields.answer,
    owner: fields.personId,
  }),
});

export const reuseFrameworks = {
  'iso-27001': msg('ISO/IEC 27001:2022'),
  'iso-9001-2015': msg('ISO 9001:2015'),
  'iso-14001-2015': msg('ISO 14001:2015'),
} as const;

export const reuseKinds = {
  document: msg('Document'),
  audit: msg('Internal audit'),
  review: msg('Management review'),
  control: msg('Control'),
  process: msg('Process'),
} as const;

/** Something that another management system has already, declared for use here and tied to its clause (R057–R061). */
export const reusedItem = defineRecord({
  type: 'reusedItem',
  prefix: 'rui',
  schema: 1,
  name: [msg('reusable item'), msg('reusable items')],
  fields: z.object({
    title: z.string().trim().min(1, msg('Name the document, audit, review or control')).max(300),
    kind: keys(reuseKinds),
    framework: keys(reuseFrameworks),
    clause: z.string().trim().min(1, msg('Name the clause of that standard')).max(20),
    /** Where it is kept. */
    place: z.string().max(2000).nullable(),
    effectiveOn: z.iso.date().nullable(),
    ownerId: z.string().max(80).nullable(),
    note: z.string().max(4000).nullable(),
  }),
  personal: ['note'],
  head: (fields) => ({ title: fields.title, owner: fields.ownerId }),
});

export const reusedItemEndpoints = registerEndpoints(reusedItem, {
  path: 'reusable-items',
  editable: ['title', 'kind', 'framework', 'clause', 'place', 'effectiveOn', 'ownerId', 'note'],
  refs: ['iso-42001:4.4'],
});

const REFS = ['iso-42001:4.4', 'iso-42001:6.1.1'];
const scope = {
  depth: z.enum(['first', 'all']).default('first'),
  withControls: z.enum(['true', 'false']).default('false'),
};
const planned = z.object({
  personId: id,
  requirementIds: z.array(requirementId).min(1, msg('Choose what to ask')).max(80),
});
const shownPart = z.object({
  id: z.string(),
  version: z.number(),
  personId: z.string().nullable(),
  name: z.string(),
  state: z.enum(['open', 'finished']),
  questions: z.number(),
  answered: z.number(),
  lastAnsweredOn: z.string().nullable(),
  linkUntil: z.string().nullable(),
  requirementIds: z.array(z.string()),
});
const shownInterview = z.object({
  id: z.string(),
  ref: z.string(),
  version: z.number(),
  title: z.string(),
  state: z.enum(['open', 'closed']),
  depth: z.enum(['first', 'all']),
  withControls: z.boolean(),
  dueOn: z.string().nullable(),
  startedBy: z.string().nullable(),
  startedOn: z.string(),
  parts: z.array(shownPart),
});
export type ShownInterview = z.output<typeof shownInterview>;

const answered = z.object({
  id: z.string(),
  version: z.number(),
  answer: z.enum(answerIds).nullable(),
  words: z.string().nullable(),
  evidenceUrl: z.string().nullable(),
  answeredOn: z.string(),
});
export const questionnaire = z.object({
  partId: z.string(),
  interview: z.string(),
  organisation: z.string(),
  /** Whose questions they are: nobody else answers them. */
  personId: z.string().nullable(),
  person: z.string(),
  state: z.enum(['open', 'finished']),
  closed: z.boolean(),
  dueOn: z.string().nullable(),
  /** The last day on which the link opens it; null for a signed-in person. */
  linkUntil: z.string().nullable(),
  requirements: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      summary: z.string().nullable(),
      typicalEvidence: z.array(z.string()),
      /** Annex A controls may be left out with a reason; a subclause may not. */
      mayBeLeftOut: z.boolean(),
      questions: z.array(
        z.object({ question: z.number(), asked: z.string(), answered: answered.nullable() }),
      ),
    }),
  ),
});
export type Questionnaire = z.output<typeof questionnaire>;

const answerInput = z.object({
  requirementId,
  question: z.number().int().min(0).max(50),
  answer: z.enum(answerIds).nullable(),
  words: z.string().trim().max(8000).nullable().default(null),
  evidenceUrl: z
    .url({ protocol: /^https?$/, error: msg('Use an address that begins with http:// or https://') })
    .max(2000)
    .nullable()
    .default(null),
  version: z.number().int().min(1).optional().describe('the version of your answer that you changed'),
});

const resultLine = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['clause', 'control']),
  verdict: verdictId,
  /** How often each answer was given. */
  said: z.record(z.enum(answerIds), z.number()),
  asked: z.number(),
  claimed: z.enum(['yes', 'partly', 'no', 'unknown', 'not-applicable', 'divided', 'not-asked']),
  gap: keys(gapKinds),
  sentence: z.string(),
  next: z.string(),
  /** A page of the web app, below the organisation. */
  href: z.string(),
  claims: z.array(
    z.object({
      id: z.string(),
      ref: z.string(),
      name: z.string(),
      question: z.number(),
      asked: z.string(),
      answer: z.enum(answerIds).nullable(),
      words: z.string().nullable(),
      evidenceUrl: z.string().nullable(),
      answeredOn: z.string(),
      by: z.enum(['session', 'link']),
    }),
  ),
  fulfilledBy: z.array(z.string()),
  extendedFrom: z.array(z.string()),
});
export type ResultLine = z.output<typeof resultLine>;

const result = z.object({
  today: z.string(),
  basis: z.string(),
  interviews: z.number(),
  people: z.number(),
  answers: z.number(),
  counts: z.record(keys(gapKinds), z.number()),
  lines: z.array(resultLine),
});
export type GapResult = z.output<typeof result>;

const reuseLine = z.object({
  item: z.object({
    id: z.string(),
    ref: z.string(),
    version: z.number(),
    title: z.string(),
    kind: keys(reuseKinds),
    framework: keys(reuseFrameworks),
    clause: z.string(),
    clauseTitle: z.string().nullable(),
    place: z.string().nullable(),
    effectiveOn: z.string().nullable(),
    ownerId: z.string().nullable(),
  }),
  serves: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      relation: z.string(),
      counts: z.boolean(),
      rationale: z.string(),
    }),
  ),
});

export const gapEndpoints = {
  suggest: endpoint({
    id: 'gap.suggest',
    method: 'GET',
    path: '/gap/suggestion',
    summary: 'Suggest who is asked what, by the roles that people hold',
    refs: REFS,
    input: z.object(scope),
    output: z.object({
      parts: z.array(
        z.object({
          personId: z.string(),
          name: z.string(),
          roles: z.array(z.string()),
          requirementIds: z.array(z.string()),
          questions: z.number(),
        }),
      ),
      /** In the order of the standard; null where nobody holds a role that fits. */
      requirements: z.array(z.object({ id: z.string(), title: z.string(), personId: z.string().nullable() })),
    }),
  }),
  begin: endpoint({
    id: 'gap.begin',
    method: 'POST',
    path: '/gap/interviews',
    summary: 'Begin an interview',
    past: msg('began this interview'),
    refs: REFS,
    input: z.object({
      title: interview.fields.shape.title,
      depth: z.enum(['first', 'all']).default('first'),
      withControls: z.boolean().default(false),
      dueOn: z.iso.date().nullable().default(null),
      parts: z.array(planned).min(1, msg('Ask at least one person')).max(100),
    }),
    output: z.object({
      id: z.string(),
      ref: z.string(),
      parts: z.array(z.object({ id: z.string(), personId: z.string() })),
    }),
  }),
  interviews: endpoint({
    id: 'gap.interviews',
    method: 'GET',
    path: '/gap/interviews',
    summary: 'List the interviews and how far each person is',
    refs: REFS,
    input: pastQuery,
    output: z.object({ interviews: z.array(shownInterview) }),
  }),
  addPart: endpoint({
    id: 'gap.addPart',
    method: 'POST',
    path: '/gap/interviews/:id/parts',
    summary: 'Ask one more person',
    past: msg('asked one more person'),
    input: planned.extend({ id }),
    output: z.object({ id: z.string() }),
  }),
  close: endpoint({
    id: 'gap.close',
    method: 'POST',
    path: '/gap/interviews/:id/close',
    summary: 'Close the interview; its answers stay',
    past: msg('closed this interview'),
    input: z.object({ id, version: z.coerce.number().int().min(1) }),
    output: z.object({ id: z.string(), version: z.number(), state: z.string() }),
  }),
  reopen: endpoint({
    id: 'gap.reopen',
    method: 'POST',
    path: '/gap/interviews/:id/reopen',
    summary: 'Open the interview again',
    past: msg('opened this interview again'),
    input: z.object({ id, version: z.coerce.number().int().min(1) }),
    output: z.object({ id: z.string(), version: z.number(), state: z.string() }),
  }),
  link: endpoint({
    id: 'gap.link',
    method: 'POST',
    path: '/gap/parts/:id/link',
    summary: 'Make a link by which this person answers without an account',
    past: msg('made a link for this person'),
    input: z.object({
      id,
      days: z.coerce.number().int().min(1).max(60).default(14),
      byMail: z.boolean().default(false).describe('also send it to the address of the person'),
    }),
    output: z.object({ path: z.string(), until: z.string(), sentTo: z.string().nullable() }),
  }),
  revokeLink: endpoint({
    id: 'gap.revokeLink',
    method: 'POST',
    path: '/gap/parts/:id/revoke-link',
    summary: 'Take the link back; answers stay',
    past: msg('took the link back'),
    input: z.object({ id }),
    output: z.object({ revoked: z.literal(true) }),
  }),
  part: endpoint({
    id: 'gap.part',
    method: 'GET',
    path: '/gap/parts/:id',
    summary: 'Show the questions of a person with their answers',
    input: z.object({ id, ...pastQuery.shape }),
    output: questionnaire,
  }),
  answer: endpoint({
    id: 'gap.answer',
    method: 'POST',
    path: '/gap/parts/:id/answers',
    summary: 'Answer a question of your part',
    past: msg('answered a question'),
    refs: REFS,
    input: answerInput.extend({ id }),
    output: answered,
  }),
  finish: endpoint({
    id: 'gap.finish',
    method: 'POST',
    path: '/gap/parts/:id/finish',
    summary: 'Say that you are finished',
    past: msg('said that they are finished'),
    input: z.object({ id }),
    output: z.object({ state: z.string() }),
  }),
  result: endpoint({
    id: 'gap.result',
    method: 'GET',
    path: '/gap/result',
    summary: 'Set what people say beside what the records show',
    refs: REFS,
    input: pastQuery,
    output: result,
  }),
  reuse: endpoint({
    id: 'gap.reuse',
    method: 'GET',
    path: '/gap/reuse',
    summary: 'Count what other management systems have already',
    refs: REFS,
    input: pastQuery,
    output: z.object({
      rule: z.string(),
      avoided: z.array(z.object({ id: z.string(), title: z.string(), by: z.array(z.string()) })),
      extendable: z.array(z.object({ id: z.string(), title: z.string(), from: z.array(z.string()) })),
      lines: z.array(reuseLine),
    }),
  }),
  report: endpoint({
    id: 'gap.report',
    method: 'GET',
    path: '/gap/report',
    summary: 'Export the gap analysis as a document',
    answers: 'file',
    refs: REFS,
    input: z.object({
      format: z.enum(['docx', 'pdf', 'xlsx', 'html', 'md']).default('pdf'),
      language: documentLanguage,
    }),
    output: z.unknown(),
  }),
} as const;

/** What the holder of a link may do, without an account. */
export const linkEndpoints = {
  open: endpoint({
    id: 'gap.openByLink',
    method: 'GET',
    path: '/interview',
    summary: 'Show the questions that a link opens',
    input: z.object({}),
    output: questionnaire,
  }),
  answer: endpoint({
    id: 'gap.answerByLink',
    method: 'POST',
    path: '/interview/answers',
    summary: 'Answer a question by a link',
    past: msg('answered a question by a link, without signing in'),
    input: answerInput,
    output: answered,
  }),
  finish: endpoint({
    id: 'gap.finishByLink',
    method: 'POST',
    path: '/interview/finish',
    summary: 'Say by a link that you are finished',
    past: msg('said by a link that they are finished'),
    input: z.object({}),
    output: z.object({ state: z.string() }),
  }),
} as const;
