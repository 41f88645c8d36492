import { type Coverage, coverageOf, type Given } from '#catalog/interview.ts';
import type { RecordDefinition, RecordOf } from '#kernel/record.ts';
import { type DutyStanding, dutyStanding } from '#modules/system/api.ts';
import { system } from '#modules/system/contract.ts';
import { systems } from '#modules/system/read.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { heads, links } from '#platform/view.ts';
import {
  categories,
  consultation,
  type impact,
  impactAnswer,
  impactEntry,
  indicator,
  parties,
} from './contract.ts';
import { type Criteria, criteriaOf, SUGGESTED } from './criteria.ts';
import { NEGATIVE, openCells } from './levels.ts';
import { consultations, impactAnswers, impactEntries, indicators } from './read.ts';
import { givenOf } from './values.ts';

export type Hands = Pick<Ctx, 'q' | 'org' | 'at' | 'catalog'>;
export type Impact = RecordOf<typeof impact>;
export type Entry = RecordOf<typeof impactEntry>;
export type System = RecordOf<typeof system>;
export type Linked = {
  readonly id: string;
  readonly type: string;
  readonly ref: string;
  readonly title: string;
  readonly state: string | null;
};

/** Everything of one version of an assessment, read together. */
export type Content = {
  readonly impact: Impact;
  readonly system: System | null;
  readonly fria: DutyStanding;
  readonly answers: readonly RecordOf<typeof impactAnswer>[];
  readonly entries: readonly (Entry & {
    readonly measures: readonly Linked[];
    readonly risks: readonly Linked[];
  })[];
  readonly consultations: readonly RecordOf<typeof consultation>[];
  readonly indicators: readonly RecordOf<typeof indicator>[];
  readonly criteria: Pick<Criteria, 'bands' | 'acceptable' | 'neverFrom' | 'reviewMonths'>;
  readonly coverage: Coverage;
  readonly openCells: ReturnType<typeof openCells>;
};

/** Questions that an act answers, with the authority that it needs; nobody types them. */
export const ACTS = ['q-dpo', 'q-consultation', 'q-decision', 'q-fria-notified'] as const;
/** What the registers answer. */
export const REGISTERS = ['q-system', 'q-individual-harm', 'q-measures'] as const;
/** Known only after the approval: they do not keep it from being handed in. */
const AFTERWARDS: readonly string[] = ['q-decision', 'q-fria-notified'];

/** Reads one version with everything that hangs on it, and computes what its answers cover. */
export async function contentOf(ctx: Hands, version: Impact): Promise<Content> {
  const of = <D extends RecordDefinition>(definition: D, view: View) =>
    rowsOf(ctx, definition, { view, id: version.id });
  const system_ = await systemOf(ctx, version.systemId);
  const answers = await of(impactAnswer, impactAnswers as never);
  const entries = await of(impactEntry, impactEntries as never);
  const linked = await linkedTo(ctx, version.id);
  const read = {
    impact: version,
    system: system_,
    fria: system_
      ? dutyStanding(ctx, system_, 'du-fria')
      : { standing: 'undetermined' as const, from: null, why: 'The AI system is no longer in the register.' },
    answers,
    entries: entries.map((each) => ({
      ...each,
      measures: linked.filter((one) => one.from === each.id && one.kind === 'impact-mitigated-by'),
      risks: linked.filter((one) => one.from === each.id && one.kind === 'impact-raises'),
    })),
    consultations: await of(consultation, consultations as never),
    indicators: await of(indicator, indicators as never),
    criteria: (await criteriaOf(ctx)) ?? SUGGESTED,
    openCells: openCells(entries, { categories, parties, depth: version.depth }),
  };
  const pack = ctx.catalog.packs['rights-assessment'];
  return { ...read, coverage: coverageOf(pack, (id) => givenTo(ctx, read, id)) };
}

type View = (at: Hands) => never;

async function rowsOf<D extends RecordDefinition>(
  ctx: Hands,
  definition: D,
  { view, id }: { readonly view: View; readonly id: string },
): Promise<readonly RecordOf<D>[]> {
  const rows = (await ctx.q
    .selectFrom((view as unknown as typeof impactAnswers)(ctx).as('x'))
    .selectAll('x')
    .where('x.impactId', '=', id)
    .orderBy('x.id')
    .execute()) as unknown as readonly Record<string, unknown>[];
  return rows.map((row) => decodeRecord(definition, row));
}

async function systemOf(ctx: Hands, id: string): Promise<System | null> {
  const row = await ctx.q
    .selectFrom(systems(ctx).as('s'))
    .selectAll('s')
    .where('s.id', '=', id)
    .executeTakeFirst();
  return row ? decodeRecord(system, row) : null;
}

/** What the impacts of one version are linked to: measures and risks. */
async function linkedTo(ctx: Hands, impactId: string) {
  const rows = await ctx.q
    .selectFrom(impactEntries(ctx).as('e'))
    .innerJoin(links(ctx).as('l'), 'l.from_id', 'e.id')
    .innerJoin(heads(ctx).as('h'), 'h.id', 'l.to_id')
    .innerJoin('record as r', (join) => join.onRef('r.id', '=', 'l.to_id').on('r.org_id', '=', ctx.org.id))
    .where('e.impactId', '=', impactId)
    .where('l.kind', 'in', ['impact-mitigated-by', 'impact-raises'])
    .select(['l.from_id as from', 'l.kind', 'r.id', 'r.type', 'r.ref', 'h.title', 'h.state'])
    .orderBy('r.ref')
    .execute();
  return rows.map((row) => ({ ...row, title: row.title ?? '' }));
}

