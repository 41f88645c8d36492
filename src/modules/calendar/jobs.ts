import { addDays } from '#kernel/days.ts';
import type { ActionCtx, JobHandler } from '#platform/context.ts';
import { inLanguage } from '#platform/language/in-language.ts';
import { defaultNotices } from './contract.ts';
import { digestOf } from './digest.ts';
import { membersOf } from './members.ts';
import { chosenNotices } from './notices.ts';
import { rollAll } from './service.ts';
import { endOldTokens, makeToken } from './tokens.ts';

/** The hour at which messages leave, in the organisation's time zone. */
const HOUR = 6;
/** How long the address that ends messages works. */
const UNSUBSCRIBE_DAYS = 60;

/** Each night: what falls due by the rules becomes a record; the messages of the day wait for the morning. */
const rollJob: JobHandler = {
  kind: 'calendar.roll',
  daily: true,
  run: async (ctx) => {
    await ctx.write(async (tx) => {
      await rollAll(tx);
      await endOldTokens(tx, 'unsubscribe', addDays(ctx.today, -UNSUBSCRIBE_DAYS));
      if (ctx.mail.on)
        await tx.enqueue(
          'calendar.messages',
          { day: ctx.today },
          { key: `${ctx.org.id} ${ctx.today}`, dueAt: morningOf(ctx) },
        );
    });
  },
};

/** One message at most for each person and day: the digest on its day, else a reminder of what is due today. */
const messageJob: JobHandler = {
  kind: 'calendar.messages',
  run: async (ctx, payload) => {
    // A server that was down does not send yesterday's.
    if (payload.day !== ctx.today || !ctx.mail.on) return;
    const people = await ctx.read(async (read) => ({
      members: await membersOf(read),
      chosen: await chosenNotices(read),
    }));
    for (const member of people.members) {
      if (member.email === null) continue;
      const choice = people.chosen.get(member.actor.id) ?? defaultNotices;
      const kind = kindOf(choice, ctx.today);
      const to = { id: member.actor.id, email: member.email };
      if (kind)
        await inLanguage(member.language, async () => {
          const digest = await ctx.scan((read) =>
            digestOf({ ...read, actor: member.actor }, kind, ctx.mail.link),
          );
          if (digest) await send(ctx, to, digest);
        });
    }
  },
};

export const calendarJobs: readonly JobHandler[] = [rollJob, messageJob];

async function send(
  ctx: ActionCtx,
  to: { readonly id: string; readonly email: string },
  digest: NonNullable<Awaited<ReturnType<typeof digestOf>>>,
): Promise<void> {
  const token = await ctx.write((tx) => makeToken(tx, 'unsubscribe', to.id));
  await ctx.mail.queue(
    { to: to.email, ...digest, unsubscribe: ctx.mail.link(`/api/calendar-messages/${token}`) },
    `calendar ${ctx.org.id} ${to.id} ${ctx.today}`,
  );
}

function kindOf(
  choice: { readonly digest: string; readonly weekday: number; readonly reminders: boolean },
  today: string,
): 'digest' | 'reminder' | null {
  const weekday = new Date(`${today}T00:00:00Z`).getUTCDay() || 7;
  if (choice.digest === 'daily' || (choice.digest === 'weekly' && choice.weekday === weekday))
    return 'digest';
  return choice.reminders ? 'reminder' : null;
}

/** The instant at which the day's messages leave. */
function morningOf(ctx: ActionCtx): string {
  const guess = new Date(`${ctx.today}T${String(HOUR).padStart(2, '0')}:00:00Z`);
  const there = new Intl.DateTimeFormat('sv-SE', {
    timeZone: ctx.org.timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(guess);
  const ahead = Date.parse(`${there.replace(' ', 'T')}Z`) - guess.getTime();
  return new Date(guess.getTime() - ahead).toISOString();
}
