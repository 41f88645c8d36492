import type { OutputOf } from '#kernel/endpoint.ts';
import type { ActionCtx } from '#platform/context.ts';
import { persons } from '#platform/people-tables.ts';
import type { Tx } from '#platform/tx.ts';
import type { At } from '#platform/view.ts';
import { type calendarEndpoints, defaultNotices, type digests, noticeChoice } from './contract.ts';
import { noticeChoices } from './read.ts';

export type Notices = {
  readonly digest: (typeof digests)[number];
  readonly weekday: number;
  readonly reminders: boolean;
};

/** What each person chose; who chose nothing gets `defaultNotices`. */
export async function chosenNotices(at: At): Promise<ReadonlyMap<string, Notices>> {
  const rows = await at.q
    .selectFrom(noticeChoices(at).as('n'))
    .select(['n.personId', 'n.digest', 'n.weekday', 'n.reminders'])
    .execute();
  return new Map(
    rows.map(({ personId, reminders, ...row }) => [personId, { ...row, reminders: reminders === 1 }]),
  );
}

/** Keeps a person's choice. */
export async function saveNotices(tx: Tx, personId: string, choice: Notices): Promise<Notices> {
  const before = await tx.q
    .selectFrom(noticeChoices(tx).as('n'))
    .where('n.personId', '=', personId)
    .select('n.id')
    .executeTakeFirst();
  if (before) await tx.update(noticeChoice, { id: before.id }, choice);
  else await tx.insert(noticeChoice, { personId, ...choice });
  return choice;
}

/** What whoever asks gets by e-mail, and whether mail is on at all. */
export async function ownNotices(ctx: ActionCtx): Promise<OutputOf<typeof calendarEndpoints.notices>> {
  return ctx.read(async (read) => {
    const own = (await chosenNotices(read)).get(ctx.actor.id ?? '');
    const row = await read.q
      .selectFrom(persons(read).as('p'))
      .where('p.id', '=', ctx.actor.id ?? '')
      .select('p.email')
      .executeTakeFirst();
    return {
      mailOn: ctx.mail.on,
      email: row?.email ?? null,
      chosen: own !== undefined,
      ...(own ?? defaultNotices),
    };
  });
}
