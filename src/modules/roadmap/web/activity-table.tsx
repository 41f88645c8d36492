import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import type { ShownActivity } from '../contract.ts';
import { progressStates } from '../proofs.ts';
import { progressWords, slackWords } from './words.ts';

/** The same plan as a table: for reading, for screen readers, and for phones. */
export function ActivityTable({
  activities,
  all,
  onOpen,
  here,
}: {
  readonly activities: readonly ShownActivity[];
  readonly all: readonly ShownActivity[];
  readonly onOpen: (id: string) => void;
  readonly here: string | null;
}) {
  const refs = new Map(all.map((each) => [each.id, each.ref]));
  if (activities.length === 0) return <p className="quiet">{t('No activity matches these filters.')}</p>;
  return (
    <TableCard
      label={t('Activities of the plan')}
      head={[
        t('Activity'),
        t('Owner'),
        t('Start'),
        t('End'),
        { num: t('Days') },
        t('Slack'),
        t('After'),
        t('By the records'),
      ]}
    >
      {activities.map((each) => (
        <tr key={each.id} className={each.id === here ? 'here' : ''}>
          <td>
            <button type="button" className="plain" onClick={() => onOpen(each.id)}>
              <span className="ref">{each.ref}</span>{' '}
              {each.kind === 'milestone' ? `◆ ${each.title}` : each.title}
            </button>
            {each.pilot && (
              <span className="chip">{each.pilot === 'pilot' ? t('pilot areas') : t('whole scope')}</span>
            )}
          </td>
          <td data-label={t('Owner')}>{each.ownerName ?? <span className="quiet">{t('nobody')}</span>}</td>
          <td data-label={t('Start')}>
            <span className="day-exact">{longDay(each.start)}</span>
          </td>
          <td data-label={t('End')}>
            <span className="day-exact">{longDay(each.end)}</span>
            {each.late && <StateMark label={t('late')} tone="warning" />}
          </td>
          <td data-label={t('Days')} className="num">
            {each.days}
          </td>
          <td data-label={t('Slack')}>{slackWords(each)}</td>
          <td data-label={t('After')} className="quiet">
            {each.after
              .map((one) => `${refs.get(one.id)}${one.lag ? ` ${one.lag > 0 ? '+' : ''}${one.lag}` : ''}`)
              .join(', ')}
          </td>
          <td data-label={t('By the records')}>
            <StateMark label={progressWords(each)} tone={progressStates[each.progress.state].tone} />
          </td>
        </tr>
      ))}
    </TableCard>
  );
}
