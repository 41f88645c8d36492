import { type KeyboardEvent, useEffect, useRef } from 'react';
import { msg, t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { OrgLink } from '#ui/links.tsx';
import type { Entry } from '../contract.ts';
import { dayByKey } from './month.ts';
import { entryWord } from './words.tsx';

/** So many lines stand in a day; the agenda shows the rest. */
const SHOWN = 3;
const WEEKDAYS = [msg('Mon'), msg('Tue'), msg('Wed'), msg('Thu'), msg('Fri'), msg('Sat'), msg('Sun')];

/** A month as a table. Arrow keys move from day to day, Page keys from month to month, Enter shows the day below. */
export function MonthGrid(props: {
  readonly weeks: readonly (readonly string[])[];
  readonly month: string;
  readonly today: string;
  readonly chosen: string | null;
  readonly entries: readonly Entry[];
  readonly onDay: (day: string) => void;
}) {
  const { weeks, month, today, chosen, onDay } = props;
  const byDay = Map.groupBy(props.entries, (entry) => entry.day);
  const table = useRef<HTMLTableElement>(null);
  const moved = useRef(false);
  const tabbed = chosen ?? (today.startsWith(month) ? today : `${month}-01`);
  // Whoever came by a key stays on the day, also when another month was loaded for it.
  useEffect(() => {
    if (!moved.current || chosen === null) return;
    moved.current = false;
    table.current?.querySelector<HTMLButtonElement>(`[data-day="${chosen}"]`)?.focus();
  }, [chosen]);
  const press = (day: string) => (event: KeyboardEvent) => {
    const next = dayByKey(day, event.key);
    if (next === null) return;
    event.preventDefault();
    moved.current = true;
    onDay(next);
  };
  return (
    <table
      className="card month"
      ref={table}
      aria-label={t('Days of the month; arrow keys move, Enter shows a day')}
    >
      <thead>
        <tr>
          {WEEKDAYS.map((each) => (
            <th key={each} scope="col">
              {t(each)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week[0]}>
            {week.map((day) => {
              const entries = byDay.get(day) ?? [];
              return (
                <td key={day} className={classOf(day, props)}>
                  <button
                    type="button"
                    className="month-day"
                    data-day={day}
                    tabIndex={day === tabbed ? 0 : -1}
                    aria-current={day === today ? 'date' : undefined}
                    aria-pressed={day === chosen}
                    aria-label={`${longDay(day)}, ${entries.length === 0 ? t('nothing') : entries.length}`}
                    onClick={() => onDay(day)}
                    onKeyDown={press(day)}
                  >
                    {Number(day.slice(8))}
                  </button>
                  <ul>
                    {entries.slice(0, SHOWN).map((entry) => (
                      <li key={entry.id} className={`month-entry is-${entry.state}`}>
                        <OrgLink
                          path={entry.href}
                          className="plain"
                          title={`${entryWord(entry.state)}: ${entry.title}`}
                        >
                          {entry.title}
                        </OrgLink>
                      </li>
                    ))}
                  </ul>
                  {entries.length > SHOWN && (
                    <span className="quiet meta">
                      {t('{entries} more', { entries: entries.length - SHOWN })}
                    </span>
                  )}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function classOf(
  day: string,
  {
    month,
    today,
    chosen,
  }: { readonly month: string; readonly today: string; readonly chosen: string | null },
): string {
  return [
    day.startsWith(month) ? '' : 'other-month',
    day === today ? 'is-today' : '',
    day === chosen ? 'is-chosen' : '',
  ]
    .filter(Boolean)
    .join(' ');
}
