import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { EvidenceOf } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import {
  type ClaimTopic,
  claimActs,
  claimEndpoints,
  claimLifecycle,
  claimTitles,
} from '../claim-contract.ts';
import { mayDecideClaim, mayWriteSystem } from '../policy.ts';

export type Claim = {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly topic: ClaimTopic;
  readonly value: string;
  readonly said: string;
  readonly source: string;
  readonly saidOn: string;
  readonly state: keyof typeof claimLifecycle.states;
  readonly decidedBy: string | null;
  readonly decidedOn: string | null;
  readonly reason: string | null;
};

/** What the imported source claims about one system: nothing of it counts until a person confirmed it with evidence. */
export function Claims({ systemId }: { readonly systemId: string }) {
  const query = useEndpoint(claimEndpoints.list, { systemId, limit: 50 } as never);
  return (
    <Await query={query as never}>
      {({ rows }: { rows: readonly Claim[] }) =>
        rows.length === 0 ? null : (
          <Section title={t('What the source claims')}>
            <p className="quiet read">
              {t(
                'Statements without evidence. They count in no check and open no gate until a person confirms them.',
              )}
            </p>
            {rows.map((each) => (
              <ClaimCard key={each.id} claim={each} />
            ))}
          </Section>
        )
      }
    </Await>
  );
}

/** One statement, its source, and who decided about it. */
export function ClaimCard({ claim }: { readonly claim: Claim }) {
  const names = useNames();
  return (
    <article className="card opening">
      <p style={{ margin: 0, display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'baseline' }}>
        <OrgLink path={`/claims/${claim.id}`} className="ref">
          {claim.ref}
        </OrgLink>
        <strong>
          {t(claimTitles[claim.topic])}: {claim.value}
        </strong>
        <StateMark {...claimLifecycle.states[claim.state]} />
      </p>
      <p style={{ margin: '4px 0' }}>“{claim.said}”</p>
      <p className="quiet meta" style={{ margin: 0 }}>
        {claim.source}, <Day day={claim.saidOn} />
      </p>
      {claim.decidedBy && (
        <p style={{ margin: '4px 0 0' }}>
          <Trans
            id="{state} by {decidedBy}, <0/>"
            values={{
              state: t(claimLifecycle.states[claim.state].label),
              decidedBy: names(claim.decidedBy),
            }}
            components={{ 0: <Day day={claim.decidedOn} /> }}
          />
          {claim.reason && `: “${claim.reason}”`}
        </p>
      )}
    </article>
  );
}

/** Evidence and decision of one statement. */
export function ClaimActs({ claim }: { readonly claim: Claim }) {
  const [asking, setAsking] = useState<'refute' | 'reopen' | null>(null);
  const actor = useActor();
  const confirm = useCommand(claimActs.confirm);
  const seen = { id: claim.id, version: claim.version };
  const decision = mayDecideClaim(actor);
  return (
    <>
      {confirm.error && <ErrorView error={confirm.error} />}
      <div className="page-acts noprint" style={{ margin: '12px 0' }}>
        {claim.state === 'claimed' ? (
          <>
            <ActButton
              decision={decision}
              primary
              loading={confirm.isPending}
              onClick={() => confirm.mutate(seen)}
            >
              {t('Confirm the statement')}
            </ActButton>
            <ActButton decision={decision} onClick={() => setAsking('refute')}>
              {t('Refute it')}
            </ActButton>
          </>
        ) : (
          <ActButton decision={decision} onClick={() => setAsking('reopen')}>
            {t('Open it again')}
          </ActButton>
        )}
      </div>
      <EvidenceOf id={claim.id} canAdd={mayWriteSystem(actor)} />
      {asking && (
        <AskDialog
          title={asking === 'refute' ? t('Refute the statement') : t('Open the statement again')}
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
          fixed={seen}
          endpoint={asking === 'refute' ? claimActs.refute : claimActs.reopen}
          verb={asking === 'refute' ? t('Refute it') : t('Open it again')}
          onClose={() => setAsking(null)}
          onDone={() => setAsking(null)}
        />
      )}
    </>
  );
}
