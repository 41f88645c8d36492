import type { Coverage, DocumentCoverage } from '#catalog/interview.ts';
import { t } from '#kernel/language.ts';
import type { Ctx } from '#platform/context.ts';
import { type Content, friaOption, type Hands } from './content.ts';
import { answerWords } from './values.ts';

/** One version of an assessment in the shape that is frozen at approval, exported, and compared. */
export type Frozen = {
  readonly system: {
    readonly ref: string;
    readonly name: string;
    readonly version: number;
    readonly ownerId: string | null;
  };
  readonly purpose: string | null;
  readonly intendedUse: string | null;
  readonly depth: string;
  readonly fria: { readonly due: string; readonly why: string };
  readonly answers: readonly {
    readonly questionId: string;
    readonly section: string;
    readonly question: string;
    readonly words: string;
    readonly by: string | null;
    readonly on: string;
  }[];
  readonly entries: readonly FrozenEntry[];
  readonly consultations: readonly {
    readonly who: string;
    readonly how: string | null;
    readonly said: string | null;
    readonly changed: string | null;
    readonly on: string | null;
  }[];
  readonly indicators: readonly {
    readonly title: string;
    readonly threshold: string | null;
    readonly watcherId: string | null;
    readonly everyDays: number;
  }[];
  readonly documents: Coverage['documents'];
};

export type FrozenEntry = {
  readonly ref: string;
  readonly originId: string;
  readonly category: string;
  readonly party: string;
  readonly kind: string;
  readonly who: string | null;
  readonly description: string | null;
  readonly cause: string | null;
  readonly likelihood: number | null;
  readonly severity: number | null;
  readonly level: number | null;
  readonly people: number | null;
  readonly vulnerable: boolean | null;
  readonly reversibility: string | null;
  readonly duration: string | null;
  readonly residualLikelihood: number | null;
  readonly residualSeverity: number | null;
  readonly residualLevel: number | null;
  readonly acceptedBy: string | null;
  readonly acceptedOn: string | null;
  readonly acceptedReason: string | null;
  readonly measures: readonly string[];
  readonly risks: readonly string[];
};

/** The present state of a version in that shape. */
export function frozenOf(ctx: Hands, content: Content): Frozen {
  const { impact: version, system } = content;
  return {
    system: {
      ref: system?.ref ?? '',
      name: version.title,
      version: version.systemVersion,
      ownerId: version.ownerId ?? system?.ownerId ?? null,
    },
    purpose: version.purpose,
    intendedUse: version.intendedUse,
    depth: version.depth,
    fria: { due: friaOption(content.fria), why: content.fria.why },
    answers: ctx.catalog.packs['rights-assessment'].questions.flatMap(({ id, section, text }) => {
      const answer = content.answers.find((each) => each.questionId === id);
      if (!answer || answer.value === null) return [];
      const words = answerWords(answer.value);
      return [
        { questionId: id, section, question: text, words, by: answer.answeredBy, on: answer.answeredOn },
      ];
    }),
    entries: content.entries.map(({ measures, risks, ...each }) => ({
      ref: each.ref,
      originId: each.originId ?? each.id,
      category: each.category,
      party: each.party,
      kind: each.kind,
      who: each.who,
      description: each.description,
      cause: each.cause,
      likelihood: each.likelihood,
      severity: each.severity,
      level: each.level,
      people: each.people,
      vulnerable: each.vulnerable,
      reversibility: each.reversibility,
      duration: each.duration,
      residualLikelihood: each.residualLikelihood,
      residualSeverity: each.residualSeverity,
      residualLevel: each.residualLevel,
      acceptedBy: each.acceptedBy,
      acceptedOn: each.acceptedOn,
      acceptedReason: each.acceptedReason,
      measures: measures.map((one) => `${one.ref} ${one.title}`),
      risks: risks.map((one) => `${one.ref} ${one.title}`),
    })),
    consultations: content.consultations.map((each) => ({
      who: each.title,
      how: each.how,
      said: each.said,
      changed: each.changed,
      on: each.heldOn,
    })),
    indicators: content.indicators
      .filter((each) => each.stoppedBecause === null)
      .map(({ title, threshold, watcherId, everyDays }) => ({ title, threshold, watcherId, everyDays })),
    documents: content.coverage.documents,
  };
}

