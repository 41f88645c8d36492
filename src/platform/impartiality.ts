import { dayIn } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { type AuditException, DEFAULT_ADVISED_YEARS, yearsLater } from '#kernel/impartiality.ts';
import { t, writtenDay } from '#kernel/language.ts';
import type { Role } from '#kernel/roles.ts';
import type { WriteHandle } from './db/database.ts';
import type { ReadOnlyOrg } from './org.ts';

type Hands = { readonly handle: WriteHandle; readonly org: ReadOnlyOrg; readonly today: string };

/** When somebody last advised an organisation, and from when they may audit it. */
export type Advised = { readonly until: string; readonly auditsFrom: string };

/**
 * Nobody audits what they advised (ISO/IEC 17021-1 5.2 for certification bodies, ISO/IEC 42001 9.2.2 for internal
 * audits). Called for every membership that is written, by whatever way it came, after the change and inside its
 * transaction; where it lets audit or advise, looks at all memberships that the person ever had, under every record of
 * the same account or address. Other roles bring nobody nearer to either.
 * @throws AppError `forbidden` with the days
 */
export async function expectImpartial(
  hands: Hands,
  { personId, roles }: { readonly personId: string; readonly roles: readonly Role[] },
): Promise<void> {
  if (!roles.some((role) => isAudit(role) || role === 'consultant')) return;
  const same = await sameHuman(hands, personId);
  const held = (await membershipsOf(hands, same)).filter(
    (row) => row.to_seq === null && (row.until === null || row.until >= hands.today),
  );
  const audits = held.filter((row) => row.roles.some(isAudit));
  if (audits.length === 0) return;
  const advised = await advisedBy(hands, personId);
  if (!advised || advised.auditsFrom <= hands.today) return;
  const when =
    advised.until === hands.today
      ? t('This person advised the organisation until today and may audit it from {day} on.', {
          day: writtenDay(advised.auditsFrom),
        })
      : t('This person advised the organisation until {until} and may audit it from {day} on.', {
          until: writtenDay(advised.until),
          day: writtenDay(advised.auditsFrom),
        });
  if (audits.some((row) => row.roles.includes('external-auditor')))
    throw new AppError('forbidden', when, {
      next: t('Let somebody audit who has not advised here. For external audits there is no exception.'),
    });
  const exception = (await settingsOf(hands)).exceptions.find(
    (each) => same.includes(each.personId) && each.until >= hands.today,
  );
  if (!exception)
    throw new AppError('forbidden', when, {
      next: t(
        'Let somebody else audit. Where nobody else can, top management may record an exception for internal audits.',
      ),
    });
  if (audits.some((row) => row.until === null || row.until > exception.until))
    throw new AppError('forbidden', when, {
      next: t('The recorded exception opens it: give the role until {until} at the latest.', {
        until: writtenDay(exception.until),
      }),
    });
}

/** Whether somebody advised this organisation, and when that was last; null: never. */
export async function advisedBy(hands: Hands, personId: string): Promise<Advised | null> {
  const rows = (await membershipsOf(hands, await sameHuman(hands, personId))).filter((row) =>
    row.roles.includes('consultant'),
  );
  const ends: string[] = [];
  for (const row of rows) ends.push(await endOf(hands, row));
  const until = ends.sort().at(-1);
  if (until === undefined) return null;
  return { until, auditsFrom: yearsLater(until, (await settingsOf(hands)).years) };
}

type Held = {
  readonly roles: readonly Role[];
  readonly until: string | null;
  readonly to_seq: number | null;
};

const isAudit = (role: Role) => role === 'internal-auditor' || role === 'external-auditor';

/** The last day of a version of a membership: of its own end, of the entry that closed it, or today. */
async function endOf({ handle, org, today }: Hands, row: Held): Promise<string> {
  let end = today;
  if (row.to_seq !== null) {
    const [entry] = await handle.exec(`select "at" from "log_entry" where "org_id" = ? and "seq" = ?`, [
      org.id,
      row.to_seq,
    ]);
    if (entry) end = dayIn(org.timeZone, new Date(entry.at as string));
  }
  return row.until !== null && row.until < end ? row.until : end;
}

async function membershipsOf({ handle, org }: Hands, people: readonly string[]): Promise<readonly Held[]> {
  const rows = await handle.exec(
    `select "roles", "until", "to_seq" from "membership" where "org_id" = ? and "personId" in (${people.map(() => '?').join(',')})`,
    [org.id, ...people],
  );
  return rows.map((row) => ({
    roles: JSON.parse(row.roles as string) as Role[],
    until: row.until as string | null,
    to_seq: row.to_seq === null ? null : Number(row.to_seq),
  }));
}

/** Every record of the same human being: the same account, or the same address, in any version. */
async function sameHuman({ handle, org }: Hands, personId: string): Promise<readonly string[]> {
  const rows = await handle.exec(
    `select distinct p."id" from "person" p join "person" s on s."org_id" = p."org_id" and s."id" = ?
       and (p."authUserId" = s."authUserId" or lower(p."email") = lower(s."email")) where p."org_id" = ?`,
    [personId, org.id],
  );
  return [...new Set([personId, ...rows.map((row) => row.id as string)])];
}

async function settingsOf({ handle, org }: Hands): Promise<{
  readonly years: number;
  readonly exceptions: readonly AuditException[];
}> {
  const [row] = await handle.exec(
    `select "advisedYears", "auditExceptions" from "organisation" where "org_id" = ? and "to_seq" is null`,
    [org.id],
  );
  return {
    years: Number(row?.advisedYears ?? DEFAULT_ADVISED_YEARS),
    exceptions: JSON.parse((row?.auditExceptions as string | null) ?? '[]') as AuditException[],
  };
}
