import type { OutputOf } from '#kernel/endpoint.ts';
import type { RecordOf } from '#kernel/record.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { readRecord } from '#platform/register/operations.ts';
import type { impactActs } from './acts.ts';
import {
  ACTS,
  approvalProblems,
  type Content,
  contentOf,
  friaOption,
  REGISTERS,
  submitProblems,
} from './content.ts';
import { impact, impactCriteria, impactSnapshot } from './contract.ts';
import { SUGGESTED } from './criteria.ts';
import { STANDING } from './lifecycle.ts';
import { impactCriteriaRows, impactSnapshots, impacts, screenings } from './read.ts';
import type { criteriaActs } from './screening-acts.ts';
import { differences, type Frozen, frozenOf } from './snapshot.ts';
import { suggestedAnswer } from './suggestions.ts';
import { answerWords } from './values.ts';

/** The criteria in force, and a starting point for those who have none: a proposal, decided by nobody. */
export async function showCriteria(ctx: Ctx): Promise<OutputOf<typeof criteriaActs.show>> {
  const row = await ctx.q.selectFrom(impactCriteriaRows(ctx).as('c')).selectAll('c').executeTakeFirst();
  return { criteria: row ? (decodeRecord(impactCriteria, row) as never) : null, suggested: SUGGESTED };
}

/** The interview of one version: what is asked, what was answered, what each document still misses. */
export async function interviewOf(ctx: Ctx, id: string): Promise<OutputOf<typeof impactActs.interview>> {
  const content = await contentOf(ctx, await readRecord(ctx, impact, { id }));
  const { impact: version, system } = content;
  return {
    questions: questionsOf(ctx, content),
    documents: content.coverage.documents.map((each) => ({
      ...each,
      dueWaitsFor: [...each.dueWaitsFor],
      elements: each.elements.map((one) => ({
        ...one,
        source: [...one.source],
        questions: [...one.questions],
        missing: [...one.missing],
      })),
    })),
    entries: content.entries.map((each) => ({
      ...each,
      measures: each.measures.map(linkShown),
      risks: each.risks.map(linkShown),
    })),
    openCells: content.openCells.map((each) => ({ ...each })),
    problems: [...submitProblems(ctx, content)],
    approvalProblems: [...approvalProblems(content)],
    system: {
      id: version.systemId,
      ref: system?.ref ?? '',
      name: system?.name ?? version.title,
      version: system?.version ?? version.systemVersion,
      purpose: system?.purpose ?? null,
      intendedUse: system?.intendedUse ?? null,
      differs:
        system !== null && (system.purpose !== version.purpose || system.intendedUse !== version.intendedUse),
    },
  };
}

const linkShown = ({
  id,
  type,
  ref,
  title,
  state,
}: {
  id: string;
  type: string;
  ref: string;
  title: string;
  state: string | null;
}) => ({ id, type, ref, title, state });

function questionsOf(ctx: Ctx, content: Content): OutputOf<typeof impactActs.interview>['questions'] {
  const { questions, assessments } = ctx.catalog.packs['rights-assessment'];
  const due = content.coverage.documents.filter((each) => each.due !== 'no');
  return questions.map((question) => {
    const { applies, answered } = content.coverage.questions.find((each) => each.id === question.id)!;
    const answer = content.answers.find((each) => each.questionId === question.id);
    const by = ACTS.some((each) => each === question.id)
      ? ('act' as const)
      : question.answerType === 'computed'
        ? ('computed' as const)
        : REGISTERS.some((each) => each === question.id)
          ? ('registers' as const)
          : ('typed' as const);
    return {
      id: question.id,
      section: question.section,
      text: question.text,
      help: question.help ?? null,
      answerType: question.answerType,
      options: [
        ...(question.options ?? (question.answerType === 'yes-no-unknown' ? ['yes', 'no', 'unknown'] : [])),
      ],
      topics: [...(question.topics ?? [])],
      applies,
      answered,
      by,
      derived:
        derivedWords(content, question.id) ??
        (by === 'act' ? answerWords(answer?.value ?? null) || null : null),
      answer: answer
        ? {
            id: answer.id,
            version: answer.version,
            value: answer.value,
            answeredBy: answer.answeredBy,
            answeredOn: answer.answeredOn,
            carried: answer.carried,
          }
        : null,
      suggested: suggestedAnswer(content, question.id),
      why: assessments
        .filter((each) => due.some((one) => one.id === each.id))
        .flatMap((each) =>
          each.elements
            .filter((one) => one.questions.includes(question.id))
            .map((one) => ({ document: each.id, element: one.text, source: [...one.source] })),
        ),
    };
  });
}

/** What the registers or the product answer, in words. */
function derivedWords(content: Content, id: string): string | null {
  const { impact: version, system, entries } = content;
  const count = (kind: string) => entries.filter((each) => each.kind === kind).length;
  const refs = (list: readonly { readonly ref: string }[]) =>
    [...new Set(list.map((each) => each.ref))].join(', ');
  switch (id) {
    case 'q-system':
      return system
        ? `${system.ref} ${system.name}, version ${version.systemVersion} of its record; ${version.ownerId || system.ownerId ? 'it has an owner' : 'nobody owns it yet'}.`
        : null;
    case 'q-fria-due':
      return `${friaOption(content.fria)}. ${content.fria.why}`;
    case 'q-individual-harm':
      return `${count('negative')} impacts, ${count('no-negative')} fields with a reasoned none, ${content.openCells.filter((each) => each.kind === 'negative').length} open.`;
    case 'q-benefits':
      return `${count('positive')} good impacts in the matrix.`;
    case 'q-measures':
      return refs(entries.flatMap((each) => each.measures)) || 'No measure is linked yet.';
    case 'q-risk-link':
      return refs(entries.flatMap((each) => each.risks)) || 'No risk is linked yet.';
    case 'q-consulted':
      return content.consultations.length > 0
        ? content.consultations.map((each) => each.title).join('; ')
        : 'Nobody is in the consultation log yet.';
    case 'q-decision':
      return version.decision ? `${version.decision.replaceAll('-', ' ')}: ${version.decisionReason}` : null;
    default:
      return null;
  }
}

