import { t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Ctx } from '#platform/context.ts';
import type { LogEntryRow } from '#platform/db/tables.ts';
import { closedTypes } from '#platform/register/readable.ts';
import { changes } from './contract.ts';

const PAST = { create: 'created', update: 'updated', remove: 'removed', erase: 'erased' } as const;

/** What of an entry says which event it is. */
type Entry = Pick<LogEntryRow, 'type' | 'change' | 'operation'>;

/** `risk.updated`; null for entries that are no change of a record (sign-in, a new epoch). */
export function typeOf(entry: Entry): string | null {
  const past = PAST[entry.change as keyof typeof PAST];
  return past ? `${entry.type}.${past}` : null;
}

/** Whether a webhook that chose these events hears of the entry: by its kind and change, or by the act that wrote it. */
export function hears(chosen: readonly string[], entry: Entry): boolean {
  const type = typeOf(entry);
  if (type === null) return false;
  return chosen.some(
    (each) => each === '*' || each === type || each === `${entry.type}.*` || each === entry.operation,
  );
}

/** One event as it is sent: ids and references, never what a record says and never who somebody is. */
export function bodyOf(
  entry: Omit<LogEntryRow, 'org_id' | 'text'>,
  about: { readonly org: string; readonly ref: string | null; readonly link: string | null },
): string {
  return JSON.stringify({
    type: typeOf(entry),
    timestamp: entry.at,
    data: {
      organisation: about.org,
      kind: entry.type,
      id: entry.record_id,
      ref: about.ref,
      version: entry.version,
      operation: entry.operation,
      actor: entry.actor,
      position: Number(entry.seq),
      link: about.link,
    },
  });
}

/** The same id for the same entry over every attempt and replay: a receiver leaves out what it has seen. */
export function eventId(entry: Pick<LogEntryRow, 'op' | 'seq'>): string {
  return `evt_${entry.op.replace(/^op_/, '')}_${entry.seq}`;
}

/** Any member without further rights: of what such a person may not list nothing leaves by a webhook either. */
const PLAIN: Actor = { id: null, name: 'A member', via: 'key', roles: ['staff'] };

/** The kinds of records that webhooks may speak of: those that every member may list. */
export async function openKinds(ctx: Ctx): Promise<ReadonlySet<string>> {
  const closed = new Set(await closedTypes({ ...ctx, actor: PLAIN }));
  return new Set([...ctx.registry.records.keys()].filter((type) => !closed.has(type)));
}

/** Everything that can be chosen, for the form: kinds with what happens to them, then acts. */
export async function eventCatalog(
  ctx: Ctx,
): Promise<readonly { readonly id: string; readonly title: string; readonly group: string }[]> {
  const kinds = await openKinds(ctx);
  const records = [...ctx.registry.records.values()].filter(({ type }) => kinds.has(type));
  const operations = ctx.registry.modules.flatMap((module) => module.operations);
  return [
    { id: '*', title: t('Everything'), group: 'All' },
    ...records.flatMap(({ type, name }) => [
      { id: `${type}.*`, title: t('{name}: any change', { name: capital(name[1]) }), group: 'Records' },
      ...changes.map((change) => ({
        id: `${type}.${change}`,
        title: `${capital(name[0])} ${change}`,
        group: 'Records',
      })),
    ]),
    ...operations
      .filter(({ kind, endpoint }) => kind !== 'query' && endpoint.past !== undefined)
      .map(({ endpoint }) => ({ id: endpoint.id, title: endpoint.summary, group: 'Acts' })),
  ];
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
