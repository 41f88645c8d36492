import { longDay } from '#ui/days.ts';
import { StateMark } from '#ui/states.tsx';
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
  if (activities.length === 0) return <p className="quiet">No activity matches these filters.</p>;
  return (
    <section className="card scroll" tabIndex={0} aria-label="Activities of the plan">
      <table className="list">
        <thead>
          <tr>
            <th scope="col">Activity</th>
            <th scope="col">Owner</th>
            <th scope="col">Start</th>
            <th scope="col">End</th>
            <th scope="col" className="num">
              Days
            </th>
            <th scope="col">Slack</th>
            <th scope="col">After</th>
            <th scope="col">By the records</th>
          </tr>
        </thead>
        <tbody>
          {activities.map((each) => (
            <tr key={each.id} className={each.id === here ? 'here' : ''}>
              <td>
                <button type="button" className="plain" onClick={() => onOpen(each.id)}>
                  <span className="ref">{each.ref}</span>{' '}
                  {each.kind === 'milestone' ? `◆ ${each.title}` : each.title}
                </button>
                {each.pilot && (
                  <span className="chip">{each.pilot === 'pilot' ? 'pilot areas' : 'whole scope'}</span>
                )}
              </td>
              <td data-label="Owner">{each.ownerName ?? <span className="quiet">nobody</span>}</td>
              <td data-label="Start">
                <span className="day-exact">{longDay(each.start)}</span>
              </td>
              <td data-label="End">
                <span className="day-exact">{longDay(each.end)}</span>
                {each.late && <StateMark label="late" tone="warning" />}
              </td>
              <td data-label="Days" className="num">
                {each.days}
              </td>
              <td data-label="Slack">{slackWords(each)}</td>
              <td data-label="After" className="quiet">
                {each.after
                  .map((one) => `${refs.get(one.id)}${one.lag ? ` ${one.lag > 0 ? '+' : ''}${one.lag}` : ''}`)
                  .join(', ')}
              </td>
              <td data-label="By the records">
                <StateMark label={progressWords(each)} tone={progressStates[each.progress.state].tone} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
