import type { DocumentTree } from '#documents/tree.ts';
import type { CardContent } from './contract.ts';

const STATES: Readonly<Record<string, string>> = {
  used: 'In place',
  planned: 'Planned',
  'left-out': 'Left out',
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
      ? `System card, version ${published.number}, published on ${published.on}`
      : 'System card in work: not published',
    organisation: content.organisation,
    language: 'en',
    createdAt: facts.now,
    ...(published && { version: String(published.number) }),
    sections: [
      {
        kind: 'keyValues',
        entries: [
          { key: 'AI system', value: `${content.system.name} (${content.system.ref})` },
          ...(content.decisionKind ? [{ key: 'Part in decisions', value: content.decisionKind }] : []),
          ...(content.system.stage ? [{ key: 'Stage', value: content.system.stage }] : []),
        ],
      },
      ...content.sections.flatMap(({ title, text }) => [
        { kind: 'heading' as const, level: 1 as const, text: title },
        ...text.split(/\n{2,}/).map((paragraph) => ({ kind: 'paragraph' as const, text: paragraph })),
      ]),
      ...(content.measures.length > 0
        ? [
            { kind: 'heading' as const, level: 1 as const, text: 'How results are explained' },
            {
              kind: 'table' as const,
              title: 'Measures of explanation',
              columns: [
                { key: 'title', title: 'Measure', width: 26 },
                { key: 'audience', title: 'For', width: 16 },
                { key: 'state', title: 'State', width: 12 },
                { key: 'how', title: 'How, or why not', width: 46 },
              ],
              rows: content.measures.map((each) => ({ ...each, state: STATES[each.state] ?? each.state })),
            },
          ]
        : []),
      ...(content.madeOf.length > 0
        ? [
            { kind: 'heading' as const, level: 1 as const, text: 'What it is made of' },
            {
              kind: 'list' as const,
              items: content.madeOf.map((each) => `${each.kind}: ${each.title}`),
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
