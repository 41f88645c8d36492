import { t, writtenDay } from '#kernel/language.ts';
import { judgeRequirements, type Raised, raisedAt } from '#modules/conformity/api.ts';
import { enteredLate } from '#platform/checks/entered-late.ts';
import { allChecks } from '#platform/checks/registered.ts';
import { gapsOf } from '#platform/checks/rows.ts';
import { inTurn } from '#platform/checks/standing.ts';
import type { Ctx } from '#platform/context.ts';
import type { Finding, Readiness } from './contract.ts';
import { type Grade, isSystemic, proposedGrade } from './grading.ts';
import { type OperatingHistory, operatingHistory } from './history.ts';
import { belongsToStage1, HISTORY_WEEKS, LATE_DAYS, NO_RULE } from './limits.ts';

/** How many records stand behind a finding as its proof; the rest is one click away. */
const PROOFS = 5;

type Line = Awaited<ReturnType<typeof judgeRequirements>>['requirements'][number];

/**
 * What an auditor would raise at a stage, each point with the records behind it and where it is mended. One way of
 * saying it for the whole product: `raisedAt` of conformity says what, the grading aid proposes how heavy.
 */
export async function readinessFor(ctx: Ctx, stage: '1' | '2'): Promise<Readiness> {
  const judged = await judgeRequirements(ctx);
  const history = await operatingHistory(ctx);
  const late = await enteredLate(ctx, LATE_DAYS);
  const documented = new Map(
    [...ctx.catalog.subclauses(), ...ctx.catalog.controls()].map((each) => [
      each.id,
      each.documentedInformation,
    ]),
  );
  const lines = judged.requirements.filter(
    (line) =>
      stage === '2' ||
      belongsToStage1({ id: line.id, documentedInformation: documented.get(line.id) ?? null }),
  );
  const findings = [
    ...(await requirementFindings(ctx, lines, { stage, documented })),
    ...historyFindings(history, stage),
    ...lateFindings(late, stage),
  ].sort(byWeight);
  const count = (grade: Grade) => findings.filter((each) => each.mayBecome === grade).length;
  const counts = { major: count('major'), minor: count('minor'), observation: count('observation') };
  return {
    stage,
    today: judged.today,
    at: judged.at,
    basis: judged.basis,
    sentence: sentenceOf(stage, counts),
    history,
    counts,
    findings,
    enteredLate: { ...late, rows: [...late.rows] },
    cannotJudge: {
      always: NO_RULE.map((each) => t(each)),
      parts: judged.requirements
        .filter((line) => line.verdict !== 'excluded')
        .flatMap((line) => line.uncovered.map((part) => ({ requirement: line.id, title: line.title, part }))),
    },
  };
}

async function requirementFindings(
  ctx: Ctx,
  lines: readonly Line[],
  known: { readonly stage: '1' | '2'; readonly documented: ReadonlyMap<string, string | null> },
): Promise<readonly Finding[]> {
  const points = lines.map((line) => ({ line, raised: pointsAt(line, known) }));
  const proofs = await proofsOf(
    ctx,
    points.flatMap(({ raised }) => raised.flatMap((each) => each.check?.id ?? [])),
  );
  return points.flatMap(({ line, raised }) => {
    const found = raised.map((each) => findingOf(line, each, { stage: known.stage, proofs }));
    return isSystemic(found.map((each) => each.mayBecome)) ? [...found, systemic(line, known.stage)] : found;
  });
}

/** What is raised of a line at a stage. What no register shows is a concern of Stage 1; at Stage 2 no rule can say. */
function pointsAt(
  line: Line,
  known: { readonly stage: '1' | '2'; readonly documented: ReadonlyMap<string, string | null> },
): readonly Raised[] {
  const raised = raisedAt({ ...line, documentedInformation: known.documented.get(line.id) ?? null }, 'every');
  // "No record shows it" would say the same again where a failing check says what is missing.
  const said = raised.some((each) => each.check?.severity === 'major');
  return raised.filter(
    (each) => !(each.reason === 'missing' && said) && !(each.reason === 'not-shown' && known.stage === '2'),
  );
}

type Proofs = ReadonlyMap<string, Finding['proof']>;

/** The first records behind each failing check, each asked once. */
async function proofsOf(ctx: Ctx, ids: readonly string[]): Promise<Proofs> {
  const wanted = new Set(ids);
  const checks = allChecks(ctx.registry).filter((check) => wanted.has(check.id));
  const pages = await inTurn(ctx, checks, (check) => gapsOf(ctx, check, { outcome: 'gap', limit: PROOFS }));
  return new Map(
    checks.map((check, i) => [
      check.id,
      pages[i]!.rows.map(({ type, id, ref, title, message, fix }) => ({
        type,
        id,
        ref,
        title,
        message,
        fix,
      })),
    ]),
  );
}

