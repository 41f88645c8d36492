import { TextInput } from '@mantine/core';
import { addDays } from '#kernel/days.ts';
import { longDay } from '#ui/days.ts';
import { useEndpoint, useSearchState, useToday } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { planEndpoints } from '../contract.ts';

const STATES = {
  shown: { label: 'Shown by the records', tone: 'good' },
  fits: { label: 'Can still be done', tone: 'active' },
  'too-late': { label: 'Too late', tone: 'bad' },
  'no-history': { label: 'No hurry makes it', tone: 'bad' },
} as const;

/** The audit is near: what can still honestly be done, and what cannot. */
export default function AuditDatePage() {
  const today = useToday();
  const [search, change] = useSearchState();
  const auditOn = search.on ?? addDays(today, 28);
  const query = useEndpoint(planEndpoints.auditDate, { auditOn });
  return (
    <Page
      title="When is the audit?"
      clause="ISO/IEC 42001, 9.2, 9.3"
      sentence="What can still honestly be done before that day, and what cannot. A trail that starts four weeks before, or was filled in afterwards, convinces nobody."
      actions={<PageLink path="/plan">To the plan</PageLink>}
    >
      <TextInput
        label="The audit (Stage 2) begins on"
        type="date"
        w={220}
        mb={12}
        value={auditOn}
        onChange={(event) => change({ on: event.currentTarget.value || null })}
      />
      <Await query={query}>
        {(answer) => (
          <>
            <p className="read">
              <strong>{answer.sentence}</strong>
            </p>
            <p className="quiet read">
              {answer.history.firstEntryOn
                ? `First entry of the management system at work: ${longDay(answer.history.firstEntryOn)}, ${answer.history.recordedWeeks} weeks ago. `
                : 'No entry shows the management system at work yet. '}
              {answer.history.firstEffectiveOn &&
                `Evidence speaks of days since ${longDay(answer.history.firstEffectiveOn)}; an auditor sees both days.`}
            </p>
            <section className="card scroll" tabIndex={0} aria-label="What can be done before the audit">
              <table className="list">
                <thead>
                  <tr>
                    <th scope="col">Activity</th>
                    <th scope="col">Before the audit</th>
                    <th scope="col">Why</th>
                  </tr>
                </thead>
                <tbody>
                  {answer.lines
                    .filter((line) => !line.title.startsWith('◆'))
                    .map((line) => (
                      <tr key={line.id}>
                        <td>
                          <span className="ref">{line.phase}</span> {line.title}
                        </td>
                        <td data-label="Before the audit">
                          <StateMark {...STATES[line.state]} />
                        </td>
                        <td data-label="Why" className="gap-next">
                          {line.why}
                        </td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </section>
          </>
        )}
      </Await>
    </Page>
  );
}