type Read = Omit<Content, 'coverage'>;

/** What counts as the answer to a question: what was typed, decided by an act, or stands in the registers. */
function givenTo(ctx: Hands, read: Read, id: string): Given {
  const question = ctx.catalog.packs['rights-assessment'].questions.find((each) => each.id === id);
  const answer = read.answers.find((each) => each.questionId === id);
  const typed = question ? givenOf(question, answer?.value ?? null) : null;
  const done = { option: null };
  switch (id) {
    case 'q-system':
      return read.system && (read.impact.ownerId ?? read.system.ownerId) ? done : null;
    case 'q-fria-due':
      return { option: friaOption(read.fria) };
    case 'q-individual-harm':
      return harmSettled(read, ['individuals', 'groups']) ? done : null;
    case 'q-measures':
      return harmSettled(read, parties) && unmeasured(read).length === 0 ? done : null;
    case 'q-benefits':
      return typed ?? (read.entries.some((each) => each.kind === 'positive' && rated(each)) ? done : null);
    case 'q-consulted':
      return typed ?? (read.consultations.some((each) => each.said !== null) ? done : null);
    case 'q-risk-link':
      return typed ?? (read.entries.some((each) => each.risks.length > 0) ? done : null);
    case 'q-decision':
      return read.impact.decision ? { option: read.impact.decision } : null;
    default:
      return typed;
  }
}

/** A duty that rests because the system was placed earlier is not due now. */
export function friaOption({ standing }: DutyStanding): 'due' | 'not due' | 'undetermined' {
  return standing === 'suspended' ? 'not due' : standing;
}

/** An impact says who, what, how likely and how grave; a stated "none" says why. */
function rated(each: Entry): boolean {
  return each.kind.startsWith('no-')
    ? each.description !== null
    : each.level !== null && each.who !== null && each.description !== null;
}

/** The level that remains: after the measures, or as it was. */
export function remaining(each: Pick<Entry, 'level' | 'residualLevel'>): number {
  return each.residualLevel ?? each.level ?? 0;
}

/** Harm above what needs no acceptance, with no measure against it. */
function unmeasured({ entries, criteria }: Pick<Read, 'entries' | 'criteria'>): readonly Entry[] {
  return entries.filter(
    (each) =>
      each.kind === 'negative' && (each.level ?? 0) > criteria.acceptable && each.measures.length === 0,
  );
}

function harmSettled({ entries, openCells: open }: Read, among: readonly string[]): boolean {
  const harm = entries.filter((each) => (NEGATIVE as readonly string[]).includes(each.kind));
  return (
    !open.some((cell) => cell.kind === 'negative' && among.includes(cell.party)) &&
    harm.filter((each) => among.includes(each.party)).every(rated)
  );
}

/** What keeps a version from being handed in, in sentences. */
export function submitProblems(ctx: Hands, content: Content): readonly string[] {
  const { coverage, entries, openCells: open, impact: version } = content;
  const question = (id: string) =>
    ctx.catalog.packs['rights-assessment'].questions.find((each) => each.id === id)?.text ?? id;
  const undecided = coverage.documents
    .filter((each) => each.due === 'unknown')
    .map(
      (each) =>
        `Whether this is due is not known: ${each.title}. ${each.dueWaitsFor.map((id) => (id === 'q-fria-due' ? content.fria.why : question(id))).join(' ')}`,
    );
  const missing = new Set(
    coverage.documents
      .filter((each) => each.due === 'yes')
      .flatMap((each) => each.elements.flatMap((element) => element.missing))
      .filter((id) => !AFTERWARDS.includes(id)),
  );
  const unrated = entries.filter((each) => !rated(each));
  const residual = content.answers.find((each) => each.questionId === 'q-residual')?.value?.level;
  const gravest = Math.max(0, ...entries.filter((each) => each.kind === 'negative').map(residualSeverity));
  return [
    ...undecided,
    ...[...missing].map(question),
    ...(open.length > 0
      ? [
          `${open.length} ${open.length === 1 ? 'field' : 'fields'} of the matrix say neither an impact nor why there is none${version.depth === 'light' ? '' : ', good ones included'}.`,
        ]
      : []),
    ...unrated.map((each) => `${each.ref} has no rating, or does not say who and what.`),
    ...(residual !== undefined && residual < gravest
      ? [`The residual impact is said to be ${residual} of 5; one of the impacts remains at ${gravest}.`]
      : []),
  ];
}

function residualSeverity(each: Entry): number {
  return each.residualSeverity ?? each.severity ?? 0;
}

/** What keeps a handed-in version from being approved with a go, apart from who does it. */
export function approvalProblems(content: Content): readonly string[] {
  const { criteria, entries, answers } = content;
  const harm = entries.filter((each) => each.kind === 'negative');
  const never = criteria.neverFrom;
  const consultation_ = answers.find((each) => each.questionId === 'q-consultation')?.value?.option;
  return [
    ...harm
      .filter((each) => never !== null && remaining(each) >= never)
      .map((each) => `${each.ref} remains at level ${remaining(each)}: nobody accepts ${never} or more.`),
    ...harm
      .filter((each) => (never === null || remaining(each) < never) && remaining(each) > criteria.acceptable)
      .filter((each) => each.acceptedLevel !== remaining(each))
      .map(
        (each) => `What remains of ${each.ref} (level ${remaining(each)}) is not accepted by anybody yet.`,
      ),
    ...(consultation_ === 'yes, open'
      ? ['The authority is to be consulted first and has not answered.']
      : []),
  ];
}
