import { createHash } from 'node:crypto';
import { canonical } from '#kernel/canonical.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { recordView } from '#platform/view.ts';
import type { PreviewItem, TemplateKind, templateCopy } from './contract.ts';
import { templateCopies } from './read.ts';

type Fields = Readonly<Record<string, unknown>>;
type Row = Fields & { readonly id: string; readonly ref: string; readonly version: number };

/** One template of an organisation, with what of it is worth copying. */
export type Template = {
  readonly kind: TemplateKind;
  readonly id: string;
  readonly ref: string;
  readonly title: string;
  /** What is compared and copied; owners, decisions and days of the source stay there. */
  readonly fields: Fields;
  /** What a new one begins with besides, and what is the client's own from then on. */
  readonly first: Fields;
};

/** What the copies of before say of one template: what it became here, and how it was then. */
export type Copied = ReadonlyMap<string, { readonly targetId: string; readonly hash: string }>;

/** Which fields of each kind are copied. */
const FIELDS: Readonly<Record<TemplateKind, readonly string[]>> = {
  ownFramework: ['title', 'kind', 'jurisdiction', 'source', 'inForceOn'],
  ownRequirement: [
    'framework',
    'number',
    'title',
    'summary',
    'mappedTo',
    'relation',
    'rationale',
    'confidence',
  ],
  control: ['description'],
  obligation: ['title', 'kind', 'what', 'requirementId', 'every', 'unit', 'leadDays'],
};
/** The order matters: requirements name their framework. */
const KINDS = Object.keys(FIELDS) as readonly TemplateKind[];

/** What an organisation has to give: its own frameworks, how it implements controls, its recurring obligations. */
export async function templatesOf(ctx: Ctx): Promise<readonly Template[]> {
  const found: Template[] = [];
  for (const kind of KINDS)
    for (const row of await rowsOf(ctx, kind)) {
      if (kind === 'control' && (row.description === null || row.annexId === null)) continue;
      found.push({
        kind,
        id: kind === 'control' ? String(row.annexId) : row.id,
        ref: kind === 'control' ? String(row.annexId) : row.ref,
        title: String(row.title),
        fields: picked(row, kind),
        first:
          kind === 'obligation'
            ? { startsOn: row.startsOn }
            : kind === 'ownFramework'
              ? { applies: 'unknown', why: null }
              : {},
      });
    }
  return found;
}

/** What was taken from that organisation before; the newest copy of each counts. */
export async function copiedFrom(ctx: Ctx, sourceOrg: string): Promise<Copied> {
  const rows = await ctx.q
    .selectFrom(templateCopies(ctx).as('c'))
    .select('c.items')
    .where('c.sourceOrg', '=', sourceOrg)
    .orderBy('c.from_seq')
    .execute();
  const copied = new Map<string, { targetId: string; hash: string }>();
  for (const row of rows)
    for (const item of JSON.parse(row.items) as FieldsOf<typeof templateCopy>['items'])
      copied.set(`${item.kind} ${item.sourceId}`, item);
  return copied;
}

/**
 * Holds templates against what is here. New and changed ones may be taken; what somebody wrote or changed here is kept,
 * and so is what they took out.
 */
export async function compare(
  ctx: Ctx,
  templates: readonly Template[],
  copied: Copied,
): Promise<readonly PreviewItem[]> {
  const here = new Map<TemplateKind, readonly Row[]>();
  for (const kind of KINDS) here.set(kind, await rowsOf(ctx, kind));
  const frameworks = refsHere(templates, copied, here.get('ownFramework')!);
  return templates.map((template) => {
    const { kind, id, ref, title } = template;
    const fields = translated(template, frameworks);
    const before = copied.get(`${kind} ${id}`);
    const target = targetOf(here.get(kind)!, template, before?.targetId);
    const now = target && picked(target, kind);
    return {
      key: `${kind} ${id}`,
      kind,
      ref,
      title,
      fields,
      here: now ?? null,
      target: target ? { id: target.id, version: target.version } : null,
      ...judged({ kind, title }, { fields, now, before, all: here.get(kind)! }),
    };
  });
}

function judged(
  { kind, title }: { readonly kind: TemplateKind; readonly title: string },
  it: {
    readonly fields: Fields;
    readonly now: Fields | undefined;
    readonly before: { readonly hash: string } | undefined;
    readonly all: readonly Row[];
  },
): Pick<PreviewItem, 'state' | 'why'> {
  const { fields, now, before, all } = it;
  if (!now) {
    if (before) return { state: 'kept', why: t('It was taken out here.') };
    if (kind === 'control') return { state: 'kept', why: t('There is no such control here.') };
    if (kind !== 'ownRequirement' && all.some((row) => row.title === title))
      return { state: 'kept', why: t('One of this title is here already.') };
    return { state: 'new', why: null };
  }
  if (hashOf(now) === hashOf(fields)) return { state: 'same', why: null };
  if (before && hashOf(now) === before.hash) return { state: 'changed', why: null };
  if (kind === 'control' && !before && now.description === null) return { state: 'new', why: null };
  return { state: 'kept', why: before ? t('It was changed here since.') : t('It was written here.') };
}

function targetOf(rows: readonly Row[], template: Template, targetId: string | undefined): Row | undefined {
  return template.kind === 'control'
    ? rows.find((row) => row.annexId === template.id)
    : rows.find((row) => row.id === targetId);
}

/** References of frameworks: those of the source, and what they are called here once they were copied. */
function refsHere(
  templates: readonly Template[],
  copied: Copied,
  rows: readonly Row[],
): ReadonlyMap<string, string> {
  const refs = new Map<string, string>();
  for (const { kind, id, ref } of templates) {
    const target =
      kind === 'ownFramework' && rows.find((row) => row.id === copied.get(`ownFramework ${id}`)?.targetId);
    if (target) refs.set(ref, target.ref);
  }
  return refs;
}

/** The fields of a template as they are written here. */
function translated({ kind, fields }: Template, frameworks: ReadonlyMap<string, string>): Fields {
  if (kind !== 'ownRequirement') return fields;
  return { ...fields, framework: frameworks.get(String(fields.framework)) ?? fields.framework };
}

async function rowsOf(ctx: Ctx, kind: TemplateKind): Promise<readonly Row[]> {
  const definition = ctx.registry.records.get(kind)!;
  const rows = await ctx.q
    .selectFrom(recordView(definition)(ctx).as('r'))
    .selectAll()
    .orderBy('r.ref')
    .execute();
  return rows.map((row) => decodeRecord(definition, row as never) as unknown as Row);
}

function picked(row: Fields, kind: TemplateKind): Fields {
  return Object.fromEntries(FIELDS[kind].map((name) => [name, row[name] ?? null]));
}

/** What a copy remembers of how it was copied. */
export function hashOf(fields: Fields): string {
  return createHash('sha256').update(canonical(fields)).digest('hex');
}
