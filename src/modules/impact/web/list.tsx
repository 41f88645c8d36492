import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { systemEndpoints } from '#modules/system/contract.ts';
import { addressOf } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { impactActs } from '../acts.ts';
import { impactEndpoints } from '../contract.ts';
import { impactLifecycle } from '../lifecycle.ts';
import { mayWriteImpact } from '../policy.ts';
import { criteriaActs } from '../screening-acts.ts';
import { DECISIONS, options } from './words.ts';

const OWNER = [{ key: 'ownerId', label: msg('Owner'), kind: 'person' }] as const;
const { exportRows, update } = impactEndpoints;
const STATES = Object.fromEntries(
  Object.entries(impactLifecycle.states).map(([id, { label }]) => [id, label]),
);

/** Every assessment, each version a row, with what screening asks for above it. */
export default function Impacts() {
  const [adding, setAdding] = useState(false);
  const navigate = useNavigate();
  const names = useNames();
  const decision = mayWriteImpact(useActor());
  const criteria = useEndpoint(criteriaActs.show, {});
  return (
    <Page
      title={t('Impact assessments')}
      clause="6.1.4, 8.4, A.5"
      sentence={t(
        'What your AI systems do to people, groups and society: assessed, decided on by somebody who did not prepare it, watched, and done again when something changes.',
      )}
      wide
      actions={
        <>
          <PageLink path="/impacts/criteria">{t('Criteria')}</PageLink>
          <PageLink path="/impacts/screening">{t('Screening')}</PageLink>
          <ActButton decision={decision} primary onClick={() => setAdding(true)}>
            {t('Begin an assessment')}
          </ActButton>
        </>
      }
    >
      {criteria.data && criteria.data.criteria === null && (
        <p className="card" style={{ padding: 12 }}>
          <Trans
            id="▲ Nobody has decided how impacts are judged and who may accept them. <0>Decide the criteria</0> first."
            components={{ 0: <OrgLink path="/impacts/criteria" /> }}
          />
        </p>
      )}
      <Figures />
      <RegisterList
        endpoint={impactEndpoints.list}
        path="/impacts"
        table={{ endpoints: { exportRows, update }, fields: OWNER, decision }}
        columns={[
          { key: 'title', title: t('AI system'), sortable: true },
          { key: 'number', title: t('Version'), number: true, sortable: true },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <StateMark {...impactLifecycle.states[row.state as 'draft']} />,
          },
          {
            key: 'decision',
            title: t('Decision'),
            render: (row) => (row.decision ? t(DECISIONS[row.decision as 'go']) : ''),
          },
          {
            key: 'depth',
            title: t('Depth'),
            render: (row) => (row.depth === 'light' ? t('Light') : t('Full')),
          },
          {
            key: 'ownerId',
            title: t('Owner'),
            render: (row) =>
              row.ownerId ? names(row.ownerId as string) : <span className="quiet">{t('nobody')}</span>,
          },
          {
            key: 'reviewOn',
            title: t('Next review'),
            sortable: true,
            render: (row) => (row.reviewOn ? <Day day={row.reviewOn as string} /> : ''),
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          { key: 'state', title: t('State'), options: options(STATES) },
          { key: 'decision', title: t('Decision'), options: options(DECISIONS) },
          { key: 'depth', title: t('Depth'), options: options({ light: t('Light'), full: t('Full') }) },
        ]}
        empty={{
          title: t('No impact assessment yet'),
          why: t(
            'An auditor asks which AI systems affect people, how you know, and who decided that it is acceptable. Screen your AI systems first: it says which of them need an assessment, and how deep.',
          ),
          example: {
            title: t('Applicant ranking for care jobs'),
            number: '1',
            state: t('In review'),
            depth: t('Full'),
          },
          action: (
            <div className="page-acts">
              <PageLink path="/impacts/screening">{t('Screen AI systems')}</PageLink>
              <ActButton decision={decision} onClick={() => setAdding(true)}>
                {t('Begin an assessment')}
              </ActButton>
            </div>
          ),
        }}
      />
      <p className="quiet">
        {t('Record of processing of all AI systems with personal data (GDPR Article 30):')}{' '}
        {(['docx', 'pdf', 'json'] as const).map((format) => (
          <span key={format}>
            <a href={addressOf(impactActs.processing, { format })} download>
              {format.toUpperCase()}
            </a>{' '}
          </span>
        ))}
      </p>
      {adding && (
        <StartDialog
          onClose={() => setAdding(false)}
          onDone={(id) => void navigate(orgPath(`/impacts/${id}/interview`) as never)}
        />
      )}
    </Page>
  );
}

/** Begins an assessment; the AI system is chosen, or given. */
export function StartDialog({
  onClose,
  onDone,
}: {
  readonly onClose: () => void;
  readonly onDone: (id: string) => void;
}) {
  const list = useEndpoint(systemEndpoints.list, { scope: 'in', sort: 'name', limit: 1000 } as never);
  const systems =
    (list.data as { rows?: readonly { id: string; ref: string; name: string }[] } | undefined)?.rows ?? [];
  return (
    <AskDialog<{ id: string }>
      title={t('Begin an assessment')}
      explain={t('Purpose and intended use are taken over from the record of the AI system.')}
      fields={[
        {
          key: 'systemId',
          label: t('AI system in scope'),
          kind: 'select',
          required: true,
          options: systems.map((each) => ({ value: each.id, label: `${each.ref} ${each.name}` })),
        },
        { key: 'because', label: t('Why now'), kind: 'long' },
        { key: 'ownerId', label: t('Who leads it'), kind: 'person' },
      ]}
      endpoint={impactActs.start}
      verb={t('Begin it')}
      onClose={onClose}
      onDone={({ id }) => onDone(id)}
    />
  );
}

function Figures() {
  const overview = useEndpoint(impactActs.overview, {});
  if (!overview.data || overview.data.inScope === 0) return null;
  const { inScope, needed, standing, depths, states } = overview.data;
  const open = (depths.open ?? 0) + (depths['none-yet'] ?? 0);
  return (
    <p>
      <Trans
        id="<0/> of <1/> AI systems that need an assessment have one that holds. <2>{states} in review</2>, <3>{draft} in draft</3>. <4>{open} of {inScope} in scope still to be screened</4>."
        values={{ states: states['in-review'] ?? 0, draft: states.draft ?? 0, open, inScope }}
        components={{
          0: <strong className="num">{standing}</strong>,
          1: <strong className="num">{needed}</strong>,
          2: <OrgLink path="/impacts?state=in-review" />,
          3: <OrgLink path="/impacts?state=draft" />,
          4: <OrgLink path="/impacts/screening" />,
        }}
      />
    </p>
  );
}
