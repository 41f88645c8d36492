import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { windowSizes } from '#measure/spec-fields.ts';
import { useActor, useSearchState } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RecordName } from '#ui/record-name.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { exportOnly } from '#ui/register-types.ts';
import { ActButton, Day, StateMark } from '#ui/states.tsx';
import { monitorEndpoints } from '../contract.ts';
import { monitorLifecycle } from '../lifecycle.ts';
import { mayWriteMonitor } from '../policy.ts';
import { AddMonitor } from './add.tsx';

/** What is watched of the AI systems. */
export default function Monitors() {
  const [adding, setAdding] = useState(false);
  const [search] = useSearchState();
  const navigate = useNavigate();
  const names = useNames();
  const decision = mayWriteMonitor(useActor());
  const add = (
    <ActButton decision={decision} primary onClick={() => setAdding(true)}>
      {t('Write a monitor down')}
    </ActButton>
  );
  return (
    <Page
      title={t('Monitoring')}
      clause="9.1, A.6.2.6, A.6.2.8"
      sentence={t(
        'What your AI systems put out, measured where the logs are; only figures and counts arrive here.',
      )}
      wide
      actions={
        <>
          <PageLink path="/alerts">{t('Alerts')}</PageLink>
          <PageLink path="/monitors/verify">{t('Check a copy')}</PageLink>
          {add}
        </>
      }
    >
      <RegisterList
        endpoint={monitorEndpoints.list}
        path="/monitors"
        table={exportOnly(monitorEndpoints)}
        columns={[
          { key: 'title', title: t('Title'), sortable: true },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <MonitorState state={String(row.state)} />,
          },
          {
            key: 'systemId',
            title: t('AI system'),
            render: (row) => <RecordName id={String(row.systemId)} />,
          },
          { key: 'windowSize', title: t('Window'), sortable: true },
          { key: 'thresholds', title: t('Thresholds'), number: true, sortable: true },
          {
            key: 'measuredBy',
            title: t('Measures'),
            render: (row) => (row.measuredBy ? names(String(row.measuredBy)) : <Nobody />),
          },
          {
            key: 'ownerId',
            title: t('Evaluates'),
            render: (row) => (row.ownerId ? names(String(row.ownerId)) : <Nobody />),
          },
          {
            key: 'evaluateOn',
            title: t('Next evaluation'),
            sortable: true,
            render: (row) =>
              row.evaluateOn ? <Day day={String(row.evaluateOn)} /> : <span className="quiet">–</span>,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          {
            key: 'state',
            title: t('State'),
            options: Object.entries(monitorLifecycle.states).map(([value, { label }]) => ({ value, label })),
          },
          {
            key: 'windowSize',
            title: t('Window'),
            options: windowSizes.map((value) => ({ value, label: value })),
          },
        ]}
        empty={{
          title: t('Nothing is monitored yet'),
          why: t(
            'An auditor asks what is monitored and measured, how, when, by whom, and when the results are evaluated (9.1). A monitor answers for one AI system; its results come from your pipeline.',
          ),
          example: {
            title: t('Ranking of applicants, by diploma and gender'),
            state: t('On'),
            windowSize: t('week'),
            thresholds: '5',
            ref: 'MON-0001',
          },
          action: add,
        }}
      />
      {adding && (
        <AddMonitor
          systemId={search.systemId ?? null}
          onClose={() => setAdding(false)}
          onDone={({ id }) => void navigate(orgPath(`/monitors/${id}`) as never)}
        />
      )}
    </Page>
  );
}

/** The state of a monitor as shape, colour and word. */
export function MonitorState({ state }: { readonly state: string }) {
  const shown = monitorLifecycle.states[state as keyof typeof monitorLifecycle.states];
  return <StateMark label={shown?.label ?? state} tone={shown?.tone ?? 'neutral'} />;
}

const Nobody = () => <span className="quiet">{t('nobody')}</span>;
