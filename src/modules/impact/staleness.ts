import { sql } from 'kysely';
import { msg } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import type { PlatformDependent } from '#platform/module.ts';
import { impactAnswers, impactEntries, impacts } from './read.ts';

const standing = ['approved', 'under-watch'] as const;
const NOT_THE_SCOPE = 'What it does to people does not depend on the scope of the management system.';

/** Answers that rest on like facts of the AI system are looked at together; what cannot touch them leaves them. */
const GROUPS: readonly {
  readonly id: string;
  readonly title: string;
  readonly questions: readonly string[];
  readonly untouchedBy: Readonly<Record<string, string>>;
}[] = [
  {
    id: 'impact.answers-working',
    title: msg('Answers on how the AI system works and fails'),
    questions: [
      'q-purpose',
      'q-functions',
      'q-misuse',
      'q-context',
      'q-process',
      'q-period',
      'q-frequency',
      'q-failures',
      'q-provider-info',
    ],
    untouchedBy: {
      'system.scope': NOT_THE_SCOPE,
      'system.law-date': 'A date of law changes nothing in how it works.',
    },
  },
  {
    id: 'impact.answers-people',
    title: msg('Answers on who is affected and how'),
    questions: [
      'q-groups',
      'q-vulnerable',
      'q-numbers',
      'q-consulted',
      'q-benefits',
      'q-topics',
      'q-rights',
      'q-societal',
    ],
    untouchedBy: {
      'system.scope': NOT_THE_SCOPE,
      'system.law-date': 'A date of law changes nothing in whom it affects.',
      'system.supplier': 'Who supplies it changes nothing in whom it affects.',
      'system.roles': 'Our part changes nothing in whom it affects.',
    },
  },
  {
    id: 'impact.answers-measures',
    title: msg('Answers on oversight and on what is done when harm occurs'),
    questions: [
      'q-oversight',
      'q-oversight-instructions',
      'q-if-happens',
      'q-governance',
      'q-complaints',
      'q-residual',
    ],
    untouchedBy: {
      'system.scope': NOT_THE_SCOPE,
      'system.law-date': 'A date of law changes nothing in who watches.',
    },
  },
  {
    id: 'impact.answers-data',
    title: msg('Answers on data protection'),
    questions: [
      'q-personal-data',
      'q-dpia-screening',
      'q-controller',
      'q-operations',
      'q-basis',
      'q-special',
      'q-necessity',
      'q-proportion',
      'q-security',
      'q-rights-exercise',
      'q-automated',
      'q-dpo',
      'q-consultation',
    ],
    untouchedBy: {
      'system.scope': NOT_THE_SCOPE,
      'system.law-date': 'The dates are those of the AI Act, not of data protection.',
    },
  },
  {
    id: 'impact.answers-law',
    title: msg('Answers on our part and the law'),
    questions: ['q-role', 'q-jurisdictions', 'q-fria-reuse'],
    untouchedBy: {
      'system.scope': NOT_THE_SCOPE,
      'system.model': 'Another model changes neither our part nor where it is used.',
      'system.dataset': 'Other data change neither our part nor where it is used.',
    },
  },
];

/**
 * Approved assessments, their answers and their impacts rest on facts of the AI system (8.4, R207). The approval of
 * the next version, or saying with authority that this one still holds, counts as having looked again.
 */
export const impactDependents: readonly PlatformDependent[] = [
  {
    id: 'impact.assessment',
    title: msg('AI system impact assessment'),
    type: 'impact',
    act: 'Begin the next version, or say that this one still holds',
    requirements: ['6.1.4', '8.4'],
    rows: (ctx) =>
      ctx.q
        .selectFrom(impacts(ctx).as('i'))
        .where('i.state', 'in', [...standing])
        .select(['i.id', 'i.systemId', 'i.ownerId', sql<string | null>`null`.as('part')]),
    touches: [{ type: 'impact' }],
    seenBy: ['impact.approve', 'impact.review'],
    href: ({ id }) => `/impacts/${id}`,
    untouchedBy: { 'system.scope': NOT_THE_SCOPE },
  },
  {
    id: 'impact.entries',
    title: msg('Impacts on people, groups and society'),
    type: 'impactEntry',
    act: 'Judge the impact again in the next version',
    requirements: ['A.5.4', 'A.5.5'],
    rows: (ctx) =>
      ctx.q
        .selectFrom(impactEntries(ctx).as('e'))
        .innerJoin(impacts(ctx).as('i'), 'i.id', 'e.impactId')
        .where('i.state', 'in', [...standing])
        .where('e.kind', 'in', ['negative', 'positive'])
        .select(['e.id', 'i.systemId', 'i.ownerId', 'e.category as part']),
    touches: [{ type: 'impactEntry' }, { type: 'impact', rows: 'impactEntry', by: 'impactId' }],
    seenBy: ['impactEntry.add', 'impactEntry.update', 'impact.redo', 'impact.review'],
    href: ({ id }) => `/impact-entries/${id}`,
    untouchedBy: {
      'system.scope': NOT_THE_SCOPE,
      'system.law-date': 'A date of law changes nothing in what it does to people.',
    },
  },
  ...GROUPS.map(
    ({ id, title, questions, untouchedBy }): PlatformDependent => ({
      id,
      title,
      type: 'impactAnswer',
      act: 'Answer again in the next version',
      requirements: ['A.5.3'],
      rows: (ctx) => answersTo(ctx, questions),
      touches: [{ type: 'impactAnswer' }, { type: 'impact', rows: 'impactAnswer', by: 'impactId' }],
      seenBy: ['impact.answer', 'impact.advise', 'impact.decideConsultation', 'impact.redo', 'impact.review'],
      titleOf: questionText,
      href: ({ id: answer }) => `/impact-answers/${answer}`,
      untouchedBy,
    }),
  ),
];

function answersTo(ctx: Ctx, questions: readonly string[]) {
  return ctx.q
    .selectFrom(impactAnswers(ctx).as('a'))
    .innerJoin(impacts(ctx).as('i'), 'i.id', 'a.impactId')
    .where('i.state', 'in', [...standing])
    .where('a.questionId', 'in', [...questions])
    .select(['a.id', 'i.systemId', 'i.ownerId', 'a.questionId as part']);
}

/** The question in words: the answer itself is read on its page. */
function questionText(ctx: Ctx, part: string | null): string | null {
  return ctx.catalog.packs['rights-assessment'].questions.find((each) => each.id === part)?.text ?? null;
}
