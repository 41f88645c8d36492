import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { HeatMap } from '#ui/heat-map.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink, orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RegisterList } from '#ui/register-list.tsx';
import { ActButton, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { riskActs, riskEndpoints } from '../contract.ts';
import { riskLifecycle } from '../lifecycle.ts';
import { mayWriteRisk } from '../policy.ts';
import { FIELDS } from './words.ts';

/** The register with its heat map; a cell filters the list below. */
export default function Risks() {
  const [adding, setAdding] = useState(false);
  const [, change] = useSearchState();
  const navigate = useNavigate();
  const names = useNames();
  const decision = mayWriteRisk(useActor());
  const map = useEndpoint(riskActs.heatMap, {});
  const criteria = useEndpoint(riskActs.criteria, {});
  return (
    <Page
      title={t('Risks and opportunities')}
      clause="6.1.1–6.1.3, 8.2, 8.3"
      sentence={t(
        'What could go wrong, or well, judged by your own criteria, treated, and accepted by the right people.',
      )}
      wide
      actions={
        <>
          <PageLink path="/risks/criteria">{t('Criteria')}</PageLink>
          <PageLink path="/treatments">{t('Treatment plan')}</PageLink>
          <ActButton decision={decision} onClick={() => void navigate(orgPath('/risks/library') as never)}>
            {t('From the library')}
          </ActButton>
          <ActButton decision={decision} primary onClick={() => setAdding(true)}>
            {t('Add a risk')}
          </ActButton>
        </>
      }
    >
      {criteria.data && criteria.data.criteria === null && (
        <p className="card" style={{ padding: 12 }}>
          <Trans
            id="▲ Nobody has decided how risks are judged. <0>Decide criteria and appetite</0> first."
            components={{ 0: <OrgLink path="/risks/criteria" /> }}
          />
        </p>
      )}
      {map.data && map.data.before.length > 0 && (
        <div className="card heat-maps">
          <HeatMap
            title={t('Before treatment')}
            {...map.data}
            cells={map.data.before}
            onOpen={(likelihood, consequence) =>
              change({
                likelihood: String(likelihood),
                consequence: String(consequence),
                residualLikelihood: null,
                residualConsequence: null,
              })
            }
          />
          <HeatMap
            title={t('After treatment')}
            {...map.data}
            cells={map.data.after}
            onOpen={(likelihood, consequence) =>
              change({
                residualLikelihood: String(likelihood),
                residualConsequence: String(consequence),
                likelihood: null,
                consequence: null,
              })
            }
          />
          <p className="quiet meta">
            {map.data.unrated > 0
              ? t(
                  'Likelihood upwards, consequence to the right. Above the line lies what exceeds the appetite of {appetite}. {unrated, plural, one {# risk is} other {# risks are}} not judged yet.',
                  { unrated: map.data.unrated, appetite: map.data.appetite },
                )
              : t(
                  'Likelihood upwards, consequence to the right. Above the line lies what exceeds the appetite of {appetite}.',
                  { appetite: map.data.appetite },
                )}
          </p>
        </div>
      )}
      <RegisterList
        endpoint={riskEndpoints.list}
        path="/risks"
        table={{ endpoints: riskEndpoints, fields: FIELDS, decision }}
        columns={[
          { key: 'title', title: t('Title'), sortable: true },
          {
            key: 'level',
            title: t('Level'),
            number: true,
            sortable: true,
            render: (row) =>
              row.level === null ? (
                <span className="quiet">–</span>
              ) : (
                <span title={`${row.likelihood} × ${row.consequence}`}>{String(row.level)}</span>
              ),
          },
          {
            key: 'residualLevel',
            title: t('Residual'),
            number: true,
            sortable: true,
            render: (row) => String(row.residualLevel ?? ''),
          },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <RiskState state={String(row.state)} above={row.aboveAppetite === true} />,
          },
          {
            key: 'ownerId',
            title: t('Owner'),
            render: (row) =>
              row.ownerId ? names(row.ownerId as string) : <span className="quiet">{t('nobody')}</span>,
          },
          {
            key: 'reviewOn',
            title: t('Review'),
            sortable: true,
            render: (row) => (row.reviewOn ? <Day day={row.reviewOn as string} /> : ''),
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          {
            key: 'state',
            title: t('State'),
            options: Object.entries(riskLifecycle.states).map(([value, { label }]) => ({ value, label })),
          },
          {
            key: 'kind',
            title: t('Kind'),
            options: [
              { value: 'risk', label: t('Risks') },
              { value: 'opportunity', label: t('Opportunities') },
            ],
          },
          {
            key: 'aboveAppetite',
            title: t('Appetite'),
            options: [
              { value: 'true', label: t('Above the appetite') },
              { value: 'false', label: t('Within it') },
            ],
          },
        ]}
        empty={{
          title: t('No risk yet'),
          why: t(
            'The clause asks for risks and opportunities of your AI systems and of the management system itself. The library offers 65 to begin with; you judge them by your own criteria.',
          ),
          action: (
            <div style={{ display: 'flex', gap: 8 }}>
              <Button onClick={() => void navigate(orgPath('/risks/library') as never)}>
                {t('Look into the library')}
              </Button>
              <Button variant="default" onClick={() => setAdding(true)}>
                {t('Write one down')}
              </Button>
            </div>
          ),
        }}
      />
      {adding && (
        <AskDialog<{ id: string }>
          title={t('Add a risk or an opportunity')}
          fields={[
            {
              key: 'kind',
              label: t('Kind'),
              kind: 'select',
              required: true,
              options: [
                { value: 'risk', label: t('Risk') },
                { value: 'opportunity', label: t('Opportunity') },
              ],
            },
            ...FIELDS.filter((field) => ['title', 'ownerId', 'source', 'event'].includes(field.key)),
            { key: 'systemId', label: 'AI system it concerns', kind: 'record', types: ['system'] },
          ]}
          prepare={({ systemId, ...rest }) => ({ ...rest, systemIds: systemId ? [systemId] : [] })}
          initial={{ kind: 'risk', impactDimensions: [] }}
          endpoint={riskEndpoints.create}
          verb={t('Add it')}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/risks/${id}`) as never)}
        />
      )}
    </Page>
  );
}

/** A risk's state; above the appetite it says so in words. */
export function RiskState({ state, above }: { readonly state: string; readonly above: boolean }) {
  const { label, tone } = riskLifecycle.states[state as 'identified'];
  const waits = above && state !== 'accepted' && state !== 'closed';
  return (
    <StateMark
      label={waits ? t('{label}, above the appetite', { label }) : label}
      tone={waits ? 'bad' : tone}
    />
  );
}
