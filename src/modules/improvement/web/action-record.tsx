import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint, useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { Aside, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { actionActs, actionEndpoints, type correctiveAction, nonconformityEndpoints } from '../contract.ts';
import { actionLifecycle } from '../lifecycle.ts';
import { mayCarryOut, mayWork } from '../policy.ts';
import { no } from './data.ts';
import { Facts } from './facts.tsx';
import { ACTION_FIELDS } from './words.ts';

type Action = RecordOf<typeof correctiveAction>;

/** One corrective action: begun only under an approved plan, reported with its outcome. */
export default function CorrectiveActionRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(actionEndpoints.get, { id });
  return <Await query={query as never}>{(action: Action) => <Shown action={action} />}</Await>;
}

function Shown({ action }: { readonly action: Action }) {
  const actor = useActor();
  const today = useToday();
  const [act, setAct] = useState<'finish' | 'cancel' | null>(null);
  const start = useCommand(actionActs.start);
  const seen = { id: action.id, version: action.version };
  const live = action.state === 'planned' || action.state === 'started';
  const work = live ? mayWork(actor) : no(t('It is finished.'));
  const carry = mayCarryOut(actor, action);
  return (
    <Page
      title={action.title}
      sentence={t('{ref} · version {version}', { ref: action.ref, version: action.version })}
      actions={
        <>
          {live && (
            <ActButton decision={work} onClick={() => setAct('cancel')}>
              {t('Cancel it')}
            </ActButton>
          )}
          {action.state === 'planned' && (
            <ActButton decision={carry} primary loading={start.isPending} onClick={() => start.mutate(seen)}>
              {t('Start the corrective action')}
            </ActButton>
          )}
          {action.state === 'started' && (
            <ActButton decision={carry} primary onClick={() => setAct('finish')}>
              {t('Report as done')}
            </ActButton>
          )}
        </>
      }
    >
      {start.error && <ErrorView error={start.error} />}
      <div className="standing">
        <StateMark {...actionLifecycle.states[action.state]} />
      </div>
      <div className="two">
        <div>
          <EditableFields
            record={action}
            fields={ACTION_FIELDS}
            update={actionEndpoints.update}
            decision={work}
          />
          {(action.startedOn || action.outcome) && (
            <div className="section">
              <Facts
                facts={[
                  [t('Started'), action.startedOn && <Day day={action.startedOn} />],
                  [t('Done'), action.doneOn && <Day day={action.doneOn} />],
                  [action.state === 'cancelled' ? t('Cancelled because') : t('Outcome'), action.outcome],
                ]}
              />
            </div>
          )}
        </div>
        <div>
          <Of id={action.nonconformityId} />
          <EvidenceOf id={action.id} canAdd={carry} />
          <History endpoint={actionEndpoints.history} id={action.id} />
        </div>
      </div>
      {act && (
        <AskDialog
          title={
            act === 'finish' ? t('Report the corrective action as done') : t('Cancel the corrective action')
          }
          fields={
            act === 'finish'
              ? [
                  { key: 'outcome', label: t('What was done'), kind: 'long', required: true },
                  { key: 'doneOn', label: t('When'), kind: 'date', required: true },
                ]
              : [{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]
          }
          initial={act === 'finish' ? { doneOn: today } : {}}
          fixed={seen}
          endpoint={act === 'finish' ? actionActs.finish : actionActs.cancel}
          verb={act === 'finish' ? t('Report as done') : t('Cancel it')}
          onClose={() => setAct(null)}
          onDone={() => setAct(null)}
        />
      )}
    </Page>
  );
}

function Of({ id }: { readonly id: string }) {
  const query = useEndpoint(nonconformityEndpoints.get, { id });
  return (
    <Aside title={t('Against the nonconformity')}>
      <Await query={query as never}>
        {(it: { ref: string; title: string }) => (
          <OrgLink path={`/nonconformities/${id}`} className="plain">
            <span className="ref">{it.ref}</span> {it.title}
          </OrgLink>
        )}
      </Await>
    </Aside>
  );
}
