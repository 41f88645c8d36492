import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { useNames } from '#ui/people.ts';
import { Aside } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { alertEndpoints } from '../alert-contract.ts';
import { monitorActs } from '../contract.ts';
import { mayWriteMonitor } from '../policy.ts';
import { AlertState } from './alerts.tsx';
import type { Alert, Monitor } from './types.ts';
import { CONCLUSIONS } from './words.ts';

/** The alerts of a monitor, those that are open first. */
export function AlertsOf({ id }: { readonly id: string }) {
  const query = useEndpoint(alertEndpoints.list, { monitorId: id, sort: '-openedOn', limit: 12 } as never);
  return (
    <Aside title={t('Alerts')}>
      <Await query={query as never}>
        {({ rows }: { readonly rows: readonly Alert[] }) => (
          <>
            {rows.length === 0 && <span className="quiet">{t('None was opened yet.')}</span>}
            <ul className="plain-list">
              {rows
                .toSorted((a, b) => Number(ended(a)) - Number(ended(b)))
                .map((each) => (
                  <li key={each.id}>
                    <OrgLink path={`/alerts/${each.id}`} className="plain">
                      <span className="ref">{each.ref}</span> {each.title}
                    </OrgLink>
                    <div>
                      <AlertState state={each.state} />
                    </div>
                  </li>
                ))}
            </ul>
          </>
        )}
      </Await>
    </Aside>
  );
}

const ended = (alert: Alert) => alert.state === 'closed' || alert.state === 'dismissed';
const TONES = { 'as-intended': 'good', watch: 'warning', act: 'bad' } as const;

/** What people concluded from the results. */
export function EvaluationsOf({ id }: { readonly id: string }) {
  const names = useNames();
  const query = useEndpoint(monitorActs.evaluations, { id });
  return (
    <Aside title={t('Evaluations')}>
      <Await query={query}>
        {({ evaluations }) => (
          <>
            {evaluations.length === 0 && (
              <span className="quiet">
                {t('Nobody has evaluated the results yet; 9.1 asks when that is done.')}
              </span>
            )}
            <ul className="plain-list">
              {evaluations.slice(0, 5).map((each) => (
                <li key={each.id}>
                  <StateMark label={t(CONCLUSIONS[each.conclusion])} tone={TONES[each.conclusion]} />
                  <div>{each.statement}</div>
                  <div className="quiet meta">
                    {each.evaluatedBy ? names(each.evaluatedBy) : t('Somebody')},{' '}
                    <Day day={each.evaluatedOn} /> ·{' '}
                    {t('{count, plural, one {# result} other {# results}}', { count: each.results })} ·{' '}
                    <span className="mono" title={each.resultsHash}>
                      {each.resultsHash.slice(0, 12)}
                    </span>
                  </div>
                </li>
              ))}
            </ul>
          </>
        )}
      </Await>
    </Aside>
  );
}

/** Names the objective or the indicator of an emerging impact that takes its figure from here. */
export function MeasuresFor({ id }: { readonly id: string }) {
  const [asking, setAsking] = useState(false);
  const decision = mayWriteMonitor(useActor());
  return (
    <Aside title={t('What it measures')}>
      <p className="quiet" style={{ margin: '0 0 6px' }}>
        {t(
          'An objective (6.2), or an indicator of an impact that may emerge (A.5), can take its figure from here; it then stands under Connected.',
        )}
      </p>
      <ActButton decision={decision} compact onClick={() => setAsking(true)}>
        {t('Name what it measures')}
      </ActButton>
      {asking && (
        <AskDialog
          title={t('Name what the figures measure')}
          fields={[
            {
              key: 'of',
              label: t('Reference of the record'),
              kind: 'text',
              required: true,
              help: t('Such as IND-0002.'),
            },
          ]}
          fixed={{ id }}
          endpoint={monitorActs.measureFor}
          verb={t('Connect it')}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Aside>
  );
}

/** How the thresholds did on the windows on which they were tried before they were switched on. */
export function DryRunOf({ monitor }: { readonly monitor: Monitor }) {
  const names = useNames();
  const run = monitor.dryRun!;
  return (
    <Aside title={t('Switched on')}>
      {monitor.activatedBy ? names(monitor.activatedBy) : t('Somebody')}, <Day day={monitor.activatedOn} />
      <div className="quiet">
        {run.windows === 0
          ? t('Without a past window to try on: {activatedReason}', {
              activatedReason: monitor.activatedReason ?? '',
            })
          : t('After a dry run over {windows, plural, one {# window} other {# windows}}:', {
              windows: run.windows,
            })}
      </div>
      <ul className="plain-list">
        {run.thresholds.map((each) => (
          <li key={each.threshold}>
            <code>{each.threshold}</code>{' '}
            <span className="quiet">
              {t('fired in {fired} of {judged} judged', { fired: each.fired, judged: each.judged })}
            </span>
          </li>
        ))}
      </ul>
    </Aside>
  );
}
