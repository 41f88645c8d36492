import { t } from '#kernel/language.ts';
import { type stages, stageTitles } from '#modules/system/contract.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { dependentsOf } from '#platform/staleness/marks.ts';
import { significantChanges } from '#platform/staleness/occurrences.ts';
import { recordView } from '#platform/view.ts';
import type { MethodKind, TemplateKind } from './contract.ts';

export type Fields = Readonly<Record<string, unknown>>;
export type Row = Fields & { readonly id: string; readonly ref: string; readonly version: number };

type Kind = {
  /** What is compared and copied; owners, decisions and days of the source stay there. */
  readonly fields: readonly string[];
  /** What makes a row here the counterpart of one there; absent: only a copy of before does. */
  readonly same?: (row: Fields) => string;
};

const only = () => '';

/** The order matters: requirements name their framework. */
const KINDS: Readonly<Record<TemplateKind, Kind>> = {
  ownFramework: { fields: ['title', 'kind', 'jurisdiction', 'source', 'inForceOn'] },
  ownRequirement: {
    fields: ['framework', 'number', 'title', 'summary', 'mappedTo', 'relation', 'rationale', 'confidence'],
  },
  control: { fields: ['description'], same: (row) => String(row.annexId) },
  obligation: { fields: ['title', 'kind', 'what', 'requirementId', 'every', 'unit', 'leadDays'] },
  riskCriteria: {
    fields: [
      'likelihoodLabels',
      'consequenceLabels',
      'bands',
      'appetite',
      'appetiteStatement',
      'reviewMonths',
    ],
    same: only,
  },
  impactCriteria: { fields: ['bands', 'acceptable', 'neverFrom', 'reviewMonths', 'rules'], same: only },
  staleRule: {
    fields: ['cause', 'dependent', 'marks', 'reason'],
    same: (row) => `${row.cause} ${row.dependent}`,
  },
  gateRule: { fields: ['stage', 'needs', 'without', 'reason'], same: (row) => String(row.stage) },
  branding: { fields: ['nameLine', 'footer', 'colour'], same: only },
};

export const kinds = Object.keys(KINDS) as readonly TemplateKind[];

/** The operation that decides each method: an organisation's own decision, by whoever has the authority. */
const DECIDES: Readonly<Record<MethodKind, string>> = {
  riskCriteria: 'risk.setCriteria',
  impactCriteria: 'impact.setCriteria',
  staleRule: 'change.decideRule',
  gateRule: 'gateRule.decide',
  branding: 'organisation.branding',
};

export function isMethod(kind: TemplateKind): kind is MethodKind {
  return kind in DECIDES;
}

/** The ordinary operation that makes one here, or brings it up to date. */
export function operationFor(kind: TemplateKind, there: boolean): string {
  if (isMethod(kind)) return DECIDES[kind];
  return `${kind}.${there ? 'update' : 'create'}`;
}

/** Every row of a kind. The look of documents is a field of the organisation itself. */
export async function rowsOf(ctx: Ctx, kind: TemplateKind): Promise<readonly Row[]> {
  const definition = ctx.registry.records.get(kind === 'branding' ? 'organisation' : kind)!;
  const rows = await ctx.q
    .selectFrom(recordView(definition)(ctx).as('r'))
    .selectAll()
    .orderBy('r.ref')
    .execute();
  const decoded = rows.map((row) => decodeRecord(definition, row as never) as unknown as Row);
  if (kind !== 'branding') return decoded;
  return decoded.map(({ id, ref, version, branding }) => ({ ...(branding as Fields), id, ref, version }));
}

/** What of a row is copied. */
export function picked(row: Fields, kind: TemplateKind): Fields {
  return Object.fromEntries(KINDS[kind].fields.map((name) => [name, row[name] ?? null]));
}

/** The row here that stands where a row of the source stands there. */
export function counterpart(rows: readonly Row[], kind: TemplateKind, there: Fields): Row | undefined {
  const { same } = KINDS[kind];
  return same && rows.find((row) => same(row) === same(there));
}

/** What a row is called for people. */
export function titleOf(ctx: Ctx, kind: TemplateKind, row: Fields): string {
  if (kind === 'riskCriteria') return t('Risk criteria and appetite');
  if (kind === 'impactCriteria') return t('Impact criteria and rules of screening');
  if (kind === 'branding') return t('Look of exported documents');
  if (kind === 'gateRule')
    return t('Gate to {stage}', { stage: t(stageTitles[row.stage as (typeof stages)[number]]) });
  if (kind !== 'staleRule') return String(row.title);
  const cause = significantChanges(ctx.registry).find((each) => each.id === row.cause);
  const dependent = dependentsOf(ctx.registry).find((each) => each.id === row.dependent);
  return `${cause ? t(cause.title) : row.cause} → ${dependent ? t(dependent.title) : row.dependent}`;
}
