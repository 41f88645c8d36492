import { t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { ActButton } from '#ui/states.tsx';
import { changeActs } from '../contract-acts.ts';
import type { systemChangeLifecycle } from '../lifecycle.ts';
import { mayApproveChange, mayWriteChange } from '../policy.ts';

export type Change = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly title: string;
  readonly state: keyof typeof systemChangeLifecycle.states;
  readonly cause: string;
  readonly seq: number | null;
  readonly day: string | null;
  readonly systems: number | null;
  readonly madeAt: string | null;
  readonly madeBy: string | null;
  readonly announcedBy: string | null;
  readonly announcedOn: string | null;
  readonly approvedBy: string | null;
  readonly approvedOn: string | null;
  readonly singlePersonReason: string | null;
  readonly reviewedBy: string | null;
  readonly reviewedOn: string | null;
  readonly conclusion: string | null;
  readonly withdrawnBy: string | null;
  readonly withdrawnReason: string | null;
};

export type Act = 'approve' | 'carryOut' | 'review' | 'withdraw';

/** What can be done with a change in its state, by this person. */
export function Acts({ change, onAct }: { readonly change: Change; readonly onAct: (act: Act) => void }) {
  const actor = useActor();
  const may = mayApproveChange(actor);
  const own = may.allowed && (change.announcedBy === actor.id || change.madeBy === actor.id);
  const approve: Decision = own
    ? { allowed: false, reason: t('You announced or made it: somebody else approves it.') }
    : may;
  const withdraw = (
    <ActButton decision={may} onClick={() => onAct('withdraw')}>
      {change.state === 'recognised' ? t('Not significant') : t('Withdraw')}
    </ActButton>
  );
  switch (change.state) {
    case 'announced':
    case 'recognised':
      return (
        <>
          {withdraw}
          <ActButton decision={approve} primary onClick={() => onAct('approve')}>
            {change.state === 'announced' ? t('Approve the change') : t('Approve it afterwards')}
          </ActButton>
        </>
      );
    case 'approved':
      return (
        <>
          {withdraw}
          {change.cause === 'change.other' && (
            <ActButton decision={mayWriteChange(actor)} primary onClick={() => onAct('carryOut')}>
              {t('Report it as made')}
            </ActButton>
          )}
        </>
      );
    case 'made':
      return (
        <ActButton decision={may} primary onClick={() => onAct('review')}>
          {t('Close the review')}
        </ActButton>
      );
    default:
      return null;
  }
}

/** Asks for what an act needs, and does it. */
export function ActDialog({
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
          title={
            change.state === 'announced' ? t('Approve the change') : t('Approve the change after it was made')
          }
          explain={t(
            'You approve it as it is written here: its purpose, its consequences and who answers for it. What it makes stale stays to be looked at.',
          )}
          fields={[]}
          endpoint={changeActs.approve}
          verb={t('Approve the change')}
        />
      );
    case 'carryOut':
      return (
        <AskDialog
          {...done}
          title={t('Report the change as made')}
          explain={t(
            'No register shows this change. From this moment on, what rests on the AI system is to be looked at again.',
          )}
          fields={[]}
          endpoint={changeActs.carryOut}
          verb={t('Report it as made')}
        />
      );
    case 'review':
      return (
        <AskDialog
          {...done}
          title={t('Close the review of the change')}
          explain={t('It closes when nothing that the change made stale is open.')}
          fields={[{ key: 'conclusion', label: t('What came of it'), kind: 'long', required: true }]}
          endpoint={changeActs.review}
          verb={t('Close the review')}
        />
      );
    default:
      return (
        <AskDialog
          {...done}
          title={
            change.state === 'recognised' ? t('Say why it is not significant') : t('Withdraw the change')
          }
          explain={
            change.state === 'recognised'
              ? t(
                  'Everything it made stale is then no longer to be looked at because of it. Your name and reason stay with it.',
                )
              : t('It is then not made.')
          }
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
          endpoint={changeActs.withdraw}
          verb={change.state === 'recognised' ? t('Withdraw its marks') : t('Withdraw the change')}
        />
      );
  }
}