/** What a snapshot keeps: the content, and the packs it was read by, a line each with version and SHA-256. */
export function snapshotOf(ctx: Hands, content: Content) {
  return {
    content: JSON.parse(JSON.stringify(frozenOf(ctx, content))) as Record<string, unknown>,
    packs: packLines(ctx),
  };
}

function packLines({ catalog }: Pick<Ctx, 'catalog'>): string {
  return (['rights-assessment', 'impact-dimensions', 'gdpr', 'eu-ai-act'] as const)
    .map((id) => `${id} ${catalog.pack(id).version} ${catalog.pack(id).sha256}`)
    .join('\n');
}

/** The elements of one document. */
export function documentIn(frozen: Frozen, id: string): DocumentCoverage {
  return frozen.documents.find((each) => each.id === id)!;
}

export type Change = {
  readonly group: string;
  readonly label: string;
  readonly before: string;
  readonly after: string;
};

/** What differs between two versions, question by question and impact by impact. */
export function differences(before: Frozen, after: Frozen): readonly Change[] {
  const answers = new Map<string, { section: string; question: string; before: string; after: string }>();
  for (const each of before.answers) answers.set(each.questionId, { ...each, before: each.words, after: '' });
  for (const each of after.answers)
    answers.set(each.questionId, {
      ...each,
      before: answers.get(each.questionId)?.before ?? '',
      after: each.words,
    });
  const entries = new Map<string, { category: string; before: string; after: string }>();
  for (const each of before.entries)
    entries.set(each.originId, { category: each.category, before: entryWords(each), after: '' });
  for (const each of after.entries)
    entries.set(each.originId, {
      category: each.category,
      before: entries.get(each.originId)?.before ?? '',
      after: entryWords(each),
    });
  const plain = (['purpose', 'intendedUse', 'depth'] as const).map((key) => ({
    group: 'AI system',
    label: { purpose: 'Purpose', intendedUse: 'Intended use', depth: 'Depth' }[key],
    before: before[key] ?? '',
    after: after[key] ?? '',
  }));
  return [
    ...plain,
    ...[...answers.values()].map((each) => ({
      group: each.section,
      label: each.question,
      before: each.before,
      after: each.after,
    })),
    ...[...entries.values()].map((each) => ({
      group: 'Impacts',
      label: each.category,
      before: each.before,
      after: each.after,
    })),
    {
      group: 'People',
      label: 'Consultations',
      before: before.consultations.map(consultationWords).join('\n'),
      after: after.consultations.map(consultationWords).join('\n'),
    },
  ].filter((each) => each.before !== each.after);
}

/** An impact in a line or two. */
export function entryWords(each: FrozenEntry): string {
  const kind = {
    negative: t('Harm'),
    positive: t('Good'),
    'no-negative': t('No harm'),
    'no-positive': t('Nothing good'),
  }[each.kind];
  const party =
    { individuals: t('individuals'), groups: t('groups'), societies: t('societies') }[each.party] ??
    each.party;
  const rating =
    each.level === null
      ? null
      : each.kind === 'positive'
        ? t('likelihood {likelihood}, benefit {severity} of 5', {
            likelihood: each.likelihood,
            severity: each.severity,
          })
        : [
            t('level {level} ({likelihood} × {severity})', {
              level: each.level,
              likelihood: each.likelihood,
              severity: each.severity,
            }),
            each.residualLevel !== null && t('remains {level}', { level: each.residualLevel }),
          ]
            .filter(Boolean)
            .join(', ');
  return sentences([
    `${kind}, ${party}${each.who ? `: ${each.who}` : ''}`,
    each.description,
    rating,
    each.measures.length > 0 && t('Measures: {measures}', { measures: each.measures.join('; ') }),
  ]);
}

function consultationWords(each: Frozen['consultations'][number]): string {
  return sentences([each.who, each.said, each.changed && t('Changed: {changed}', { changed: each.changed })]);
}

/** Parts as sentences, each with one full stop. */
function sentences(parts: readonly (string | false | null)[]): string {
  return parts
    .flatMap((each) => (each ? [each.trim().replace(/(?<![.;])[.;]+$/, '')] : []))
    .map((each) => (/[!?…]$/.test(each) ? each : `${each}.`))
    .join(' ');
}
