import { addDays } from '#kernel/days.ts';
import { t, writtenDay } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import type { Ctx } from '#platform/context.ts';
import type { Message, MessagePart } from '#platform/mail/message.ts';
import { type InboxTask, inboxOf } from './api.ts';
import type { Entry } from './contract.ts';
import { entriesOf, PERSONAL, personal } from './entries.ts';

/** A digest looks so far ahead. */
const AHEAD = 14;
const MOST = 30;

type Digest = Pick<Message, 'subject' | 'parts'>;
type Link = (path: string) => string;

/**
 * What one person is told in the morning. Titles and days only; whatever needs more stands behind its link.
 * @param kind a digest shows the inbox and the days ahead; a reminder only what opened, falls due or was missed now
 * @returns null when there is nothing to say: then no message leaves
 */
export async function digestOf(ctx: Ctx, kind: 'digest' | 'reminder', link: Link): Promise<Digest | null> {
  const shown = (path: string) => link(`/${ctx.org.id}${path}`);
  return kind === 'digest' ? wholeDigest(ctx, shown) : reminder(ctx, shown);
}

async function wholeDigest(ctx: Ctx, link: Link): Promise<Digest | null> {
  const tasks = (await inboxOf(ctx)).filter((task) => task.waitsFor === undefined);
  const week = addDays(ctx.today, 7);
  const due = (fits: (day: string) => boolean) =>
    tasks.filter((task) => task.dueAt !== null && fits(task.dueAt.slice(0, 10)));
  const today = due((day) => day <= ctx.today);
  const thisWeek = due((day) => day > ctx.today && day <= week);
  const others = tasks.length - today.length - thisWeek.length;
  const inInbox = new Set(tasks.map((task) => task.href));
  const ahead = (await ownDates(ctx, ctx.today, addDays(ctx.today, AHEAD))).filter(
    (entry) => entry.state !== 'done' && entry.state !== 'not-done' && !inInbox.has(entry.href),
  );
  if (today.length + thisWeek.length + ahead.length === 0) return null;
  const count = today.length + thisWeek.length;
  return {
    subject:
      count === 0
        ? t('{name}: your next two weeks', { name: ctx.org.name })
        : t('{name}: {count, plural, one {# thing} other {# things}} for this week', {
            name: ctx.org.name,
            count,
          }),
    parts: [
      ...list(
        t('Today'),
        today.map((task) => taskItem(task, link)),
      ),
      ...list(
        t('This week'),
        thisWeek.map((task) => taskItem(task, link)),
      ),
      ...list(
        t('On your calendar'),
        ahead.map((entry) => entryItem(entry, link)),
      ),
      ...(others > 0
        ? [
            {
              kind: 'text' as const,
              text: t('{others} more without a date or later stand in your inbox.', { others }),
            },
          ]
        : []),
      { kind: 'link', label: t('Open your inbox'), url: link('') },
    ],
  };
}

async function reminder(ctx: Ctx, link: Link): Promise<Digest | null> {
  const entries = (await ownDates(ctx, addDays(ctx.today, -1), ctx.today)).filter(
    ({ state }) => state === 'due' || state === 'overdue',
  );
  if (entries.length === 0) return null;
  return {
    subject:
      entries.length === 1
        ? `${ctx.org.name}: ${entries[0]!.title}`
        : t('{name}: {n} recurring obligations', { name: ctx.org.name, n: entries.length }),
    parts: [
      ...list(
        t('Due today, or missed yesterday'),
        entries.map((entry) => entryItem(entry, link)),
      ),
      { kind: 'link', label: t('Open your calendar'), url: link('/calendar?whose=mine') },
    ],
  };
}

async function ownDates(ctx: Ctx, from: string, to: string): Promise<readonly Entry[]> {
  const own = await personal(ctx, ctx.actor.id);
  return (await entriesOf(ctx, { from, to, limit: PERSONAL })).filter(own);
}

type Item = Extract<MessagePart, { kind: 'list' }>['items'][number];

function list(title: string, items: readonly Item[]): readonly MessagePart[] {
  if (items.length === 0) return [];
  const more = items.length - MOST;
  return [
    {
      kind: 'list',
      title,
      items: more > 0 ? [...items.slice(0, MOST), { text: t('and {more} more', { more }) }] : items,
    },
  ];
}

function taskItem(task: InboxTask, link: Link): Item {
  const notes = [
    task.dueAt && writtenDay(task.dueAt),
    task.standsInFor && t('for {name}', { name: task.standsInFor }),
  ].filter(Boolean);
  return { text: task.title, url: link(task.href), ...(notes.length > 0 && { note: notes.join(', ') }) };
}

function entryItem(entry: Entry, link: Link): Item {
  return {
    text: entry.title,
    url: link(entry.href),
    note: `${writtenDay(entry.day)}, ${midSentence(t(entry.kind))}`,
  };
}
