import { msg, t } from '#kernel/language.ts';
import { useActor } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { RecordName } from '#ui/record-name.tsx';
import { RegisterList } from '#ui/register-list.tsx';
import { Day, StateMark } from '#ui/states.tsx';
import { alertEndpoints } from '../alert-contract.ts';
import { alertLifecycle } from '../lifecycle.ts';
import { mayTriage } from '../policy.ts';
import { SEVERITIES } from './words.ts';

const OWNER = [{ key: 'ownerId', label: msg('Owner'), kind: 'person' }] as const;
const { exportRows, update, editMany } = alertEndpoints;

/** Breaches and missing windows, and what became of each. */
export default function Alerts() {
  const names = useNames();
  return (
    <Page
      title={t('Alerts')}
      clause="9.1, A.6.2.6, 10.2"
      sentence={t(
        'A figure left its limits, or a window did not come. Somebody decides what it is; it closes when later windows are back inside.',
      )}
      wide
      actions={<PageLink path="/monitors">{t('Monitors')}</PageLink>}
    >
      <RegisterList
        endpoint={alertEndpoints.list}
        path="/alerts"
        table={{
          endpoints: { exportRows, update, editMany },
          fields: OWNER,
          decision: mayTriage(useActor()),
        }}
        columns={[
          { key: 'title', title: t('What happened'), sortable: true },
          {
            key: 'severity',
            title: t('Severity'),
            render: (row) => <Severity severity={String(row.severity)} />,
          },
          {
            key: 'state',
            title: t('State'),
            sortable: true,
            render: (row) => <AlertState state={String(row.state)} />,
          },
          {
            key: 'systemId',
            title: t('AI system'),
            render: (row) => <RecordName id={String(row.systemId)} />,
          },
          { key: 'windows', title: t('Windows'), number: true, sortable: true },
          {
            key: 'openedOn',
            title: t('Opened'),
            sortable: true,
            render: (row) => <Day day={String(row.openedOn)} />,
          },
          {
            key: 'triageBy',
            title: t('Decide by'),
            sortable: true,
            render: (row) =>
              row.state === 'open' ? (
                <Day day={String(row.triageBy)} />
              ) : (
                <span className="quiet">{t('decided')}</span>
              ),
          },
          {
            key: 'ownerId',
            title: t('Owner'),
            render: (row) =>
              row.ownerId ? names(String(row.ownerId)) : <span className="quiet">{t('nobody')}</span>,
          },
          { key: 'ref', title: t('Reference'), sortable: true },
        ]}
        filters={[
          {
            key: 'state',
            title: t('State'),
            options: Object.entries(alertLifecycle.states).map(([value, { label }]) => ({ value, label })),
          },
          {
            key: 'severity',
            title: t('Severity'),
            options: Object.entries(SEVERITIES).map(([value, { label }]) => ({ value, label })),
          },
          {
            key: 'kind',
            title: t('Kind'),
            options: [
              { value: 'breach', label: t('Breach of a threshold') },
              { value: 'gap', label: t('Missing window') },
            ],
          },
        ]}
        empty={{
          title: t('No alert was opened yet'),
          why: t(
            'Alerts come from monitors that are switched on: a threshold crossed often enough in a row, or a window that did not come. An auditor follows one from the figure to what was done about it.',
          ),
          example: {
            title: t('False positive rate difference, across diploma (lower end): 0.14 > 0.1'),
            severity: t('Grave'),
            state: t('Being dealt with'),
            windows: '3',
            ref: 'ALR-0001',
          },
        }}
      />
    </Page>
  );
}

/** The state of an alert as shape, colour and word. */
export function AlertState({ state }: { readonly state: string }) {
  const shown = alertLifecycle.states[state as keyof typeof alertLifecycle.states];
  return <StateMark label={shown?.label ?? state} tone={shown?.tone ?? 'neutral'} />;
}

/** How grave a breach is, as the threshold says. */
export function Severity({ severity }: { readonly severity: string }) {
  const shown = SEVERITIES[severity];
  return <StateMark label={shown?.label ?? severity} tone={shown?.tone ?? 'neutral'} />;
}