function findingOf(
  line: Line,
  raised: Raised,
  known: { readonly stage: '1' | '2'; readonly proofs: Proofs },
): Finding {
  const { check } = raised;
  const proposed = proposedGrade(raised);
  const proof = check ? (known.proofs.get(check.id) ?? []) : [];
  return {
    id: `${line.id} ${check?.id ?? raised.reason}`,
    requirement: line.id,
    title: line.title,
    sentence: raised.sentence,
    grade: known.stage === '2' ? proposed.grade : null,
    mayBecome: proposed.grade,
    because: proposed.because,
    count: check?.gap ?? 0,
    proof: [...proof],
    fix: proof.length === 1 ? proof[0]!.fix : `/conformity/${line.id}${check ? `?check=${check.id}` : ''}`,
  };
}

function systemic(line: Line, stage: '1' | '2'): Finding {
  return {
    id: `${line.id} systemic`,
    requirement: line.id,
    title: line.title,
    sentence: t('Several lapses at one requirement may show that it does not work as a whole.'),
    grade: stage === '2' ? 'major' : null,
    mayBecome: 'major',
    because: t('Three or more minor points at the same requirement.'),
    count: 0,
    proof: [],
    fix: `/conformity/${line.id}`,
  };
}

/** "Not enough operating history (n weeks)": the log cannot be dated back. */
function historyFindings(history: OperatingHistory, stage: '1' | '2'): readonly Finding[] {
  const weeks = history.recordedWeeks;
  if (weeks >= HISTORY_WEEKS.minor) return [];
  const grade: Grade = weeks < HISTORY_WEEKS.major ? 'major' : 'minor';
  return [
    {
      id: '4.4 history',
      requirement: '4.4',
      title: 'AI management system',
      sentence: history.firstEffectiveOn
        ? t(
            'Not enough operating history ({weeks, plural, one {# week} other {# weeks}} in the log; evidence speaks of days since {day}).',
            { weeks, day: writtenDay(history.firstEffectiveOn) },
          )
        : t('Not enough operating history ({weeks, plural, one {# week} other {# weeks}} in the log).', {
            weeks,
          }),
      grade: stage === '2' ? grade : null,
      mayBecome: grade,
      because: t(
        'An auditor wants a cycle of records; below {minor} weeks it shows little, below {major} nothing.',
        HISTORY_WEEKS,
      ),
      count: 0,
      proof: [],
      fix: '/trail',
    },
  ];
}

/** Records entered long after their day, with both days; when most are, they look made up for the audit. */
function lateFindings(late: Awaited<ReturnType<typeof enteredLate>>, stage: '1' | '2'): readonly Finding[] {
  if (late.late === 0) return [];
  const most = late.late * 2 >= late.dated && late.dated >= 5;
  const grade: Grade = most ? 'minor' : 'observation';
  return [
    {
      id: '7.5.3 late',
      requirement: '7.5.3',
      title: 'Control of documented information',
      sentence: t(
        '{late} of {dated} dated records were entered more than {late_days} days after the day they speak of.',
        { late: late.late, dated: late.dated, late_days: LATE_DAYS },
      ),
      grade: stage === '2' ? grade : null,
      mayBecome: grade,
      because: most
        ? t('Where most records came afterwards, an auditor asks whether they were made for the audit.')
        : t('Single late records are no lapse; both days are shown.'),
      count: late.late,
      proof: late.rows.slice(0, PROOFS).map(({ type, id, ref, title, effectiveOn, enteredOn }) => ({
        type,
        id,
        ref,
        title,
        message: t('Speaks of {effectiveOn}, entered on {enteredOn}.', {
          effectiveOn: writtenDay(effectiveOn),
          enteredOn: writtenDay(enteredOn),
        }),
        fix: type === 'evidence' ? `/evidence/${id}` : '/trail',
      })),
      fix: '/evidence',
    },
  ];
}

const WEIGHT: Readonly<Record<Grade, number>> = { major: 0, minor: 1, observation: 2 };

function byWeight(a: Finding, b: Finding): number {
  return (
    WEIGHT[a.mayBecome] - WEIGHT[b.mayBecome] ||
    inOrder(a.requirement, b.requirement) ||
    (a.id < b.id ? -1 : 1)
  );
}

/** 4.1 before 10.2, clauses before Annex A. */
function inOrder(a: string, b: string): number {
  const key = (id: string) =>
    (id.startsWith('A.') ? `~${id.slice(2)}` : id)
      .split('.')
      .map((part) => part.padStart(3, '0'))
      .join('.');
  return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
}

function sentenceOf(
  stage: '1' | '2',
  { major, minor }: { readonly major: number; readonly minor: number },
): string {
  if (stage === '1')
    return major + minor === 0
      ? t('No rule finds an area of concern. What no rule can judge stands below.')
      : t(
          '{major} areas of concern could become major nonconformities at Stage 2, {minor} minor ones. Stage 1 gives no grades.',
          { major, minor },
        );
  return major + minor === 0
    ? t('No rule finds a nonconformity. What no rule can judge stands below.')
    : t(
        'A rule proposes {major} major and {minor} minor findings. The lead auditor decides from the facts.',
        {
          major,
          minor,
        },
      );
}