/** What one version says: as it was frozen, or as it is while it is worked on. What came after the approval is added. */
export async function shownContent(ctx: Ctx, version: RecordOf<typeof impact>): Promise<Frozen> {
  const live = frozenOf(ctx, await contentOf(ctx, version));
  if (version.state === 'draft' || version.state === 'in-review') return live;
  const row = await ctx.q
    .selectFrom(impactSnapshots(ctx).as('x'))
    .selectAll('x')
    .where('x.impactId', '=', version.id)
    .orderBy('x.id', 'desc')
    .limit(1)
    .executeTakeFirst();
  const content = row ? (decodeRecord(impactSnapshot, row).content as unknown as Frozen | null) : null;
  if (!content) return live;
  const later = live.answers.filter((each) => AFTER_APPROVAL.includes(each.questionId));
  const replaced = (id: string) => later.some((each) => each.questionId === id);
  return {
    ...content,
    answers: [...content.answers.filter((each) => !replaced(each.questionId)), ...later],
    documents: content.documents.map((each) =>
      each.id === 'fria' && replaced('q-fria-notified')
        ? live.documents.find((one) => one.id === 'fria')!
        : each,
    ),
  };
}

/** What is said after the approval: the notice to the authority, and its answer to a prior consultation. */
const AFTER_APPROVAL = ['q-fria-notified', 'q-consultation'];

/** What differs from the version before, or from another one. */
export async function differenceOf(
  ctx: Ctx,
  input: { readonly id: string; readonly to?: string | undefined },
): Promise<OutputOf<typeof impactActs.difference>> {
  const after = await readRecord(ctx, impact, { id: input.id });
  const other = input.to ?? after.previousId;
  if (!other) return { before: null, changes: [] };
  const before = await readRecord(ctx, impact, { id: other });
  return {
    before: { id: before.id, number: before.number },
    changes: [...differences(await shownContent(ctx, before), await shownContent(ctx, after))],
  };
}

/** Figures of the register; each is a filter of a list. */
export async function overviewOf(ctx: Ctx): Promise<OutputOf<typeof impactActs.overview>> {
  const counted = (rows: readonly { value: string | null; n: number }[]) =>
    Object.fromEntries(rows.map((row) => [row.value ?? 'none-yet', Number(row.n)]));
  const states = await ctx.q
    .selectFrom(impacts(ctx).as('i'))
    .select((eb) => [eb.ref('i.state').as('value'), eb.fn.countAll<number>().as('n')])
    .groupBy('i.state')
    .execute();
  const inScope = ctx.q.selectFrom(systems(ctx).as('s')).where('s.scope', '=', 'in');
  const depth = await inScope
    .leftJoin(screenings(ctx).as('c'), 'c.systemId', 's.id')
    .select((eb) => [eb.fn.coalesce('c.depth', 'c.state').as('value'), eb.fn.countAll<number>().as('n')])
    .groupBy((eb) => eb.fn.coalesce('c.depth', 'c.state'))
    .execute();
  const needed = inScope
    .innerJoin(screenings(ctx).as('c'), 'c.systemId', 's.id')
    .where('c.depth', 'in', ['light', 'full']);
  const count = async (rows: typeof needed) =>
    Number((await rows.select((eb) => eb.fn.countAll<number>().as('n')).executeTakeFirstOrThrow()).n);
  const depths = counted(depth as never);
  return {
    states: counted(states as never),
    depths,
    inScope: Object.values(depths).reduce((sum, n) => sum + n, 0),
    needed: await count(needed),
    standing: await count(
      needed.where('s.id', 'in', (eb) =>
        eb
          .selectFrom(impacts(ctx).as('i'))
          .select('i.systemId')
          .where('i.state', 'in', [...STANDING]),
      ),
    ),
  };
}

/** Categories, scales, and the other lists of topics beside them (T7). */
export function frameOf(ctx: Ctx): OutputOf<typeof impactActs.frame> {
  const pack = ctx.catalog.packs['impact-dimensions'];
  const steps = (scale: readonly { level: number; label: string; descriptor?: string | undefined }[]) =>
    scale.map(({ level, label, descriptor }) => ({ level, label, descriptor: descriptor ?? null }));
  const { dimensions, note, confidence } = pack.iso42005Structure.impactDimensionsReported;
  return {
    categories: pack.dimensions.map((each) => ({
      id: each.id,
      title: each.title,
      definition: each.definition,
      positive: [...each.guidingQuestions.positive],
      negative: [...each.guidingQuestions.negative],
      effects: { ...each.affectedPartyTypes },
      rights: [...each.alignment.charterRights],
      iso42005: [...each.alignment.iso42005.taxonomyTerms],
      controls: [...each.alignment.iso42001Controls],
    })),
    parties: pack.affectedPartyTypes.map(({ id, title, examples }) => ({
      id,
      title,
      examples: [...examples],
    })),
    severity: steps(pack.severityScale),
    benefit: steps(pack.benefitScale),
    likelihood: steps(pack.likelihoodScale),
    scaleNote: pack.scaleNote,
    iso42005: { dimensions: [...dimensions], note, confidence },
  };
}
