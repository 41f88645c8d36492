import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import { dataset } from '#modules/dataset/contract.ts';
import { datasets } from '#modules/dataset/read.ts';
import {
  type ApprovedRecord,
  approvedRecordsOf,
  type Content,
  kinds,
  type RecordKind,
} from '#modules/lifecycle/api.ts';
import { resource } from '#modules/resource/contract.ts';
import { resources } from '#modules/resource/read.ts';
import type { system } from '#modules/system/contract.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { heads, links } from '#platform/view.ts';
import { partsOf } from './content.ts';
import { card } from './contract.ts';
import { cards } from './read.ts';

/** One statement of a document with where it was taken from. */
export type Part = { readonly label: string; readonly text: string; readonly href: string | null };

/** Everything here that speaks of one AI system, read once for a whole document. */
export type Sources = {
  readonly system: RecordOf<typeof system>;
  readonly organisation: string;
  readonly card: RecordOf<typeof card> | null;
  readonly records: readonly ApprovedRecord[];
  readonly parts: Awaited<ReturnType<typeof partsOf>>;
  readonly datasets: readonly RecordOf<typeof dataset>[];
  readonly resources: readonly RecordOf<typeof resource>[];
  readonly risks: readonly Linked[];
  readonly assessments: readonly Linked[];
  readonly changes: readonly Linked[];
};
type Linked = {
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  readonly state: string | null;
};

/** Reads the registers of an AI system. Risks and assessments are read by their links, whoever keeps them. */
export async function sourcesOf(ctx: Ctx, of: RecordOf<typeof system>): Promise<Sources> {
  const own = await ctx.q
    .selectFrom(cards(ctx).as('c'))
    .selectAll('c')
    .where('c.systemId', '=', of.id)
    .executeTakeFirst();
  const needs = await ctx.q
    .selectFrom(resources(ctx).as('r'))
    .selectAll('r')
    .where('r.systemId', '=', of.id)
    .orderBy('r.ref')
    .execute();
  return {
    system: of,
    organisation: ctx.org.name,
    card: own ? decodeRecord(card, own) : null,
    records: await approvedRecordsOf(ctx, of.id),
    parts: await partsOf(ctx, of.id),
    datasets: await dataBehind(ctx, of.id),
    resources: needs.map((row) => decodeRecord(resource, row)),
    risks: await linkedTo(ctx, of.id, 'concerns'),
    assessments: await linkedTo(ctx, of.id, 'assesses'),
    changes: await linkedTo(ctx, of.id, 'changes'),
  };
}

/** Data that feed the system, and data that its models are trained on. */
async function dataBehind(ctx: Ctx, systemId: string): Promise<readonly RecordOf<typeof dataset>[]> {
  const direct = ctx.q
    .selectFrom(links(ctx, 'uses-data').as('l'))
    .select('l.to_id')
    .where('l.from_id', '=', systemId);
  const trained = ctx.q
    .selectFrom(links(ctx, 'uses-model').as('m'))
    .innerJoin(links(ctx, 'trained-on').as('t'), 't.from_id', 'm.to_id')
    .select('t.to_id')
    .where('m.from_id', '=', systemId);
  const rows = await ctx.q
    .selectFrom(datasets(ctx).as('d'))
    .selectAll('d')
    .where((eb) => eb.or([eb('d.id', 'in', direct), eb('d.id', 'in', trained)]))
    .orderBy('d.ref')
    .execute();
  return rows.map((row) => decodeRecord(dataset, row));
}

async function linkedTo(ctx: Ctx, systemId: string, kind: string): Promise<readonly Linked[]> {
  const rows = await ctx.q
    .selectFrom(links(ctx, kind).as('l'))
    .innerJoin(heads(ctx).as('h'), 'h.id', 'l.from_id')
    .innerJoin('record as r', (on) => on.onRef('r.id', '=', 'l.from_id').on('r.org_id', '=', ctx.org.id))
    .select(['h.id', 'r.ref', 'h.title', 'h.state'])
    .where('l.to_id', '=', systemId)
    .orderBy('r.ref')
    .execute();
  return rows.map((row) => ({ ...row, title: row.title ?? row.ref }));
}

/** Fields of the approved record of a kind, as parts; empty ones are left out. */
export function fromRecord(sources: Sources, kind: RecordKind, fields: readonly string[]): readonly Part[] {
  const found = sources.records.find((each) => each.kind === kind);
  if (!found) return [];
  return fields.flatMap((key) => {
    const field = kinds[kind].fields.find((each) => each.key === key);
    const text = field ? words(field, found.content[key]) : '';
    return field && text !== ''
      ? [
          {
            label: t('{label} ({ref}, approved {approvedOn})', {
              label: t(field.label),
              ref: found.ref,
              approvedOn: found.approvedOn,
            }),
            text,
            href: `/lifecycle-records/${found.id}`,
          },
        ]
      : [];
  });
}

type Field = (typeof kinds)[RecordKind]['fields'][number];

function words(field: Field, value: Content[string] | undefined): string {
  if (value === null || value === undefined) return '';
  if (!Array.isArray(value))
    return field.options?.find((each) => each.value === value)?.label ?? String(value);
  return value
    .map((row) =>
      field
        .columns!.flatMap((column) => {
          const said = row[column.key];
          if (!said) return [];
          return [`${column.label}: ${column.options?.find((each) => each.value === said)?.label ?? said}`];
        })
        .join('; '),
    )
    .join('\n');
}

type CardText =
  | 'summary'
  | 'intendedUse'
  | 'notFor'
  | 'capabilities'
  | 'limits'
  | 'performance'
  | 'dataUsed'
  | 'oversight'
  | 'contact';

/** Texts of the system card in work, as parts. */
export function fromCard(
  sources: Sources,
  texts: Readonly<Partial<Record<CardText, string>>>,
): readonly Part[] {
  const { card: each } = sources;
  if (!each) return [];
  return (Object.entries(texts) as [CardText, string][]).flatMap(([key, label]) =>
    each[key] ? [{ label: `${t(label)} (${each.ref})`, text: each[key], href: `/cards/${each.id}` }] : [],
  );
}

/** Fields of the AI system's own record, as parts. */
export function fromSystem(
  sources: Sources,
  texts: Readonly<Partial<Record<'purpose' | 'intendedUse' | 'affectedPeople' | 'euAssumption', string>>>,
): readonly Part[] {
  const { system: each } = sources;
  return (Object.entries(texts) as ['purpose', string][]).flatMap(([key, label]) =>
    each[key] ? [{ label: `${t(label)} (${each.ref})`, text: each[key], href: `/systems/${each.id}` }] : [],
  );
}
