import { useState } from 'react';
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
          Propose the plan
        </ActButton>
      )}
      {plan.state === 'proposed' && (
        <ActButton
          decision={mayApprove(mayCommit(actor), plan, actor.id)}
          primary
          onClick={() => setAsking('approve')}
        >
          Approve the plan and commit to it
        </ActButton>
      )}
      {(plan.state === 'proposed' || plan.state === 'approved') && (
        <ActButton decision={mayPlan(actor)} onClick={() => setAsking('withdraw')}>
          Take it back
        </ActButton>
      )}
      {plan.state === 'approved' && (
        <ActButton decision={mayPlan(actor)} onClick={() => setAsking('close')}>
          Close the plan
        </ActButton>
      )}
      {asking === 'approve' && (
        <AskDialog
          title="Approve the plan and commit to it"
          explain={`You approve ${plan.weeks} weeks, its people and its money. Say in your own words what top management commits to; it stands on the plan with your name (5.1).`}
          fields={[{ key: 'commitment', label: 'What we commit to', kind: 'long', required: true }]}
          endpoint={planEndpoints.approve}
          fixed={fixed}
          verb="Approve and commit"
          onDone={close}
          onClose={close}
        />
      )}
      {asking === 'withdraw' && (
        <AskDialog
          title="Take the plan back"
          explain="It becomes a draft and needs approval again. Activities may be changed without that."
          fields={[{ key: 'reason', label: 'Why', kind: 'long', required: true }]}
          endpoint={planEndpoints.withdraw}
          fixed={fixed}
          verb="Take it back"
          onDone={close}
          onClose={close}
        />
      )}
      {asking === 'close' && (
        <AskDialog
          title="Close the plan"
          explain="It stays readable and changes no more. A new plan may then be drafted."
          fields={[{ key: 'reason', label: 'Why', kind: 'long', required: true }]}
          endpoint={planEndpoints.close}
          fixed={fixed}
          verb="Close it"
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
    ...(plan.team.length === 0 ? ['its team'] : []),
    ...(plan.sponsorId === null ? ['its sponsor'] : []),
  ];
  return missing.length === 0
    ? decision
    : denied(`Name ${missing.join(' and ')} first, under "People and money".`);
}

function mayApprove(decision: Decision, plan: Plan, me: string | null): Decision {
  if (!decision.allowed) return decision;
  return plan.proposedBy === me
    ? denied(
        'You proposed it; somebody else in top management approves it, unless single-person approval is recorded.',
      )
    : decision;
}
