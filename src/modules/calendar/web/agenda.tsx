import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { dayWords, longDay } from '#ui/days.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import type { Entry } from '../contract.ts';
import { EntryMark } from './words.tsx';

const SHOWN = 100;

/** The same days as a list, which is read out, printed, and all there is on a phone. */
export function Agenda({
  title,
  entries,
  today,
  onWhole,
}: {
  readonly title: string;
  readonly entries: readonly Entry[];
  readonly today: string;
  /** Shows the whole month again; null when it is shown. */
  readonly onWhole: (() => void) | null;
}) {
  const nameOf = useNames();
  const [all, setAll] = useState(false);
  const shown = entries.slice(0, all ? undefined : SHOWN);
  return (
    <Section
      title={title}
      actions={
        onWhole && (
          <button type="button" className="link" onClick={onWhole}>
            {t('Show the whole month')}
          </button>
        )
      }
    >
      {entries.length === 0 && (
        <p className="quiet">
          {t(
            'Nothing falls on these days. Recurring obligations, and dates you set in any register, will stand here.',
          )}
        </p>
      )}
      {[...Map.groupBy(shown, (entry) => entry.day)].map(([day, lines]) => (
        <section key={day} className="agenda-day">
          <h3>
            {longDay(day)}{' '}
            <span className="quiet">{dayWords(day, today) === longDay(day) ? '' : dayWords(day, today)}</span>
          </h3>
          <ul className="card">
            {lines.map((entry) => (
              <li key={entry.id}>
                <OrgLink path={entry.href} className="plain">
                  {entry.title}
                </OrgLink>
                <div className="quiet meta">
                  <EntryMark state={entry.state} /> · {entry.kind}
                  {entry.ownerId && ` · ${nameOf(entry.ownerId)}`}
                </div>
              </li>
            ))}
          </ul>
        </section>
      ))}
      {shown.length < entries.length && (
        <button type="button" className="link noprint" onClick={() => setAll(true)}>
          {t('Show {entries} more', { entries: entries.length - shown.length })}
        </button>
      )}
    </Section>
  );
}
