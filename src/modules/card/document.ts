import type { DocumentTree } from '#documents/tree.ts';
import { msg, speaker, t, writtenDay } from '#kernel/language.ts';
import type { CardContent } from './contract.ts';

const STATES: Readonly<Record<string, string>> = {
  used: msg('In place'),
  planned: msg('Planned'),
  'left-out': msg('Left out'),
};

/** A card as a document. `published` is null for the one in work. */
export function cardDocument(
  content: CardContent,
  facts: {
    readonly published: { readonly number: number; readonly on: string } | null;
    readonly now: string;
  },
): DocumentTree {
  const { published } = facts;
  return {
    title: content.title,
    subtitle: published
      ? t('System card, version {number}, published on {day}', {
          number: published.number,
          day: writtenDay(published.on),
        })
      : t('System card in work: not published'),
    organisation: content.organisation,
    language: speaker().locale,
    createdAt: facts.now,
    ...(published && { version: String(published.number) }),
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: t('AI system'), value: `${content.system.name} (${content.system.ref})` },
          ...(content.decisionKind ? [{ key: t('Part in decisions'), value: t(content.decisionKind) }] : []),
          ...(content.system.stage ? [{ key: t('Stage'), value: t(content.system.stage) }] : []),
        ],
      },
      ...content.sections.flatMap(({ title, text }) => [
        { kind: 'heading' as const, level: 1 as const, text: t(title) },
        ...text.split(/\n{2,}/).map((paragraph) => ({ kind: 'paragraph' as const, text: paragraph })),
      ]),
      ...(content.measures.length > 0
        ? [
            { kind: 'heading' as const, level: 1 as const, text: t('How results are explained') },
            {
              kind: 'table' as const,
              title: t('Measures of explanation'),
              columns: [
                { key: 'title', title: t('Measure'), width: 26 },
                { key: 'audience', title: t('For'), width: 16 },
                { key: 'state', title: t('State'), width: 12 },
                { key: 'how', title: t('How, or why not'), width: 46 },
              ],
              rows: content.measures.map((each) => ({ ...each, state: t(STATES[each.state] ?? each.state) })),
            },
          ]
        : []),
      ...(content.madeOf.length > 0
        ? [
            { kind: 'heading' as const, level: 1 as const, text: t('What it is made of') },
            {
              kind: 'list' as const,
              items: content.madeOf.map((each) => `${t(each.kind)}: ${each.title}`),
            },
          ]
        : []),
    ],
  };
}

/** The machine-readable card. */
export function cardJson(
  content: CardContent,
  published: { readonly number: number; readonly on: string } | null,
): Uint8Array {
  return Buffer.from(
    `${JSON.stringify({ document: 'System card', version: published?.number ?? null, publishedOn: published?.on ?? null, ...content }, null, 2)}\n`,
  );
}
