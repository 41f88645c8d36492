import { SegmentedControl } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useOrg, useSearchState } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Connected, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { monitorActs, monitorEndpoints } from '../contract.ts';
import { mayEvaluate, maySwitchOn, mayWriteMonitor } from '../policy.ts';
import { AlertsOf, DryRunOf, EvaluationsOf, MeasuresFor } from './asides.tsx';
import { Description } from './description.tsx';
import { Figures } from './figures.tsx';
import { MonitorState } from './list.tsx';
import { Parts } from './parts.tsx';
import { Results } from './results.tsx';
import type { Monitor } from './types.ts';
import { CONCLUSIONS } from './words.ts';

const VIEWS = [
  { value: 'figures', label: msg('Figures') },
  { value: 'groups', label: msg('Groups side by side') },
  { value: 'results', label: msg('Results') },
  { value: 'description', label: msg('What, how, when, by whom') },
] as const;

/** One monitor: what the figures show, and what the records say of how they come about. */
export default function MonitorRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(monitorEndpoints.get, { id });
  return <Await query={query as never}>{(monitor: Monitor) => <Shown monitor={monitor} />}</Await>;
}

function Shown({ monitor }: { readonly monitor: Monitor }) {
  const [search, change] = useSearchState();
  const timeZone = useOrg()?.timeZone ?? 'UTC';
  const view = VIEWS.find((each) => each.value === search.view)?.value ?? 'figures';
  return (
    <Page
      title={monitor.title}
      sentence={t('{ref} · version {version}', { ref: monitor.ref, version: monitor.version })}
      actions={<Acts monitor={monitor} />}
    >
      <div className="line-of-facts">
        <MonitorState state={monitor.state} />
        <span>
          {monitor.windowSize === 'all' ? (
            t('one window over everything')
          ) : (
            <Trans id="windows of one <0/>" components={{ 0: <strong>{monitor.windowSize}</strong> }} />
          )}
        </span>
        <span>
          <Trans
            id="<0>{count}</0> {count, plural, one {threshold} other {thresholds}}"
            values={{ count: monitor.thresholds }}
            components={{ 0: <strong className="num" /> }}
          />
        </span>
        {monitor.evaluateOn && (
          <span className="quiet">
            <Trans id="evaluated next <0/>" components={{ 0: <Day day={monitor.evaluateOn} /> }} />
          </span>
        )}
        {monitor.haltReason && <span>▲ {monitor.haltReason}</span>}
      </div>
      <SegmentedControl
        size="xs"
        mb={12}
        className="noprint views"
        aria-label={t('What is shown')}
        value={view}
        onChange={(chosen) => change({ view: chosen === 'figures' ? null : chosen })}
        data={VIEWS.map((each) => ({ ...each, label: t(each.label) }))}
      />
      <div className="two">
        <div>
          {view === 'figures' && <Figures monitor={monitor} timeZone={timeZone} />}
          {view === 'groups' && <Parts monitor={monitor} timeZone={timeZone} />}
          {view === 'results' && <Results monitor={monitor} timeZone={timeZone} />}
          {view === 'description' && <Description monitor={monitor} />}
        </div>
        <div>
          <AlertsOf id={monitor.id} />
          <EvaluationsOf id={monitor.id} />
          {monitor.dryRun && <DryRunOf monitor={monitor} />}
          <Connected endpoint={monitorEndpoints.linked} id={monitor.id} />
          {monitor.state !== 'retired' && <MeasuresFor id={monitor.id} />}
          <EvidenceOf id={monitor.id} canAdd={mayWriteMonitor(useActor())} />
          <History endpoint={monitorEndpoints.history} id={monitor.id} />
        </div>
      </div>
    </Page>
  );
}

function Acts({ monitor }: { readonly monitor: Monitor }) {
  const actor = useActor();
  const navigate = useNavigate();
  const [ask, setAsk] = useState<'pause' | 'retire' | 'evaluate' | null>(null);
  const seen = { id: monitor.id, version: monitor.version };
  const done = { onClose: () => setAsk(null), onDone: () => setAsk(null), fixed: seen };
  const ended = monitor.state === 'retired';
  const off = monitor.state === 'draft' || monitor.state === 'paused';
  return (
    <>
      <PageLink path={`/monitors/${monitor.id}/compare`}>{t('Compare model versions')}</PageLink>
      {off && (
        <ActButton
          decision={maySwitchOn(actor)}
          primary
          onClick={() => void navigate(orgPath(`/monitors/${monitor.id}/dry-run`) as never)}
        >
          {t('Try and switch on')}
        </ActButton>
      )}
      {!ended && (
        <ActButton decision={mayEvaluate(actor)} primary={!off} onClick={() => setAsk('evaluate')}>
          {t('Evaluate the results')}
        </ActButton>
      )}
      {monitor.state === 'active' && (
        <ActButton decision={mayWriteMonitor(actor)} onClick={() => setAsk('pause')}>
          {t('Pause')}
        </ActButton>
      )}
      {!ended && (
        <ActButton decision={mayWriteMonitor(actor)} onClick={() => setAsk('retire')}>
          {t('Retire')}
        </ActButton>
      )}
      {ask === 'evaluate' && (
        <AskDialog
          {...done}
          title={t('Evaluate the results')}
          explain={t(
            'Look at the figures since the last evaluation and say what they show. The hashes of those results are kept with your words.',
          )}
          fields={[
            {
              key: 'conclusion',
              label: t('Conclusion'),
              kind: 'select',
              required: true,
              options: Object.entries(CONCLUSIONS).map(([value, label]) => ({ value, label })),
            },
            { key: 'statement', label: t('What the figures show'), kind: 'long', required: true },
          ]}
          endpoint={monitorActs.evaluate}
          verb={t('Keep the evaluation')}
        />
      )}
      {(ask === 'pause' || ask === 'retire') && (
        <AskDialog
          {...done}
          title={ask === 'pause' ? t('Pause the monitor') : t('Retire the monitor')}
          explain={
            ask === 'pause'
              ? t('While it is paused no window is expected and no alert opens; results are still taken in.')
              : t('A retired monitor takes in no results any more. Its results, alerts and history stay.')
          }
          fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
          endpoint={ask === 'pause' ? monitorActs.pause : monitorActs.retire}
          verb={ask === 'pause' ? t('Pause the monitor') : t('Retire the monitor')}
        />
      )}
    </>
  );
}
