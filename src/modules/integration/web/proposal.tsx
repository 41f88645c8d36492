import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { dayText, msg, t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, pageOf } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, ErrorView, StateMark } from '#ui/states.tsx';
import { proposalEndpoints, proposalLifecycle } from '../proposal-contract.ts';
import { mayDecideProposal } from '../proposal-policy.ts';

type Proposal = OutputOf<typeof proposalEndpoints.get>;
type Effect = NonNullable<Proposal['effects']>[number];

const CHANGES = {
  create: msg('Would be added'),
  update: msg('Would change'),
  remove: msg('Would be removed'),
};

/** One proposal: what would change, why, and the decision. */
export default function ProposalRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(proposalEndpoints.get, { id });
  return <Await query={query}>{(proposal) => <Shown proposal={proposal} />}</Await>;
}

function Shown({ proposal }: { readonly proposal: Proposal }) {
  const { id, version, ref, summary, state, effects, why } = proposal;
  const decision = mayDecideProposal(useActor(), proposal);
  const [rejecting, setRejecting] = useState(false);
  const approve = useCommand(proposalEndpoints.approve);
  const open = state === 'open';
  return (
    <Page
      title={summary}
      sentence={ref}
      actions={
        open && (
          <>
            <ActButton decision={decision} onClick={() => setRejecting(true)}>
              {t('Reject the proposal')}
            </ActButton>
            <ActButton
              decision={decision}
              primary
              loading={approve.isPending}
              onClick={() => approve.mutate({ id, version })}
            >
              {t('Approve and write it')}
            </ActButton>
          </>
        )
      }
    >
      {approve.error && <ErrorView error={approve.error} />}
      <div className="two">
        <div>
          {why && (
            <Section title={t('Why, in the words of the program')}>
              <blockquote className="card proposal-why">{why}</blockquote>
            </Section>
          )}
          <Section title={open ? t('What would change') : t('What it was about')}>
            {(effects ?? []).map((each) => (
              <EffectCard key={`${each.type}${each.id}`} effect={each} />
            ))}
          </Section>
        </div>
        <Standing proposal={proposal} />
      </div>
      {rejecting && (
        <AskDialog
          title={t('Reject the proposal')}
          fields={[{ key: 'reason', label: msg('Why'), kind: 'text', help: msg('The program reads it') }]}
          fixed={{ id, version }}
          endpoint={proposalEndpoints.reject}
          verb={t('Reject the proposal')}
          onClose={() => setRejecting(false)}
          onDone={() => setRejecting(false)}
        />
      )}
    </Page>
  );
}

function Standing({ proposal }: { readonly proposal: Proposal }) {
  const nameOf = useNames();
  const { state, operation, proposedBy, approverId, decidedBy, decidedAt, reason, expiresAt } = proposal;
  const rows = [
    [t('Operation'), operation],
    [t('By a program of'), proposedBy === null ? t('the command line of the machine') : nameOf(proposedBy)],
    ...(approverId === null ? [] : [[t('May decide too'), nameOf(approverId)]]),
    ...(decidedBy === null
      ? [[t('Until'), dayText(expiresAt.slice(0, 10))]]
      : [
          [t('Decided by'), nameOf(decidedBy)],
          [t('On'), dayText((decidedAt ?? '').slice(0, 10))],
        ]),
    ...(reason === null ? [] : [[t('Reason'), reason]]),
  ] as const;
  return (
    <Section title={t('Where it stands')}>
      <div className="card" style={{ padding: 16 }}>
        <StateMark {...proposalLifecycle.states[state]} />
        <dl className="proposal-facts">
          {rows.map(([label, value]) => (
            <div key={label}>
              <dt className="quiet">{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      </div>
    </Section>
  );
}

function EffectCard({ effect }: { readonly effect: Effect }) {
  const nameOf = useNames();
  const shown = (value: unknown) =>
    typeof value !== 'string' ? JSON.stringify(value) : value.startsWith('prs_') ? nameOf(value) : value;
  const page = effect.change === 'create' ? null : pageOf(effect.type, effect.id);
  const name = [effect.ref, effect.title].filter(Boolean).join(' ') || effect.type;
  return (
    <div className="card proposal-effect">
      <strong>
        {t(CHANGES[effect.change])}: {page ? <OrgLink path={page}>{name}</OrgLink> : name}
      </strong>
      <dl>
        {effect.fields.map(({ field, before, after }) => (
          <div key={field}>
            <dt className="quiet">{words(field)}</dt>
            <dd>
              {before !== null && <del>{shown(before)}</del>} {after !== null && <ins>{shown(after)}</ins>}
            </dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** `ownerId` → "owner", as the histories of records say it. */
function words(field: string): string {
  return field
    .replace(/Id$/, '')
    .replace(/([A-Z])/g, ' $1')
    .toLowerCase();
}
