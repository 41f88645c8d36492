import type { DocumentTree } from '#documents/tree.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { msg, speaker, t } from '#kernel/language.ts';
import { dutyStanding } from '#modules/system/api.ts';
import { system } from '#modules/system/contract.ts';
import type { Ctx } from '#platform/context.ts';
import { readRecord } from '#platform/register/operations.ts';
import type { cardActs } from './contract.ts';
import { fillers } from './fillers.ts';
import { sourcesOf } from './sources.ts';

export type Technical = OutputOf<typeof cardActs.technical>;
type Item = Technical['groups'][number]['items'][number];

/** The duty of the Act behind each annex. */
const DUTIES: Readonly<Record<string, string>> = {
  'annex-iv': 'du-provider-requirements',
  'annex-viii-a': 'du-provider-register',
  'annex-viii-b': 'du-exempt-register',
  'annex-viii-c': 'du-deployer-register',
};

/** One annex for one AI system, point by point: what the records say, what they lack, what no register here holds. */
export async function technicalOf(
  ctx: Ctx,
  input: { readonly id: string; readonly annex: string },
): Promise<Technical> {
  const pack = ctx.catalog.technicalDocumentation();
  const annex = pack.annexes.find((each) => each.id === input.annex);
  if (!annex) throw new AppError('not-found', t('There is no annex "{annex}" here.', { annex: input.annex }));
  const of = await readRecord(ctx, system, { id: input.id });
  const sources = await sourcesOf(ctx, of);
  const groups = annex.groups.map((group) => ({
    id: group.id,
    title: group.title,
    items: group.items.map((item): Item => {
      const filler = fillers[`${annex.id} ${item.point}`];
      const parts = filler ? filler.parts(sources) : [];
      const lacks =
        parts.length === 0
          ? []
          : Object.entries(filler?.each ?? {}).flatMap(([what, of]) =>
              of(sources).length === 0 ? [t(what)] : [],
            );
      const state = !filler
        ? 'kept-elsewhere'
        : parts.length === 0
          ? 'gap'
          : lacks.length > 0
            ? 'partly'
            : 'filled';
      return {
        point: item.point,
        title: item.title,
        asks: item.asks,
        when: item.when ?? null,
        state,
        lacks,
        parts: [...parts],
        fix:
          filler && (state === 'gap' || state === 'partly')
            ? { text: t(filler.fix.text), href: filler.fix.href(sources) }
            : null,
      };
    }),
  }));
  const items = groups.flatMap((group) => group.items);
  const { standing, why } = dutyStanding(ctx, of, DUTIES[annex.id]!);
  return {
    annex: {
      id: annex.id,
      ref: annex.ref,
      article: annex.article,
      title: annex.title,
      who: annex.who,
      notice: pack.notice,
      confidenceNote: pack.confidenceNote,
      sources: pack.sources.map((each) => ({ ...each })),
    },
    system: { id: of.id, ref: of.ref, name: of.name },
    applies: `${annex.who}. Here: ${standing}. ${why}`,
    filled: items.filter((each) => each.state === 'filled').length,
    gaps: items.filter((each) => each.state !== 'filled').length,
    groups,
  };
}

const STATES = {
  filled: '',
  partly: '',
  gap: msg('GAP: nothing is recorded.'),
  'kept-elsewhere': msg('OPEN: no register here holds this; add it by hand.'),
} as const;

/** The same as a document, every gap in its place. */
export function technicalDocument(
  { annex, system: of, applies, filled, gaps, groups }: Technical,
  facts: { readonly organisation: string; readonly now: string },
): DocumentTree {
  return {
    title: `${annex.title}: ${of.name}`,
    subtitle: t('Regulation (EU) 2024/1689, {ref} ({article})', { ref: annex.ref, article: annex.article }),
    organisation: facts.organisation,
    register: t('AI systems'),
    language: speaker().locale,
    createdAt: facts.now,
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: t('AI system'), value: `${of.name} (${of.ref})` },
          { key: t('For whom'), value: applies },
          {
            key: t('Points'),
            value: t('{filled} filled from the records, {gaps} open or filled in part', { filled, gaps }),
          },
          { key: t('How to read it'), value: `${annex.notice} ${annex.confidenceNote}` },
        ],
      },
      ...groups.flatMap((group) => [
        { kind: 'heading' as const, level: 1 as const, text: `${group.id}. ${group.title}` },
        ...group.items.flatMap((item) => [
          { kind: 'heading' as const, level: 2 as const, text: `${item.point} ${item.title}` },
          { kind: 'paragraph' as const, text: `${item.asks}${item.when ? ` (${item.when})` : ''}.` },
          item.parts.length > 0
            ? {
                kind: 'keyValues' as const,
                entries: item.parts.map((part) => ({ key: part.label, value: part.text })),
              }
            : { kind: 'paragraph' as const, text: STATES[item.state] && t(STATES[item.state]) },
          ...(item.lacks.length > 0
            ? [
                {
                  kind: 'paragraph' as const,
                  text: t('GAP: not recorded: {lacks}.', { lacks: item.lacks.join(', ') }),
                },
              ]
            : []),
        ]),
      ]),
    ],
  };
}
