import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { t } from '#kernel/language.ts';
import type { Registry } from './context.ts';
import type { Database, Reader } from './db/database.ts';
import type { ReadOnlyOrg } from './org.ts';
import { chosenPacks } from './packs.ts';
import { organisations } from './people-tables.ts';
import { readProviders } from './sso/provider.ts';
import { openLog } from './trail/epoch.ts';

/** Opens an organisation's log with a key of its own; the organisation record is the log's first entry, made by the caller. */
export async function openOrganisation(
  instance: {
    readonly db: Database;
    readonly clock: Clock;
    readonly origin: string;
    readonly secret: string;
  },
  input: { readonly kind: ReadOnlyOrg['kind']; readonly name: string },
): Promise<string> {
  const now = instance.clock.now();
  const id = newId('aims', now);
  await instance.db.write(id, async (handle) => {
    await handle.exec(`insert into "org" ("id","kind","name","createdAt") values (?,?,?,?)`, [
      id,
      input.kind,
      input.name,
      now.toISOString(),
    ]);
    await openLog(handle, instance, { org: id, epoch: 1, startSeq: 0, now });
  });
  return id;
}

/** Looks up organisations; kept for five seconds, which is as long as another node may lag. */
export function organisationDirectory(db: Database, clock: Clock, registry: Registry) {
  const cache = new Map<string, { readonly org: ReadOnlyOrg; readonly until: number }>();
  return {
    /** @throws AppError `not-found` */
    get: async (id: string): Promise<ReadOnlyOrg> => {
      const now = clock.now().getTime();
      const known = cache.get(id);
      if (known && known.until > now) return known.org;
      const org = await load(db, id, registry);
      cache.set(id, { org, until: now + 5000 });
      return org;
    },
    forget: (id: string) => void cache.delete(id),
    /** Every organisation of this instance, demo and sandbox included. */
    all: () => db.read(null, (q) => q.selectFrom('org').selectAll().orderBy('createdAt').execute()),
  };
}

function load(db: Database, id: string, registry: Registry): Promise<ReadOnlyOrg> {
  return db.read(id, (q) => readOrganisation(q, id, registry));
}

/** What every operation may know of an organisation, by one reader. @throws AppError `not-found` */
export async function readOrganisation(q: Reader, id: string, registry: Registry): Promise<ReadOnlyOrg> {
  const row = await q
    .selectFrom('org')
    .select(['id', 'kind', 'name'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (!row)
    throw new AppError('not-found', t('There is no such organisation here, or you do not belong to it.'));
  const record = await q
    .selectFrom(organisations({ q, org: row, at: 'now' }).as('o'))
    .select([
      'o.name',
      'o.timeZone',
      'o.secondFactorFrom',
      'o.stepUpMinutes',
      'o.handedOver',
      'o.branding',
      'o.language',
    ])
    .executeTakeFirst();
  const packs = await chosenPacks(registry, { q, org: row, at: 'now' });
  return {
    ...row,
    name: record?.name ?? row.name,
    timeZone: record?.timeZone ?? 'UTC',
    packs,
    secondFactorFrom: record?.secondFactorFrom ?? null,
    stepUpMinutes: record?.stepUpMinutes ?? null,
    providers: (await readProviders({ q, org: row, at: 'now' })).filter((each) => each.enabled),
    language: record?.language ?? 'en',
    branding: record?.branding ? (JSON.parse(record.branding) as ReadOnlyOrg['branding']) : null,
    handedOver: record?.handedOver ? (JSON.parse(record.handedOver) as ReadOnlyOrg['handedOver']) : null,
  };
}
