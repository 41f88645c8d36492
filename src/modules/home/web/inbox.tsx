import { useState } from 'react';
import { numberText, t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { Day } from '#ui/states.tsx';
import { piles, type Inbox as Tasks } from './piles.ts';

const SHOWN = 8;

/** What this person should do next, in piles by date; each line leads to where it is done. */
export function Inbox({ inbox }: { readonly inbox: Tasks }) {
  if (inbox.tasks.length === 0)
    return (
      <Section title={t('Nothing waits for you')}>
        <p className="quiet">{t('What your roles are asked for will stand here, the most urgent first.')}</p>
      </Section>
    );
  return piles(inbox).map((pile) => <Pile key={pile.title} {...pile} today={inbox.today} />);
}

function Pile({
  title,
  tasks,
  today,
}: {
  readonly title: string;
  readonly tasks: Tasks['tasks'];
  readonly today: string;
}) {
  const [all, setAll] = useState(false);
  return (
    <Section title={title}>
      <ul className="card tasks">
        {tasks.slice(0, all ? undefined : SHOWN).map((task) => (
          <li key={`${task.module} ${task.id}`}>
            <OrgLink path={task.href} className="plain">
              <span className="task-count num">{numberText(task.count)}</span>
              <span>
                {task.title}
                <span className="quiet task-why">
                  {task.standsInFor && (
                    <strong>
                      {t('For {standsInFor}, who is away.', { standsInFor: task.standsInFor })}{' '}
                    </strong>
                  )}
                  {task.waitsFor && (
                    <strong>{t('Waits for {waitsFor}.', { waitsFor: task.waitsFor })} </strong>
                  )}
                  {task.why}
                </span>
              </span>
              {task.dueAt && (
                <span className="task-due">
                  <Day day={task.dueAt} today={today} />
                </span>
              )}
            </OrgLink>
          </li>
        ))}
      </ul>
      {!all && tasks.length > SHOWN && (
        <button type="button" className="link noprint" onClick={() => setAll(true)}>
          {t('Show {tasks} more', { tasks: tasks.length - SHOWN })}
        </button>
      )}
    </Section>
  );
}
