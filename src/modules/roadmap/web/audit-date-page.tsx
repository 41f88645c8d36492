import { TextInput } from '@mantine/core';
import { addDays } from '#kernel/days.ts';
import { msg, t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { useEndpoint, useSearchState, useToday } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { planEndpoints } from '../contract.ts';

const STATES = {
  shown: { label: msg('Shown by the records'), tone: 'good' },
  fits: { label: msg('Can still be done'), tone: 'active' },
  'too-late': { label: msg('Too late'), tone: 'bad' },
  'no-history': { label: msg('No hurry makes it'), tone: 'bad' },
} as const;

/** The audit is near: what can still honestly be done, and what cannot. */
export default function AuditDatePage() {
  const today = useToday();
  const [search, change] = useSearchState();
  const auditOn = search.on ?? addDays(today, 28);
  const query = useEndpoint(planEndpoints.auditDate, { auditOn });
  return (
    <Page
      title={t('When is the audit?')}
      clause="ISO/IEC 42001, 9.2, 9.3"
      sentence={t(
        'What can still honestly be done before that day, and what cannot. A trail that starts four weeks before, or was filled in afterwards, convinces nobody.',
      )}
      actions={<PageLink path="/plan">{t('To the plan')}</PageLink>}
    >
      <TextInput
        label={t('The audit (Stage 2) begins on')}
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
                ? answer.history.firstEffectiveOn
                  ? t(
                      'First entry of the management system at work: {firstEntryOn}, {recordedWeeks} weeks ago. Evidence speaks of days since {firstEffectiveOn}; an auditor sees both days.',
                      {
                        firstEntryOn: longDay(answer.history.firstEntryOn),
                        recordedWeeks: answer.history.recordedWeeks,
                        firstEffectiveOn: longDay(answer.history.firstEffectiveOn),
                      },
                    )
                  : t(
                      'First entry of the management system at work: {firstEntryOn}, {recordedWeeks} weeks ago.',
                      {
                        firstEntryOn: longDay(answer.history.firstEntryOn),
                        recordedWeeks: answer.history.recordedWeeks,
                      },
                    )
                : answer.history.firstEffectiveOn
                  ? t(
                      'No entry shows the management system at work yet. Evidence speaks of days since {firstEffectiveOn}; an auditor sees both days.',
                      { firstEffectiveOn: longDay(answer.history.firstEffectiveOn) },
                    )
                  : t('No entry shows the management system at work yet.')}
            </p>
            <TableCard
              label={t('What can be done before the audit')}
              head={[t('Activity'), t('Before the audit'), t('Why')]}
            >
              {answer.lines
                .filter((line) => !line.title.startsWith('◆'))
                .map((line) => (
                  <tr key={line.id}>
                    <td>
                      <span className="ref">{line.phase}</span> {line.title}
                    </td>
                    <td data-label={t('Before the audit')}>
                      <StateMark {...STATES[line.state]} />
                    </td>
                    <td data-label={t('Why')} className="gap-next">
                      {line.why}
                    </td>
                  </tr>
                ))}
            </TableCard>
          </>
        )}
      </Await>
    </Page>
  );
}
