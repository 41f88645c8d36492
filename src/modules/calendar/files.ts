import { toCsv } from '#documents/csv.ts';
import { type CalendarEvent, toIcalendar } from '#documents/icalendar.ts';
import { render } from '#documents/render.ts';
import type { InputOf } from '#kernel/endpoint.ts';
import type { ActionCtx, Ctx, FileAnswer } from '#platform/context.ts';
import { actorNames } from '#platform/register/history.ts';
import type { calendarEndpoints, Entry } from './contract.ts';
import { calendarOf } from './entries.ts';

const STATES: Readonly<Record<Entry['state'], string>> = {
  due: 'Due',
  overdue: 'Overdue',
  done: 'Done',
  'not-done': 'Not done',
  planned: 'Planned',
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
      const state = STATES[entry.state];
      return {
        uid: entry.id,
        title: state === '' || entry.state === 'due' ? entry.title : `${state}: ${entry.title}`,
        when: { day: entry.day },
        text: entry.kind,
        categories: [entry.kind],
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
  const name = `calendar-${input.from}-${input.to}`;
  if (input.format === 'ics') {
    const text = icalendarOf(ctx, entries, { name: `${ctx.org.name}: calendar`, link: ctx.mail.link });
    return { body: Buffer.from(text), mediaType: 'text/calendar; charset=utf-8', name: `${name}.ics` };
  }
  const rows = entries.map((each) => ({
    day: each.day,
    kind: each.kind,
    title: each.title,
    owner: each.ownerId === null ? '' : (names.get(each.ownerId) ?? ''),
    state: STATES[each.state],
  }));
  if (input.format === 'csv')
    return {
      body: toCsv(
        ['Day', 'Kind', 'Title', 'Owner', 'State'],
        rows.map((row) => [row.day, row.kind, row.title, row.owner, row.state]),
      ),
      mediaType: 'text/csv; charset=utf-8',
      name: `${name}.csv`,
    };
  const { bytes, mediaType } = await render(
    {
      title: `Calendar ${input.from} to ${input.to}`,
      organisation: ctx.org.name,
      register: 'Calendar',
      language: 'en',
      createdAt: ctx.now,
      sections: [
        {
          kind: 'table',
          title: 'Calendar',
          columns: [
            { key: 'day', title: 'Day', width: 2 },
            { key: 'kind', title: 'Kind', width: 3 },
            { key: 'title', title: 'Title', width: 6 },
            { key: 'owner', title: 'Owner', width: 3 },
            { key: 'state', title: 'State', width: 2 },
          ],
          rows,
        },
      ],
    },
    'xlsx',
  );
  return { body: bytes, mediaType, name: `${name}.xlsx` };
}
