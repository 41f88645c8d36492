import { Button, Menu, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { addressOf } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useMarks } from '#ui/stale-note.tsx';
import { ActButton, Await, Day, ErrorView } from '#ui/states.tsx';
import { statementActs } from '../contract.ts';
import { statementLifecycle } from '../lifecycle.ts';
import { mayApprove, mayIssue, mayPrepare } from '../policy.ts';
import { Decide } from './decide.tsx';
import { IssueDialog } from './issue-dialog.tsx';
import type { Working } from './line.ts';
import { StatementRow } from './statement-row.tsx';

const SHOWN = {
  all: 'All',
  open: 'Needs work',
  changed: 'Changed since issue',
  excluded: 'Left out',
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
      title="Statement of Applicability"
      clause="6.1.3"
      sentence="Of each control, whether it is in or out, and why."
      wide
      actions={<Acts data={data} />}
    >
      <Standing data={data} />
      <SegmentedControl
        size="xs"
        mb={10}
        value={shown}
        onChange={(show) => change({ show: show === 'all' ? null : show })}
        data={Object.entries(SHOWN).map(([value, label]) => ({ value, label }))}
        className="noprint"
      />
      <section className="card scroll" tabIndex={0} aria-label="Controls">
        <table className="list">
          <thead>
            <tr>
              {['Control', 'Decision', 'Because', 'Carried out', 'Owner', 'Evidence'].map((each) => (
                <th key={each} scope="col">
                  {each}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <StatementRow
                key={`${line.control.id} ${shown}`}
                line={line}
                marks={marks.filter((mark) => mark.part === (line.control.annexId ?? line.control.ref))}
                showChanges={shown === 'changed'}
                onOpen={() => change({ control: line.control.id })}
              />
            ))}
          </tbody>
        </table>
      </section>
      {lines.length === 0 && <p className="quiet">No line here.</p>}
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
      {data.lines.length} controls, {included} included.{' '}
      {data.issued ? (
        <>
          <OrgLink path={`/statements/${data.issued.id}`}>Version {data.issued.number}</OrgLink> was issued{' '}
          <Day day={data.issued.issuedOn} />.
        </>
      ) : (
        'No version has been issued yet.'
      )}{' '}
      {data.waiting && (
        <>
          <OrgLink path={`/statements/${data.waiting.id}`}>
            The one prepared on {longDay(data.waiting.preparedOn)}
          </OrgLink>
          : {statementLifecycle.states[data.waiting.state].label.toLowerCase()}.{' '}
        </>
      )}
      {data.problems.length > 0 && `${data.problems.length} things stand in the way of the next version.`}
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
      <Menu>
        <Menu.Target>
          <Button variant="default">Export</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {(['pdf', 'docx', 'xlsx', 'json'] as const).map((format) => (
            <Menu.Item
              key={format}
              component="a"
              href={addressOf(statementActs.file, { id: data.issued ? 'issued' : 'working', format })}
            >
              {format.toUpperCase()} of {data.issued ? `version ${data.issued.number}` : 'the one in work'}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {!waiting && (
        <ActButton
          decision={
            data.ready
              ? mayPrepare(actor)
              : { allowed: false, reason: `${data.problems.length} lines need work first.` }
          }
          primary
          onClick={() => setPreparing(true)}
        >
          Prepare version {(data.issued?.number ?? 0) + 1}
        </ActButton>
      )}
      {waiting?.state === 'prepared' && (
        <ActButton
          decision={mayApprove(actor)}
          primary
          loading={approve.isPending}
          onClick={() => approve.mutate({ id: waiting.id, version: waiting.version })}
        >
          Approve the Statement
        </ActButton>
      )}
      {waiting?.state === 'approved' && (
        <ActButton decision={mayIssue(actor)} primary onClick={() => setIssuing(waiting.id)}>
          Issue version {(data.issued?.number ?? 0) + 1}
        </ActButton>
      )}
      {issuing && <IssueDialog id={issuing} onClose={() => setIssuing(null)} />}
      {preparing && (
        <AskDialog
          title="Prepare the Statement for approval"
          explain={`${data.lines.length} lines are frozen as they stand now. A second person approves exactly these; if the registers move before, it is prepared again.`}
          fields={[{ key: 'scope', label: 'Scope it stands for', kind: 'long' }]}
          endpoint={statementActs.prepare}
          verb="Prepare it"
          onClose={() => setPreparing(false)}
          onDone={() => setPreparing(false)}
        />
      )}
    </>
  );
}
