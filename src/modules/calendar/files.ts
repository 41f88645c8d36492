import { toCsv } from '#documents/csv.ts';
import { type CalendarEvent, toIcalendar } from '#documents/icalendar.ts';
import { render } from '#documents/render.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import { msg, speaker, t, writtenDay } from '#kernel/language.ts';
import type { ActionCtx, Ctx, FileAnswer } from '#platform/context.ts';
import { actorNames } from '#platform/register/history.ts';
import type { calendarEndpoints, Entry } from './contract.ts';
import { calendarOf } from './entries.ts';

const STATES: Readonly<Record<Entry['state'], string>> = {
  due: msg('Due'),
  overdue: msg('Overdue'),
  done: msg('Done'),
  'not-done': msg('Not done'),
  planned: msg('Planned'),
  date: '',
};

/** Lines as events: the title and the kind, never more about people than the title says. */
export function icalendarOf(
  ctx: Pick<Ctx, 'org' | 'today'>,
  entries: readonly Entry[],
  file: { readonly name: string; readonly link: (path: string) => string },
): string {
  return toIcalendar({
    name: file.name,
    // The day's beginning, so that the same calendar has the same bytes all day.
    now: `${ctx.today}T00:00:00Z`,
    domain: ctx.org.id,
    refreshHours: 6,
    events: entries.map((entry): CalendarEvent => {
      const state = STATES[entry.state] && t(STATES[entry.state]);
      return {
        uid: entry.id,
        title: state === '' || entry.state === 'due' ? entry.title : `${state}: ${entry.title}`,
        when: { day: entry.day },
        text: t(entry.kind),
        categories: [t(entry.kind)],
        url: file.link(`/${ctx.org.id}${entry.href}`),
        state: entry.state === 'planned' ? 'tentative' : 'confirmed',
      };
    }),
  });
}

/** The calendar as a file for calendar programs or spreadsheets. */
export async function exportCalendar(
  ctx: ActionCtx,
  input: InputOf<typeof calendarEndpoints.export>,
): Promise<FileAnswer> {
  const { entries, names } = await ctx.scan(async (read) => {
    const shown = await calendarOf(read, { ...input, limit: 5000 });
    const owners = shown.entries.map((each) => each.ownerId).filter((id) => id !== null);
    return { entries: shown.entries, names: await actorNames(read, owners) };
  });
  const name = t('calendar-{from}-{to}', { from: input.from, to: input.to });
  if (input.format === 'ics') {
    const text = icalendarOf(ctx, entries, {
      name: t('{name}: calendar', { name: ctx.org.name }),
      link: ctx.mail.link,
    });
    return { body: Buffer.from(text), mediaType: 'text/calendar; charset=utf-8', name: `${name}.ics` };
  }
  const rows = entries.map((each) => ({
    day: each.day,
    kind: t(each.kind),
    title: each.title,
    owner: each.ownerId === null ? '' : (names.get(each.ownerId) ?? ''),
    state: STATES[each.state] && t(STATES[each.state]),
  }));
  if (input.format === 'csv')
    return {
      body: toCsv(
        [t('Day'), t('Kind'), t('Title'), t('Owner'), t('State')],
        rows.map((row) => [row.day, row.kind, row.title, row.owner, row.state]),
      ),
      mediaType: 'text/csv; charset=utf-8',
      name: `${name}.csv`,
    };
  const { bytes, mediaType } = await render(
    {
      title: t('Calendar {from} to {to}', {
        from: writtenDay(input.from),
        to: writtenDay(input.to),
      }),
      organisation: ctx.org.name,
      register: t('Calendar'),
      language: speaker().locale,
      createdAt: ctx.now,
      sections: [
        {
          kind: 'table',
          title: t('Calendar'),
          columns: [
            { key: 'day', title: t('Day'), width: 2 },
            { key: 'kind', title: t('Kind'), width: 3 },
            { key: 'title', title: t('Title'), width: 6 },
            { key: 'owner', title: t('Owner'), width: 3 },
            { key: 'state', title: t('State'), width: 2 },
          ],
          rows,
        },
      ],
    },
    'xlsx',
  );
  return { body: bytes, mediaType, name: `${name}.xlsx` };
}
