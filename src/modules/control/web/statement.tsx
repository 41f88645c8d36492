import { Button, Menu, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { addressOf } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { ActButton, Await, ErrorView, StateMark } from '#ui/states.tsx';
import { statementActs } from '../contract.ts';
import { implementationLifecycle, statementLifecycle } from '../lifecycle.ts';
import { mayApprove, mayIssue, mayPrepare } from '../policy.ts';
import { Decide } from './decide.tsx';
import type { Line, Working } from './line.ts';
import { DECISIONS } from './words.ts';

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
      <div className="card" style={{ overflowX: 'auto' }}>
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
              <Row key={line.control.id} line={line} onOpen={() => change({ control: line.control.id })} />
            ))}
          </tbody>
        </table>
      </div>
      {lines.length === 0 && <p className="quiet">No line here.</p>}
      {open && <Decide line={open} onClose={() => change({ control: null })} />}
    </Page>
  );
}

function Row({ line, onOpen }: { readonly line: Line; readonly onOpen: () => void }) {
  const { control } = line;
  return (
    <tr>
      <td
        className={`gut ${line.change}`}
        style={{ minWidth: 190, whiteSpace: 'normal' }}
        title={
          line.change === 'changed'
            ? 'Changed since the issued version'
            : line.change === 'new'
              ? 'Not in the issued version'
              : undefined
        }
      >
        <button type="button" onClick={onOpen} style={{ all: 'unset', cursor: 'pointer' }}>
          <strong>{control.annexId ?? control.ref}</strong> {control.title}
        </button>
      </td>
      <td data-label="Decision">
        <StateMark {...DECISIONS[control.decision]!} />
      </td>
      <td data-label="Because" style={{ whiteSpace: 'normal' }}>
        <div style={{ display: 'flex', gap: 4, flexWrap: 'wrap' }}>
          {line.because.map((each) =>
            each.kind === 'risk' ? (
              <OrgLink key={`${each.ref}`} path={`/risks/${each.id}`} className="chip" title={each.text}>
                {each.ref}
              </OrgLink>
            ) : (
              <span key={each.text} className="chip" title={each.text}>
                {each.ref ? each.ref.replace(/^[a-z0-9-]+:/, '').replace('art-', 'Art. ') : each.kind}:{' '}
                <span className="clip" style={{ maxWidth: 180 }}>
                  {each.text}
                </span>
              </span>
            ),
          )}
          {control.justification && <span className="quiet">{control.justification}</span>}
          {line.problems.map((each) => (
            <span key={each} style={{ color: 'var(--warn)' }}>
              ▲ {each.replace(/^\S+ is /, '').replace(/^\S+ has /, '')}
            </span>
          ))}
          {line.because.length === 0 && line.suggestions.length > 0 && (
            <span className="quiet">suggested for {line.suggestions.map((each) => each.ref).join(', ')}</span>
          )}
        </div>
      </td>
      <td data-label="Carried out">
        {control.decision === 'excluded' ? (
          ''
        ) : (
          <StateMark {...implementationLifecycle.states[control.implementation]} />
        )}
      </td>
      <td data-label="Owner">{line.owner ?? <span className="quiet">nobody</span>}</td>
      <td data-label="Evidence">
        {line.evidence.length === 0 ? (
          <span className="quiet">none</span>
        ) : (
          line.evidence.map((each) => (
            <OrgLink key={each.id} path={`/evidence/${each.id}`} className="chip" title={each.title}>
              {each.ref} {each.state === 'expired' ? '▲ expired' : (each.effectiveOn ?? '')}
            </OrgLink>
          ))
        )}
      </td>
    </tr>
  );
}

function Standing({ data }: { readonly data: Working }) {
  const included = data.lines.filter((line) => line.control.decision === 'included').length;
  return (
    <p className="quiet" style={{ margin: '0 0 10px' }}>
      {data.lines.length} controls, {included} included.{' '}
      {data.issued ? (
        <>
          <OrgLink path={`/statements/${data.issued.id}`}>Version {data.issued.number}</OrgLink> was issued on{' '}
          {data.issued.issuedOn}.
        </>
      ) : (
        'No version has been issued yet.'
      )}{' '}
      {data.waiting && (
        <>
          <OrgLink path={`/statements/${data.waiting.id}`}>
            The one prepared on {data.waiting.preparedOn}
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
  const issue = useCommand(statementActs.issue);
  const { waiting } = data;
  const error = approve.error ?? issue.error;
  return (
    <>
      {error && <ErrorView error={error} />}
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
        <ActButton
          decision={mayIssue(actor)}
          primary
          loading={issue.isPending}
          onClick={() => issue.mutate({ id: waiting.id, version: waiting.version })}
        >
          Issue version {(data.issued?.number ?? 0) + 1}
        </ActButton>
      )}
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
