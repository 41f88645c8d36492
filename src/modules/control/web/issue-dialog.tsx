import { Button, CopyButton } from '@mantine/core';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { Dialog } from '#ui/dialog.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { useNames } from '#ui/people.ts';
import { Await, ErrorView } from '#ui/states.tsx';
import { statementActs } from '../contract.ts';
import { FIELD_NAMES, valueWords } from './words.ts';

type Statement = OutputOf<typeof statementActs.get>;

/** What is about to be signed and by whom; afterwards the checkpoint that proves it. */
export function IssueDialog({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const statement = useEndpoint(statementActs.get, { id });
  const list = useEndpoint(statementActs.list, {});
  const issue = useCommand(statementActs.issue);
  const done = issue.data;
  const numbers = list.data?.rows.map((each) => each.number ?? 0) ?? [];
  const number = done?.number ?? Math.max(0, ...numbers) + 1;
  const before = list.data?.rows.find((each) => each.state === 'issued' && each.id !== id);
  return (
    <Dialog
      onClose={onClose}
      size="xl"
      title={
        <strong>
          {done ? t('Version {number} is issued', { number }) : t('Issue version {number}', { number })}
        </strong>
      }
    >
      {issue.error && <ErrorView error={issue.error} />}
      {done ? (
        <Issued statement={done} onClose={onClose} />
      ) : (
        <Await query={statement}>
          {(each) => (
            <>
              <ToSign statement={each} number={number} />
              {before && <Changes from={before.id} to={id} number={before.number} />}
              <div className="dialog-acts">
                <Button variant="default" onClick={onClose}>
                  {t('Cancel')}
                </Button>
                <Button loading={issue.isPending} onClick={() => issue.mutate({ id, version: each.version })}>
                  {t('Issue version {number}', { number })}
                </Button>
              </div>
            </>
          )}
        </Await>
      )}
    </Dialog>
  );
}

function ToSign({ statement, number }: { readonly statement: Statement; readonly number: number }) {
  const names = useNames();
  const actor = useActor();
  const lines = statement.lines;
  const included = lines.filter((each) => each.decision === 'included').length;
  const own = lines.filter((each) => each.own).length;
  const rows = [
    [t('Document'), t('Statement of Applicability, version {number}', { number })],
    [t('Scope'), statement.scope ?? t('Not stated')],
    [
      t('Lines'),
      t('{lines}: {included} included, {lines2} excluded, {own} of your own', {
        lines: lines.length,
        included,
        lines2: lines.length - included,
        own,
      }),
    ],
    [t('Prepared'), `${names(statement.preparedBy)}, ${longDay(statement.preparedOn)}`],
    [
      t('Approved'),
      [
        `${names(statement.approvedBy)}, ${longDay(statement.approvedOn ?? statement.preparedOn)}`,
        statement.approvalGround,
        statement.singlePersonReason &&
          t('by one person: {singlePersonReason}', { singlePersonReason: statement.singlePersonReason }),
      ]
        .filter(Boolean)
        .join('; '),
    ],
    [t('Issued'), t('{id}, now', { id: names(actor.id) })],
    [t('Standards and laws'), <Packs key="packs" text={statement.catalogVersion} />],
    [
      t('Signed'),
      t(
        'The log of your organisation up to and with this version, by the key of your organisation. The verdicts of this moment are frozen with it.',
      ),
    ],
  ] as const;
  return (
    <dl className="facts signed">
      {rows.map(([key, value]) => (
        <div key={key}>
          <dt>{key}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Which bytes of which packs; Statements from before the digest have a version alone. */
function Packs({ text }: { readonly text: string }) {
  const lines = text.split('\n');
  return (
    <details>
      <summary>
        {lines.length === 1
          ? t('1 pack')
          : t('{lines, plural, one {# pack} other {# packs}}, each with its digest', { lines: lines.length })}
      </summary>
      {lines.map((line) => (
        <div key={line} className="mono digest">
          {line}
        </div>
      ))}
    </details>
  );
}

function Changes(props: { readonly from: string; readonly to: string; readonly number: number | null }) {
  const difference = useEndpoint(statementActs.difference, { id: props.from, to: props.to });
  return (
    <Await query={difference}>
      {({ changes }) => (
        <>
          <strong>
            {changes.length === 0
              ? t('Nothing differs from version {number}.', { number: props.number })
              : t('{changes, plural, one {# thing differs} other {# things differ}} from version {number}', {
                  changes: changes.length,
                  number: props.number,
                })}
          </strong>
          <ul className="sentences scroll-part">
            {changes.map((each) => (
              <li key={`${each.id} ${each.field}`}>
                {each.id} {t(FIELD_NAMES[each.field] ?? each.field)}:{' '}
                <del>{valueWords(each.field, each.before)}</del>{' '}
                <ins>{valueWords(each.field, each.after)}</ins>
              </li>
            ))}
          </ul>
        </>
      )}
    </Await>
  );
}

function Issued({ statement, onClose }: { readonly statement: Statement; readonly onClose: () => void }) {
  return (
    <>
      <p className="read">
        {t(
          'This is its checkpoint. Keep a copy outside this system: with it anyone can see whether the log was rewritten since.',
        )}
      </p>
      <pre className="card mono note">{statement.checkpoint}</pre>
      <div className="dialog-acts">
        <CopyButton value={statement.checkpoint ?? ''}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? t('Copied') : t('Copy the checkpoint')}
            </Button>
          )}
        </CopyButton>
        <OrgLink path={`/statements/${statement.id}`}>
          {t('Open version {number}', { number: statement.number })}
        </OrgLink>
        <Button onClick={onClose}>{t('Close')}</Button>
      </div>
    </>
  );
}
