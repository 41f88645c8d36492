import { Button, SegmentedControl, Select } from '@mantine/core';
import { addDays } from '#kernel/days.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t, timeText } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useEndpoint, useSearchState, useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ErrorView, RowsWait } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { calendarEndpoints, occurrenceEndpoints } from '../contract.ts';
import { Agenda } from './agenda.tsx';
import { monthBeside, weeksOf } from './month.ts';
import { MonthGrid } from './month-grid.tsx';

type Shown = OutputOf<typeof calendarEndpoints.dates>;

/** What falls due, by month and as an agenda; at the width of a phone the agenda alone. */
export default function Calendar() {
  const today = useToday();
  const [search, change] = useSearchState();
  const month = /^\d{4}-\d{2}$/.test(search.month ?? '') ? search.month! : today.slice(0, 7);
  const whose = search.whose === 'mine' ? 'mine' : 'all';
  const weeks = weeksOf(month);
  const span = { from: weeks[0]![0]!, to: weeks.at(-1)!.at(-1)! };
  const query = useEndpoint(calendarEndpoints.dates, { ...span, whose });
  return (
    <Page
      wide
      title={t('Calendar')}
      clause="8.2, 9.1, 9.2.2, 9.3.1"
      sentence={t(
        'What falls due and when: your recurring obligations, and every day that your registers fix.',
      )}
      actions={
        <>
          <PageLink path="/calendar/obligations">{t('Recurring obligations')}</PageLink>
          <PageLink path="/calendar/absences">{t('Absences')}</PageLink>
        </>
      }
    >
      <Overdue today={today} />
      <div className="calendar-bar noprint">
        <Button
          variant="default"
          aria-label={t('The month before')}
          onClick={() => change({ month: monthBeside(month, -1), day: null })}
        >
          ‹
        </Button>
        <h2 aria-live="polite">{monthWords(month)}</h2>
        <Button
          variant="default"
          aria-label={t('The month after')}
          onClick={() => change({ month: monthBeside(month, 1), day: null })}
        >
          ›
        </Button>
        <Button variant="default" onClick={() => change({ month: null, day: null })}>
          {t('Today')}
        </Button>
        <SegmentedControl
          aria-label={t('Whose days')}
          value={whose}
          onChange={(value) => change({ whose: value === 'mine' ? 'mine' : null })}
          data={[
            { value: 'all', label: t('Everybody') },
            { value: 'mine', label: t('Mine') },
          ]}
        />
      </div>
      {query.error && <ErrorView error={query.error} />}
      {/* The table stays while another month is on its way: whoever moves by keys keeps their place. */}
      <Month data={query.data ?? null} month={month} weeks={weeks} span={span} whose={whose} today={today} />
    </Page>
  );
}

function Month(props: {
  readonly data: Shown | null;
  readonly today: string;
  readonly month: string;
  readonly weeks: readonly (readonly string[])[];
  readonly span: { readonly from: string; readonly to: string };
  readonly whose: 'all' | 'mine';
}) {
  const { data, month, today } = props;
  const all = data?.entries ?? [];
  const [search, change] = useSearchState();
  const kinds = [...new Set(all.map((entry) => entry.kind))].sort();
  const entries = all.filter((entry) => !search.kind || entry.kind === search.kind);
  const day = search.day ?? null;
  return (
    <>
      <div className="calendar-bar noprint">
        <Select
          aria-label={t('Only this kind')}
          placeholder={t('All kinds')}
          clearable
          data={kinds}
          value={search.kind ?? null}
          onChange={(kind) => change({ kind })}
        />
        {(['ics', 'csv', 'xlsx'] as const).map((format) => (
          <a
            key={format}
            className="chip"
            href={addressOf(calendarEndpoints.export, { ...props.span, whose: props.whose, format })}
          >
            {format.toUpperCase()}
          </a>
        ))}
      </div>
      {data?.cut && (
        <p>{t('▲ More falls into this month than is shown. Choose a kind, or look at your own days.')}</p>
      )}
      {data && <Away data={data} />}
      <MonthGrid
        weeks={props.weeks}
        month={month}
        today={today}
        chosen={day}
        entries={entries}
        onDay={(next) => change({ day: next, month: next.slice(0, 7) })}
      />
      {data ? (
        <Agenda
          title={day ? longDay(day) : monthWords(month)}
          entries={entries.filter((entry) => (day ? entry.day === day : entry.day.startsWith(month)))}
          today={today}
          onWhole={day ? () => change({ day: null }) : null}
        />
      ) : (
        <RowsWait />
      )}
    </>
  );
}

/** What nobody closed before today, whichever month is shown. */
function Overdue({ today }: { readonly today: string }) {
  const yesterday = addDays(today, -1);
  const query = useEndpoint(occurrenceEndpoints.list, {
    state: 'due',
    'dueOn[lte]': yesterday,
    limit: 1,
    total: 'true',
  } as never);
  const count = (query.data as { total: number | null } | undefined)?.total ?? 0;
  if (count === 0) return null;
  return (
    <p className="card calendar-overdue">
      <Trans
        id="■ {count, plural, one {One occurrence is} other {# occurrences are}} overdue. <0>Show what was missed</0>"
        values={{ count }}
        components={{ 0: <OrgLink path={`/calendar/occurrences?state=due&dueOn[lte]=${yesterday}`} /> }}
      />
    </p>
  );
}

function Away({ data }: { readonly data: Shown }) {
  const nameOf = useNames();
  const now = data.away.filter((each) => each.fromOn <= data.today && data.today <= each.toOn);
  if (now.length === 0) return null;
  return (
    <p className="quiet">
      {now
        .map((each) =>
          t('{personId} is away until {toOn}; {standInId} stands in.', {
            personId: nameOf(each.personId),
            toOn: longDay(each.toOn),
            standInId: nameOf(each.standInId),
          }),
        )
        .join(' ')}
    </p>
  );
}

function monthWords(month: string): string {
  return timeText(`${month}-01T00:00:00Z`, {
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}
