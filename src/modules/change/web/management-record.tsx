import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { managementChangeEndpoints } from '../contract.ts';
import { managementActs } from '../contract-acts.ts';
import { managementChangeLifecycle } from '../lifecycle.ts';
import { mayApproveChange, mayWriteChange } from '../policy.ts';
import { MANAGEMENT_FIELDS } from './words.ts';

type Change = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly title: string;
  readonly state: keyof typeof managementChangeLifecycle.states;
  readonly proposedBy: string | null;
  readonly approvedBy: string | null;
  readonly approvedOn: string | null;
  readonly singlePersonReason: string | null;
  readonly carriedOutOn: string | null;
  readonly outcome: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedOn: string | null;
  readonly effect: string | null;
  readonly withdrawnReason: string | null;
};
type Act = 'approve' | 'carryOut' | 'review' | 'withdraw';

/** One change of the management system, from its plan to what it brought. */
export default function ManagementChangeRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(managementChangeEndpoints.get, { id });
  return <Await query={query as never}>{(change: Change) => <Shown change={change} />}</Await>;
}

function Shown({ change }: { readonly change: Change }) {
  const actor = useActor();
  const names = useNames();
  const [act, setAct] = useState<Act | null>(null);
  const final = change.state === 'reviewed' || change.state === 'withdrawn';
  const write: Decision = final
    ? { allowed: false, reason: t('It has ended and is not edited.') }
    : mayWriteChange(actor);
  return (
    <Page
      title={change.title}
      sentence={t('{ref} · version {version}', { ref: change.ref, version: change.version })}
      actions={<Acts change={change} onAct={setAct} />}
    >
      <div style={{ display: 'flex', gap: 20, flexWrap: 'wrap', marginBottom: 14 }}>
        <StateMark {...managementChangeLifecycle.states[change.state]} />
        <span className="quiet">
          {t('proposed by {proposedBy}', { proposedBy: names(change.proposedBy) })}
        </span>
      </div>
      <div className="two">
        <EditableFields
          record={change}
          fields={MANAGEMENT_FIELDS}
          update={managementChangeEndpoints.update}
          decision={write}
        />
        <div>
          <Past change={change} />
          <Connected endpoint={managementChangeEndpoints.linked} id={change.id} />
          <EvidenceOf id={change.id} canAdd={mayWriteChange(actor)} />
          <History endpoint={managementChangeEndpoints.history} id={change.id} />
        </div>
      </div>
      {act && <Dialog act={act} change={change} onClose={() => setAct(null)} />}
    </Page>
  );
}

function Acts({ change, onAct }: { readonly change: Change; readonly onAct: (act: Act) => void }) {
  const actor = useActor();
  const approve: Decision =
    change.proposedBy === actor.id && mayApproveChange(actor).allowed
      ? { allowed: false, reason: t('You proposed it: somebody else approves it.') }
      : mayApproveChange(actor);
  switch (change.state) {
    case 'planned':
      return (
        <>
          <ActButton decision={mayWriteChange(actor)} onClick={() => onAct('withdraw')}>
            {t('Withdraw')}
          </ActButton>
          <ActButton decision={approve} primary onClick={() => onAct('approve')}>
            {t('Approve the change')}
          </ActButton>
        </>
      );
    case 'approved':
      return (
        <>
          <ActButton decision={mayWriteChange(actor)} onClick={() => onAct('withdraw')}>
            {t('Withdraw')}
          </ActButton>
          <ActButton decision={mayWriteChange(actor)} primary onClick={() => onAct('carryOut')}>
            {t('Report it as carried out')}
          </ActButton>
        </>
      );
    case 'carried-out':
      return (
        <ActButton decision={mayApproveChange(actor)} primary onClick={() => onAct('review')}>
          {t('Review what it brought')}
        </ActButton>
      );
    default:
      return null;
  }
}

function Past({ change }: { readonly change: Change }) {
  const names = useNames();
  if (!change.approvedOn && !change.withdrawnReason) return null;
  return (
    <Aside title={t('What was decided')}>
      {change.approvedOn && (
        <p>
          <Trans
            id="Approved by {approvedBy}, <0/>"
            values={{ approvedBy: names(change.approvedBy) }}
            components={{ 0: <Day day={change.approvedOn} /> }}
          />
          {change.singlePersonReason && (
            <span>
              {' '}
              {t('▲ By one person: {singlePersonReason}', { singlePersonReason: change.singlePersonReason })}
            </span>
          )}
        </p>
      )}
      {change.carriedOutOn && (
        <p>
          <Trans
            id="Carried out <0/>: {outcome}"
            values={{ outcome: change.outcome }}
            components={{ 0: <Day day={change.carriedOutOn} /> }}
          />
        </p>
      )}
      {change.reviewedOn && (
        <p>
          <Trans
            id="Reviewed by {reviewedBy}, <0/>: {effect}"
            values={{ reviewedBy: names(change.reviewedBy), effect: change.effect }}
            components={{ 0: <Day day={change.reviewedOn} /> }}
          />
        </p>
      )}
      {change.withdrawnReason && (
        <p>{t('Withdrawn: {withdrawnReason}', { withdrawnReason: change.withdrawnReason })}</p>
      )}
    </Aside>
  );
}

function Dialog({
  act,
  change,
  onClose,
}: {
  readonly act: Act;
  readonly change: Change;
  readonly onClose: () => void;
}) {
  const done = { onClose, onDone: onClose, fixed: { id: change.id, version: change.version } };
  switch (act) {
    case 'approve':
      return (
        <AskDialog
          {...done}
          title={t('Approve the change')}
          explain={t(
            'You approve it as it is written here, with its purpose, consequences, resources and duties. An edit afterwards needs a new approval.',
          )}
          fields={[]}
          endpoint={managementActs.approve}
          verb={t('Approve the change')}
        />
      );
    case 'carryOut':
      return (
        <AskDialog
          {...done}
          title={t('Report the change as carried out')}
          fields={[
            { key: 'outcome', label: t('What was done'), kind: 'long', required: true },
            { key: 'carriedOutOn', label: t('On'), kind: 'date', help: t('Empty: today') },
          ]}
          endpoint={managementActs.carryOut}
          verb={t('Report it as carried out')}
        />
      );
    case 'review':
      return (
        <AskDialog
          {...done}
          title={t('Review what the change brought')}
          fields={[
            {
              key: 'effect',
              label: t('What it brought'),
              kind: 'long',
              required: true,
              help: t('The effect that was wanted, and effects that nobody meant'),
            },
          ]}
          endpoint={managementActs.review}
          verb={t('Close the review')}
        />
      );
    default:
      return (
        <AskDialog
          {...done}
          title={t('Withdraw the change')}
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
          endpoint={managementActs.withdraw}
          verb={t('Withdraw the change')}
        />
      );
  }
}
