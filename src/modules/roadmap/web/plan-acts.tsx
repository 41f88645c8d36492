import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { type Decision, denied } from '#kernel/policy.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand } from '#ui/hooks.ts';
import { ActButton, ErrorView } from '#ui/states.tsx';
import { planEndpoints, type WholePlan } from '../contract.ts';
import { mayCommit, mayPlan } from '../policy.ts';

type Plan = NonNullable<WholePlan['plan']>;

/** What may be done with the plan in its state: propose it, approve it and commit, take it back, close it. */
export function PlanActs({ whole }: { readonly whole: WholePlan }) {
  const plan = whole.plan!;
  const actor = useActor();
  const propose = useCommand(planEndpoints.propose);
  const [asking, setAsking] = useState<'approve' | 'withdraw' | 'close' | null>(null);
  const fixed = { id: plan.id, version: plan.version };
  const close = () => setAsking(null);
  return (
    <>
      {propose.error && <ErrorView error={propose.error} />}
      {plan.state === 'draft' && (
        <ActButton
          decision={mayPropose(mayPlan(actor), plan)}
          primary
          loading={propose.isPending}
          onClick={() => propose.mutate(fixed)}
        >
          {t('Propose the plan')}
        </ActButton>
      )}
      {plan.state === 'proposed' && (
        <ActButton
          decision={mayApprove(mayCommit(actor), plan, actor.id)}
          primary
          onClick={() => setAsking('approve')}
        >
          {t('Approve the plan and commit to it')}
        </ActButton>
      )}
      {(plan.state === 'proposed' || plan.state === 'approved') && (
        <ActButton decision={mayPlan(actor)} onClick={() => setAsking('withdraw')}>
          {t('Take it back')}
        </ActButton>
      )}
      {plan.state === 'approved' && (
        <ActButton decision={mayPlan(actor)} onClick={() => setAsking('close')}>
          {t('Close the plan')}
        </ActButton>
      )}
      {asking === 'approve' && (
        <AskDialog
          title={t('Approve the plan and commit to it')}
          explain={t(
            'You approve {weeks} weeks, its people and its money. Say in your own words what top management commits to; it stands on the plan with your name (5.1).',
            { weeks: plan.weeks },
          )}
          fields={[{ key: 'commitment', label: t('What we commit to'), kind: 'long', required: true }]}
          endpoint={planEndpoints.approve}
          fixed={fixed}
          verb={t('Approve and commit')}
          onDone={close}
          onClose={close}
        />
      )}
      {asking === 'withdraw' && (
        <AskDialog
          title={t('Take the plan back')}
          explain={t('It becomes a draft and needs approval again. Activities may be changed without that.')}
          fields={[{ key: 'reason', label: t('Why'), kind: 'long', required: true }]}
          endpoint={planEndpoints.withdraw}
          fixed={fixed}
          verb={t('Take it back')}
          onDone={close}
          onClose={close}
        />
      )}
      {asking === 'close' && (
        <AskDialog
          title={t('Close the plan')}
          explain={t('It stays readable and changes no more. A new plan may then be drafted.')}
          fields={[{ key: 'reason', label: t('Why'), kind: 'long', required: true }]}
          endpoint={planEndpoints.close}
          fixed={fixed}
          verb={t('Close it')}
          onDone={close}
          onClose={close}
        />
      )}
    </>
  );
}

function mayPropose(decision: Decision, plan: Plan): Decision {
  if (!decision.allowed) return decision;
  const missing = [
    ...(plan.team.length === 0 ? [t('its team')] : []),
    ...(plan.sponsorId === null ? [t('its sponsor')] : []),
  ];
  return missing.length === 0
    ? decision
    : denied(t('Name {missing} first, under "People and money".', { missing: missing.join(' and ') }));
}

function mayApprove(decision: Decision, plan: Plan, me: string | null): Decision {
  if (!decision.allowed) return decision;
  return plan.proposedBy === me
    ? denied(
        t(
          'You proposed it; somebody else in top management approves it, unless single-person approval is recorded.',
        ),
      )
    : decision;
}
