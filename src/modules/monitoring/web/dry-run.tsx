import { Button, Textarea } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t, timeText } from '#kernel/language.ts';
import { useActor, useCommand, useEndpoint, useOrg } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { ActButton, Await, Empty, ErrorView, StateMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { Trans } from '#ui/trans.tsx';
import { type DryRun, monitorActs, monitorEndpoints } from '../contract.ts';
import { maySwitchOn } from '../policy.ts';
import type { Monitor } from './types.ts';
import { SEVERITIES } from './words.ts';

/** How often each threshold would have fired over past windows, before anybody is alarmed by it. */
export default function DryRunPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const monitor = useEndpoint(monitorEndpoints.get, { id });
  const run = useEndpoint(monitorActs.dryRun, { id });
  return (
    <Await query={monitor as never}>
      {(shown: Monitor) => (
        <Page
          title={t('Dry run of {title}', { title: shown.title })}
          clause="9.1"
          sentence={t(
            'How often each threshold would have fired over the windows that are here. Change the spec until an alert means something; then switch on.',
          )}
          actions={<PageLink path={`/monitors/${shown.id}`}>{t('Back to the monitor')}</PageLink>}
        >
          <Await query={run}>{(tried) => <Tried monitor={shown} tried={tried} />}</Await>
        </Page>
      )}
    </Await>
  );
}

function Tried({ monitor, tried }: { readonly monitor: Monitor; readonly tried: DryRun }) {
  return (
    <>
      {tried.windows === 0 ? (
        <Empty
          title={t('There is no past window to try on')}
          why={t(
            'Post results of past windows first: measure the logs that are there, with the same spec. Without them the monitor can only start with a reason.',
          )}
        />
      ) : tried.thresholds.length === 0 ? (
        <p>
          {t('The spec has no threshold. Switched on, the monitor tells only of windows that do not come.')}
        </p>
      ) : (
        <Table tried={tried} />
      )}
      <SwitchOn monitor={monitor} tried={tried} />
    </>
  );
}

function Table({ tried }: { readonly tried: DryRun }) {
  const timeZone = useOrg()?.timeZone ?? 'UTC';
  const day = (instant: string) =>
    timeText(instant, {
      timeZone,
      day: 'numeric',
      month: 'short',
      year: 'numeric',
    });
  return (
    <TableCard
      label={t('Thresholds and how often each would have fired')}
      head={[
        t('Threshold'),
        t('Severity'),
        { num: t('Would have fired') },
        { num: t('Judged') },
        { num: t('Windows') },
        t('In the windows from'),
      ]}
    >
      {tried.thresholds.map((each) => (
        <tr key={each.threshold}>
          <td>
            <code>{each.threshold}</code>
          </td>
          <td data-label={t('Severity')}>
            <StateMark {...SEVERITIES[each.severity]!} />
          </td>
          <td className="num" data-label={t('Would have fired')}>
            <strong>{each.fired}</strong>
          </td>
          <td className="num" data-label={t('Judged')}>
            {each.judged}
          </td>
          <td className="num" data-label={t('Windows')}>
            {each.windows}
          </td>
          <td data-label={t('In the windows from')}>
            {each.when.length === 0 ? (
              <span className="quiet">{t('none')}</span>
            ) : (
              each.when.slice(-4).map(day).join(', ')
            )}
          </td>
        </tr>
      ))}
    </TableCard>
  );
}

function SwitchOn({ monitor, tried }: { readonly monitor: Monitor; readonly tried: DryRun }) {
  const [reason, setReason] = useState('');
  const navigate = useNavigate();
  const command = useCommand(monitorActs.activate);
  const decision = maySwitchOn(useActor());
  const off = monitor.state === 'draft' || monitor.state === 'paused';
  const untried = tried.windows === 0;
  const why = !off
    ? { allowed: false as const, reason: t('It is on, or retired.') }
    : untried && reason.trim().length < 3
      ? { allowed: false as const, reason: t('Give the reason why it starts untried.') }
      : decision;
  return (
    <section className="card switch-on noprint">
      {untried && off && (
        <Textarea
          label={t('Why it starts without a try')}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          mb={10}
        />
      )}
      {command.error && <ErrorView error={command.error} />}
      <ActButton
        decision={why}
        primary
        loading={command.isPending}
        onClick={() =>
          command.mutate(
            {
              id: monitor.id,
              version: monitor.version,
              fingerprint: tried.fingerprint,
              ...(untried && { reason: reason.trim() }),
            } as never,
            { onSuccess: () => void navigate(orgPath(`/monitors/${monitor.id}`) as never) },
          )
        }
      >
        {t('Switch the monitor on')}
      </ActButton>{' '}
      <Button
        variant="default"
        onClick={() => void navigate(orgPath(`/monitors/${monitor.id}?view=description`) as never)}
      >
        {t('Change the spec')}
      </Button>
      <p className="quiet meta">
        <Trans
          id="You switch on exactly these thresholds over exactly these results: <0/>"
          components={{ 0: <span className="mono wrap-anywhere">{tried.fingerprint}</span> }}
        />
      </p>
    </section>
  );
}
