import type { AnswerCondition, RightsAssessment } from './schemas/assessments.ts';
import type { Answer } from './schemas/eu-ai-act.ts';

/** What was answered: the chosen option of a choice, or `answered` for every other kind; null while nothing was. */
export type Given = { readonly option: string | null } | null;

export type ElementCoverage = {
  readonly id: string;
  readonly text: string;
  readonly source: readonly string[];
  readonly note: string | null;
  readonly status: 'covered' | 'open' | 'not-applicable';
  /** Questions of it that apply. */
  readonly questions: readonly string[];
  /** Questions whose answer is missing, or decides whether something of it applies. */
  readonly missing: readonly string[];
};

export type DocumentCoverage = {
  readonly id: string;
  readonly title: string;
  /** Whether this document is asked for at all; `unknown` is never taken for no. */
  readonly due: Answer;
  readonly dueWaitsFor: readonly string[];
  readonly elements: readonly ElementCoverage[];
  readonly complete: boolean;
};

export type Coverage = {
  /** Whether each question applies, in the order of the interview. */
  readonly questions: readonly {
    readonly id: string;
    readonly applies: Answer;
    readonly answered: boolean;
  }[];
  readonly documents: readonly DocumentCoverage[];
};

/** Options that leave a question open although one of them was chosen. */
const OPEN_OPTIONS = ['unknown', 'undetermined'];

/**
 * What the answers cover of the three assessments, by the coverage rules of the pack. Three-valued: a missing answer
 * leaves open what hangs on it, and a question that does not apply counts as no.
 */
export function coverageOf(pack: Interview, given: (question: string) => Given): Coverage {
  const evaluator = evaluatorOf(pack, given);
  const answered = (id: string) => settled(given(id));
  return {
    questions: pack.questions.map(({ id }) => ({
      id,
      applies: evaluator.applies(id),
      answered: answered(id),
    })),
    documents: pack.assessments.map(({ id, title, when, elements }) => {
      const shown = elements.map((each) => elementOf(each, evaluator, answered));
      const due = 'always' in when ? 'yes' : evaluator.value(when);
      return {
        id,
        title,
        due,
        dueWaitsFor: 'always' in when ? [] : evaluator.blockers(when),
        elements: shown,
        complete: shown.every((each) => each.status !== 'open'),
      };
    }),
  };
}

export type Interview = Pick<RightsAssessment, 'questions' | 'assessments'>;
type Element = Interview['assessments'][number]['elements'][number];
type Evaluator = ReturnType<typeof evaluatorOf>;

function elementOf(
  element: Element,
  { applies, value, blockers, waitsFor }: Evaluator,
  answered: (id: string) => boolean,
): ElementCoverage {
  const { id, text, source, note = null, condition } = element;
  const own = condition ? value(condition) : 'yes';
  const asked = element.questions.filter((each) => applies(each) !== 'no');
  const missing = [
    ...(own === 'unknown' ? blockers(condition!) : []),
    ...asked.flatMap((each) => (applies(each) === 'unknown' ? waitsFor(each) : answered(each) ? [] : [each])),
  ];
  const none = own === 'no' || asked.length === 0;
  return {
    id,
    text,
    source,
    note,
    status: none ? 'not-applicable' : missing.length > 0 ? 'open' : 'covered',
    questions: asked,
    missing: none ? [] : [...new Set(missing)],
  };
}

function evaluatorOf(pack: Interview, given: (question: string) => Given) {
  const conditions = new Map(pack.questions.map((each) => [each.id, each.condition]));
  const applies = (id: string): Answer => {
    const condition = conditions.get(id);
    return condition ? value(condition) : 'yes';
  };
  const leaf = (id: string, among: readonly string[]): Answer => {
    if (applies(id) === 'no') return 'no';
    const answer = given(id);
    return applies(id) === 'unknown' || !settled(answer) ? 'unknown' : yesNo(among.includes(answer!.option!));
  };
  const value = (condition: AnswerCondition): Answer => {
    if ('answer' in condition) return leaf(condition.answer, condition.in);
    if ('not' in condition) return negate(value(condition.not));
    const parts = ('all' in condition ? condition.all : condition.any).map(value);
    const decisive = 'all' in condition ? 'no' : 'yes';
    if (parts.includes(decisive)) return decisive;
    return parts.includes('unknown') ? 'unknown' : negate(decisive);
  };
  const waitsFor = (id: string): readonly string[] => {
    const condition = conditions.get(id);
    return condition ? blockers(condition) : [];
  };
  const blockers = (condition: AnswerCondition): readonly string[] => {
    if (value(condition) !== 'unknown') return [];
    if ('not' in condition) return blockers(condition.not);
    if ('answer' in condition) {
      const first = waitsFor(condition.answer);
      return first.length > 0 ? first : [condition.answer];
    }
    return [...new Set(('all' in condition ? condition.all : condition.any).flatMap(blockers))];
  };
  return { applies, value, blockers, waitsFor };
}

/** Whether an answer is one: not missing, and not an option that says that nobody knows. */
function settled(given: Given): boolean {
  return given !== null && !(given.option !== null && OPEN_OPTIONS.includes(given.option));
}

const yesNo = (truth: boolean): Answer => (truth ? 'yes' : 'no');
const negate = (truth: Answer): Answer => (truth === 'unknown' ? 'unknown' : yesNo(truth === 'no'));
