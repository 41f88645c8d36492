import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, ErrorView, StateMark } from '#ui/states.tsx';
import { type StatementLine, statementActs } from '../contract.ts';
import { statementLifecycle } from '../lifecycle.ts';
import { mayApprove, mayIssue } from '../policy.ts';
import { BecauseChip } from './because-chip.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import { DECISIONS, FIELD_NAMES, valueWords } from './words.ts';

type Statement = OutputOf<typeof statementActs.get>;

/** One version, as it was frozen: who did what, what it says, how it differs from today, and its checkpoint. */
export default function Version() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(statementActs.get, { id });
  return <Await query={query}>{(statement) => <Shown statement={statement} />}</Await>;
}

function Shown({ statement }: { readonly statement: Statement }) {
  const names = useNames();
  const actor = useActor();
  const approve = useCommand(statementActs.approve);
  const [issuing, setIssuing] = useState(false);
  const difference = useEndpoint(statementActs.difference, { id: statement.id });
  const seen = { id: statement.id, version: statement.version };
  return (
    <Page
      title={
        statement.number
          ? t('Statement of Applicability, version {number}', { number: statement.number })
          : t('Statement of Applicability, not issued')
      }
      sentence={statement.scope ?? undefined}
      wide
      actions={
        <>
          {(['pdf', 'docx', 'xlsx', 'json'] as const).map((format) => (
            <a
              key={format}
              className="chip"
              href={addressOf(statementActs.file, { id: statement.id, format })}
            >
              {format.toUpperCase()}
            </a>
          ))}
          {statement.state === 'prepared' && (
            <ActButton
              decision={mayApprove(actor)}
              primary
              loading={approve.isPending}
              onClick={() => approve.mutate(seen)}
            >
              {t('Approve the Statement')}
            </ActButton>
          )}
          {statement.state === 'approved' && (
            <ActButton decision={mayIssue(actor)} primary onClick={() => setIssuing(true)}>
              {t('Issue it')}
            </ActButton>
          )}
        </>
      }
    >
      {approve.error && <ErrorView error={approve.error} />}
      {issuing && <IssueDialog id={statement.id} onClose={() => setIssuing(false)} />}
      <p>
        <StateMark {...statementLifecycle.states[statement.state]} /> ·{' '}
        {[
          t('prepared by {name} on {day}', {
            name: names(statement.preparedBy),
            day: longDay(statement.preparedOn),
          }),
          statement.approvedOn &&
            t('approved by {name} on {day}', {
              name: names(statement.approvedBy),
              day: longDay(statement.approvedOn),
            }),
          statement.issuedOn &&
            t('issued by {name} on {day}', {
              name: names(statement.issuedBy),
              day: longDay(statement.issuedOn),
            }),
          statement.singlePersonReason &&
            t('▲ approved by one person: {reason}', { reason: statement.singlePersonReason }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <Await query={difference}>
        {({ changes }) =>
          changes.length === 0 ? null : (
            <details className="card" style={{ padding: '10px 16px', marginBottom: 12 }}>
              <summary style={{ cursor: 'pointer' }}>
                {t('{changes, plural, one {# thing is} other {# things are}} different today', {
                  changes: changes.length,
                })}
              </summary>
              <ul style={{ margin: '8px 0 0', paddingInlineStart: 18 }}>
                {changes.slice(0, 60).map((each) => (
                  <li key={`${each.id} ${each.field}`}>
                    <strong>{each.id}</strong> {t(FIELD_NAMES[each.field] ?? each.field)}:{' '}
                    <del>{valueWords(each.field, each.before)}</del>{' '}
                    <ins>{valueWords(each.field, each.after)}</ins>
                  </li>
                ))}
              </ul>
            </details>
          )
        }
      </Await>
      <div className="card" style={{ overflowX: 'auto' }}>
        <table className="list">
          <thead>
            <tr>
              {[t('Control'), t('Decision'), t('Because'), t('Carried out'), t('Owner')].map((each) => (
                <th key={each} scope="col">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(statement.lines as readonly StatementLine[]).map((line) => (
              <tr key={line.controlId}>
                <td style={{ whiteSpace: 'normal' }}>
                  <OrgLink path={`/controls/${line.controlId}`} className="plain">
                    <strong>{line.id}</strong> {line.title}
                  </OrgLink>
                </td>
                <td data-label={t('Decision')}>
                  <StateMark {...DECISIONS[line.decision]!} />
                </td>
                <td data-label={t('Because')} style={{ whiteSpace: 'normal' }}>
                  <div className="chips">
                    {line.because.map((each) => (
                      <BecauseChip key={`${each.ref} ${each.text}`} reason={each} />
                    ))}
                    {line.justification}
                  </div>
                </td>
                <td data-label={t('Carried out')}>{valueWords('status', line.status)}</td>
                <td data-label={t('Owner')}>{line.owner}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {statement.checkpoint && (
        <Section title={t('Checkpoint')}>
          <p className="quiet read">
            {t(
              'Keep a copy outside this system: with it anyone can see whether the log was rewritten since.',
            )}
          </p>
          <pre className="card mono" style={{ padding: 12, overflowX: 'auto' }}>
            {statement.checkpoint}
          </pre>
        </Section>
      )}
    </Page>
  );
}
