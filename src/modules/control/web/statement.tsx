import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { ExportMenu } from '#ui/export-menu.tsx';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useMarks } from '#ui/stale-note.tsx';
import { ActButton, Await, Day, ErrorView } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { Trans } from '#ui/trans.tsx';
import { statementActs } from '../contract.ts';
import { statementLifecycle } from '../lifecycle.ts';
import { mayApprove, mayIssue, mayPrepare } from '../policy.ts';
import { Decide } from './decide.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import type { Working } from './line.ts';
import { StatementRow } from './statement-row.tsx';

const SHOWN = {
  all: msg('All'),
  open: msg('Needs work'),
  changed: msg('Changed since issue'),
  excluded: msg('Left out'),
} as const;

/** The Statement in work: one control per line, and why; the left margin shows what changed since the issued version. */
export default function StatementPage() {
  const query = useEndpoint(statementActs.working, {});
  return <Await query={query}>{(data) => <Shown data={data} />}</Await>;
}

function Shown({ data }: { readonly data: Working }) {
  const [search, change] = useSearchState();
  const marks = useMarks(data.issued?.id);
  const shown = (search.show ?? 'all') as keyof typeof SHOWN;
  const lines = data.lines.filter(
    (line) =>
      shown === 'all' ||
      (shown === 'open' && line.problems.length > 0) ||
      (shown === 'changed' && (line.change === 'changed' || line.change === 'new')) ||
      (shown === 'excluded' && line.control.decision === 'excluded'),
  );
  const open = search.control
    ? data.lines.find((line) => line.control.id === search.control || line.control.annexId === search.control)
    : undefined;
  return (
    <Page
      title={t('Statement of Applicability')}
      clause="6.1.3"
      sentence={t('Of each control, whether it is in or out, and why.')}
      wide
      actions={<Acts data={data} />}
    >
      <Standing data={data} />
      <SegmentedControl
        size="xs"
        mb={10}
        value={shown}
        onChange={(show) => change({ show: show === 'all' ? null : show })}
        data={Object.entries(SHOWN).map(([value, label]) => ({ value, label: t(label) }))}
        className="noprint"
      />
      <TableCard
        label={t('Controls')}
        head={[t('Control'), t('Decision'), t('Because'), t('Carried out'), t('Owner'), t('Evidence')]}
      >
        {lines.map((line) => (
          <StatementRow
            key={`${line.control.id} ${shown}`}
            line={line}
            marks={marks.filter((mark) => mark.part === (line.control.annexId ?? line.control.ref))}
            showChanges={shown === 'changed'}
            onOpen={() => change({ control: line.control.id })}
          />
        ))}
      </TableCard>
      {lines.length === 0 && <p className="quiet">{t('No line here.')}</p>}
      {open && (
        <Decide
          key={open.control.id}
          line={open}
          contracts={data.contracts}
          onClose={() => change({ control: null })}
        />
      )}
    </Page>
  );
}

function Standing({ data }: { readonly data: Working }) {
  const included = data.lines.filter((line) => line.control.decision === 'included').length;
  return (
    <p className="quiet" style={{ margin: '0 0 10px' }}>
      {t('{lines, plural, one {# control} other {# controls}}, {included} included.', {
        lines: data.lines.length,
        included,
      })}{' '}
      {data.issued ? (
        <Trans
          id="<0>Version {number}</0> was issued <1/>."
          values={{ number: data.issued.number }}
          components={{
            0: <OrgLink path={`/statements/${data.issued.id}`} />,
            1: <Day day={data.issued.issuedOn} />,
          }}
        />
      ) : (
        t('No version has been issued yet.')
      )}{' '}
      {data.waiting && (
        <>
          <OrgLink path={`/statements/${data.waiting.id}`}>
            {t('The one prepared on {preparedOn}', { preparedOn: longDay(data.waiting.preparedOn) })}
          </OrgLink>
          : {midSentence(t(statementLifecycle.states[data.waiting.state].label))}.{' '}
        </>
      )}
      {data.problems.length > 0 &&
        t('{problems, plural, one {# thing stands} other {# things stand}} in the way of the next version.', {
          problems: data.problems.length,
        })}
    </p>
  );
}

function Acts({ data }: { readonly data: Working }) {
  const actor = useActor();
  const [preparing, setPreparing] = useState(false);
  const approve = useCommand(statementActs.approve);
  const [issuing, setIssuing] = useState<string | null>(null);
  const { waiting } = data;
  return (
    <>
      {approve.error && <ErrorView error={approve.error} />}
      <ExportMenu
        explain={
          data.issued ? t('Version {number}, as', { number: data.issued.number }) : t('The one in work, as')
        }
        formats={['pdf', 'docx', 'xlsx', 'json']}
        href={(format) => addressOf(statementActs.file, { id: data.issued ? 'issued' : 'working', format })}
      />
      {!waiting && (
        <ActButton
          decision={
            data.ready
              ? mayPrepare(actor)
              : {
                  allowed: false,
                  reason: t('{problems, plural, one {# line needs} other {# lines need}} work first.', {
                    problems: data.problems.length,
                  }),
                }
          }
          primary
          onClick={() => setPreparing(true)}
        >
          {t('Prepare version {number}', { number: (data.issued?.number ?? 0) + 1 })}
        </ActButton>
      )}
      {waiting?.state === 'prepared' && (
        <ActButton
          decision={mayApprove(actor)}
          primary
          loading={approve.isPending}
          onClick={() => approve.mutate({ id: waiting.id, version: waiting.version })}
        >
          {t('Approve the Statement')}
        </ActButton>
      )}
      {waiting?.state === 'approved' && (
        <ActButton decision={mayIssue(actor)} primary onClick={() => setIssuing(waiting.id)}>
          {t('Issue version {number}', { number: (data.issued?.number ?? 0) + 1 })}
        </ActButton>
      )}
      {issuing && <IssueDialog id={issuing} onClose={() => setIssuing(null)} />}
      {preparing && (
        <AskDialog
          title={t('Prepare the Statement for approval')}
          explain={t(
            '{lines} lines are frozen as they stand now. A second person approves exactly these; if the registers move before, it is prepared again.',
            { lines: data.lines.length },
          )}
          fields={[{ key: 'scope', label: t('Scope it stands for'), kind: 'long' }]}
          endpoint={statementActs.prepare}
          verb={t('Prepare it')}
          onClose={() => setPreparing(false)}
          onDone={() => setPreparing(false)}
        />
      )}
    </>
  );
}
