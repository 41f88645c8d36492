import { msg } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import { riskClassOf } from '#modules/lifecycle/api.ts';
import { stageTitles, type system } from '#modules/system/contract.ts';
import type { Ctx } from '#platform/context.ts';
import type { Tx } from '#platform/tx.ts';
import { heads, links } from '#platform/view.ts';
import { type CardContent, type card, decisionTitles } from './contract.ts';
import { fitting, missingOf } from './fitting.ts';

type Card = RecordOf<typeof card>;
type System = RecordOf<typeof system>;
type Hands = Pick<Ctx | Tx, 'q' | 'org' | 'at' | 'catalog'>;

const SECTIONS = [
  { key: 'summary', title: msg('What it does') },
  { key: 'intendedUse', title: msg('What it is meant for') },
  { key: 'notFor', title: msg('What it is not meant for') },
  { key: 'capabilities', title: msg('What it can do') },
  { key: 'limits', title: msg('Where its limits are') },
  { key: 'performance', title: msg('How well it works, and for whom') },
  { key: 'dataUsed', title: msg('Which data it uses') },
  { key: 'oversight', title: msg('Who watches it') },
  { key: 'contact', title: msg('Whom to ask, and how to contest a result') },
] as const;

/** A card in work as it would be published: its texts, its measures and what the register says the system is made of. */
export async function shownCard(ctx: Hands, each: Card, of: System) {
  const { riskClass } = riskClassOf(of);
  const { measures: known, note } = ctx.catalog.explainability();
  const fits = fitting(known, {
    riskClass,
    decisionKind: each.decisionKind,
    generative: of.generative === 'yes',
  });
  const content: CardContent = {
    title: each.title,
    organisation: ctx.org.name,
    system: {
      ref: of.ref,
      name: of.name,
      stage: of.stage ? stageTitles[of.stage] : null,
      riskClass,
    },
    decisionKind: each.decisionKind ? decisionTitles[each.decisionKind] : null,
    sections: SECTIONS.flatMap(({ key, title }) => (each[key] ? [{ key, title, text: each[key] }] : [])),
    measures: each.measures.map((one) => {
      const measure = known.find((other) => other.id === one.id);
      return {
        title: measure?.title ?? one.id,
        audience: measure?.audience ?? '',
        state: one.state,
        how: one.how,
      };
    }),
    madeOf: await partsOf(ctx, of.id),
  };
  return {
    content,
    missing: [...missingOf(each, fits)],
    measures: known.map(({ id, title, audience, help, law }) => ({
      id,
      title,
      audience,
      help,
      law,
      fits: fits.some((one) => one.id === id),
    })),
    basis: note,
  };
}

const KINDS: Readonly<Record<string, string>> = {
  'uses-model': msg('Model'),
  'uses-data': msg('Data'),
  'supplied-by': msg('Supplier'),
};

/** The models, data and suppliers that the register links to a system. */
export async function partsOf(
  ctx: Pick<Ctx, 'q' | 'org' | 'at'>,
  systemId: string,
): Promise<{ kind: string; ref: string; title: string; id: string }[]> {
  const rows = await ctx.q
    .selectFrom(links(ctx).as('l'))
    .innerJoin(heads(ctx).as('h'), 'h.id', 'l.to_id')
    .innerJoin('record as r', (on) => on.onRef('r.id', '=', 'l.to_id').on('r.org_id', '=', ctx.org.id))
    .select(['l.kind', 'r.ref', 'h.title', 'h.id'])
    .where('l.from_id', '=', systemId)
    .where('l.kind', 'in', Object.keys(KINDS))
    .orderBy('l.kind', 'desc')
    .orderBy('r.ref')
    .execute();
  return rows.map((row) => ({
    kind: KINDS[row.kind]!,
    ref: row.ref,
    title: row.title ?? row.ref,
    id: row.id,
  }));
}
