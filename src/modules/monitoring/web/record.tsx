import { SegmentedControl } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useOrg, useSearchState } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Connected, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day } from '#ui/states.tsx';
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
  { value: 'figures', label: 'Figures' },
  { value: 'groups', label: 'Groups side by side' },
  { value: 'results', label: 'Results' },
  { value: 'description', label: 'What, how, when, by whom' },
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
      sentence={`${monitor.ref} · version ${monitor.version}`}
      actions={<Acts monitor={monitor} />}
    >
      <div className="line-of-facts">
        <MonitorState state={monitor.state} />
        <span>
          {monitor.windowSize === 'all' ? (
            'one window over everything'
          ) : (
            <>
              windows of one <strong>{monitor.windowSize}</strong>
            </>
          )}
        </span>
        <span>
          <strong className="num">{monitor.thresholds}</strong>{' '}
          {monitor.thresholds === 1 ? 'threshold' : 'thresholds'}
        </span>
        {monitor.evaluateOn && (
          <span className="quiet">
            evaluated next <Day day={monitor.evaluateOn} />
          </span>
        )}
        {monitor.haltReason && <span>▲ {monitor.haltReason}</span>}
      </div>
      <SegmentedControl
        size="xs"
        mb={12}
        className="noprint views"
        aria-label="What is shown"
        value={view}
        onChange={(chosen) => change({ view: chosen === 'figures' ? null : chosen })}
        data={[...VIEWS]}
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
      <PageLink path={`/monitors/${monitor.id}/compare`}>Compare model versions</PageLink>
      {off && (
        <ActButton
          decision={maySwitchOn(actor)}
          primary
          onClick={() => void navigate(orgPath(`/monitors/${monitor.id}/dry-run`) as never)}
        >
          Try and switch on
        </ActButton>
      )}
      {!ended && (
        <ActButton decision={mayEvaluate(actor)} primary={!off} onClick={() => setAsk('evaluate')}>
          Evaluate the results
        </ActButton>
      )}
      {monitor.state === 'active' && (
        <ActButton decision={mayWriteMonitor(actor)} onClick={() => setAsk('pause')}>
          Pause
        </ActButton>
      )}
      {!ended && (
        <ActButton decision={mayWriteMonitor(actor)} onClick={() => setAsk('retire')}>
          Retire
        </ActButton>
      )}
      {ask === 'evaluate' && (
        <AskDialog
          {...done}
          title="Evaluate the results"
          explain="Look at the figures since the last evaluation and say what they show. The hashes of those results are kept with your words."
          fields={[
            {
              key: 'conclusion',
              label: 'Conclusion',
              kind: 'select',
              required: true,
              options: Object.entries(CONCLUSIONS).map(([value, label]) => ({ value, label })),
            },
            { key: 'statement', label: 'What the figures show', kind: 'long', required: true },
          ]}
          endpoint={monitorActs.evaluate}
          verb="Keep the evaluation"
        />
      )}
      {(ask === 'pause' || ask === 'retire') && (
        <AskDialog
          {...done}
          title={ask === 'pause' ? 'Pause the monitor' : 'Retire the monitor'}
          explain={
            ask === 'pause'
              ? 'While it is paused no window is expected and no alert opens; results are still taken in.'
              : 'A retired monitor takes in no results any more. Its results, alerts and history stay.'
          }
          fields={[{ key: 'reason', label: 'Reason', kind: 'long', required: true }]}
          endpoint={ask === 'pause' ? monitorActs.pause : monitorActs.retire}
          verb={ask === 'pause' ? 'Pause the monitor' : 'Retire the monitor'}
        />
      )}
    </>
  );
}
