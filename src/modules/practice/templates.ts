import { createHash } from 'node:crypto';
import { canonical } from '#kernel/canonical.ts';
import { t } from '#kernel/language.ts';
import { allowed, type Decision } from '#kernel/policy.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { Ctx } from '#platform/context.ts';
import type { PreviewItem, TemplateKind, templateCopy } from './contract.ts';
import {
  counterpart,
  type Fields,
  isMethod,
  kinds,
  operationFor,
  picked,
  type Row,
  rowsOf,
  titleOf,
} from './kinds.ts';
import { templateCopies } from './read.ts';

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
  readonly row: Row;
};

/** What the copies of before say of one template: what it became here, and how it was then. */
export type Copied = ReadonlyMap<string, { readonly targetId: string; readonly hash: string }>;

/**
 * What an organisation has to give: own frameworks, how it implements controls, recurring obligations; and its methods,
 * where it decided them itself.
 */
export async function templatesOf(ctx: Ctx): Promise<readonly Template[]> {
  const found: Template[] = [];
  for (const kind of kinds)
    for (const row of await rowsOf(ctx, kind)) {
      const fields = picked(row, kind);
      if (isEmpty(fields) || (kind === 'control' && row.annexId === null)) continue;
      const ref = kind === 'control' ? String(row.annexId) : row.ref;
      found.push({
        kind,
        id: kind === 'control' ? ref : row.id,
        ref,
        title: titleOf(ctx, kind, row),
        fields,
        first: kind === 'obligation' ? { startsOn: row.startsOn } : kind === 'ownFramework' ? UNDECIDED : {},
        row,
      });
    }
  return found;
}

const UNDECIDED = { applies: 'unknown', why: null };

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
 * and so is what they took out. A method that was decided otherwise here differs: it is replaced only when somebody
 * chooses that. A requirement whose framework is not here has none yet.
 */
export async function compare(
  ctx: Ctx,
  templates: readonly Template[],
  copied: Copied,
): Promise<readonly PreviewItem[]> {
  const here = new Map<TemplateKind, readonly Row[]>();
  for (const kind of kinds) here.set(kind, await rowsOf(ctx, kind));
  const frameworks = refsHere(templates, copied, here.get('ownFramework')!);
  const items: PreviewItem[] = [];
  for (const template of templates) {
    const { kind, id, ref, title, row } = template;
    const rows = here.get(kind)!;
    const fields = translated(template, frameworks);
    const before = copied.get(`${kind} ${id}`);
    const target = counterpart(rows, kind, row) ?? rows.find((each) => each.id === before?.targetId);
    const now = target && picked(target, kind);
    items.push({
      key: `${kind} ${id}`,
      kind,
      ref,
      title,
      fields,
      here: now ?? null,
      target: target ? { id: target.id, version: target.version } : null,
      ...judged({ kind, title }, { fields, now, before, all: rows }),
      mayNot: refusalIn(await methodDecision(ctx, { kind, fields })),
    });
  }
  return items;
}

/** Whether this person may decide a method here; of other templates their registers say when they are written. */
export async function methodDecision(
  ctx: Ctx,
  { kind, fields }: Pick<PreviewItem, 'kind' | 'fields'>,
): Promise<Decision> {
  if (!isMethod(kind)) return allowed;
  const { operation } = ctx.registry.operations.get(operationFor(kind, true))!;
  return operation.allow(ctx.actor, fields, ctx as never);
}

/** That somebody must prove again who they are is asked when they take it, and refuses nothing before. */
function refusalIn(decision: Decision): string | null {
  return decision.allowed || decision.needs === 'proof' ? null : decision.reason;
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
  const untouched = before && hashOf(now) === before.hash;
  if (isMethod(kind) && !isEmpty(now))
    return {
      state: 'differs',
      why: untouched ? t('It came from there, and was decided anew there since.') : t('It was decided here.'),
    };
  if (untouched) return { state: 'changed', why: null };
  if (isEmpty(now) && (isMethod(kind) || !before)) return { state: 'new', why: null };
  return { state: 'kept', why: before ? t('It was changed here since.') : t('It was written here.') };
}

/** The frameworks of the source by their references there, and what they are called here once they were copied. */
function refsHere(
  templates: readonly Template[],
  copied: Copied,
  rows: readonly Row[],
): ReadonlyMap<string, string | null> {
  const refs = new Map<string, string | null>();
  for (const { kind, id, ref } of templates)
    if (kind === 'ownFramework')
      refs.set(ref, rows.find((row) => row.id === copied.get(`ownFramework ${id}`)?.targetId)?.ref ?? null);
  return refs;
}

/** The fields of a template as they are written here. */
function translated({ kind, fields }: Template, frameworks: ReadonlyMap<string, string | null>): Fields {
  if (kind !== 'ownRequirement') return fields;
  const ref = frameworks.get(String(fields.framework));
  return ref === undefined ? fields : { ...fields, framework: ref };
}

function isEmpty(fields: Fields): boolean {
  return Object.values(fields).every((value) => value === null);
}

/** What a copy remembers of how it was copied. */
export function hashOf(fields: Fields): string {
  return createHash('sha256').update(canonical(fields)).digest('hex');
}
