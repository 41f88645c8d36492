import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { allowed, type Decision } from '#kernel/policy.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useToday } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Connected, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await } from '#ui/states.tsx';
import {
  calendarEndpoints,
  type Kind,
  kinds,
  obligationActs,
  obligationEndpoints,
  occurrenceEndpoints,
} from '../contract.ts';
import { mayCloseOccurrence, mayWriteObligation } from '../policy.ts';
import { OccurrenceMark } from './words.tsx';

type Occurrence = {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly obligationId: string;
  readonly title: string;
  readonly kind: Kind;
  readonly requirementId: string | null;
  readonly dueOn: string;
  readonly ownerId: string | null;
  readonly state: 'due' | 'done' | 'not-done';
  readonly doneOn: string | null;
  readonly closedBy: string | null;
  readonly standInFor: string | null;
  readonly outcome: string | null;
  readonly reason: string | null;
};

/** One time: what shows that it was done, or why it was not. */
export default function OccurrenceRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(occurrenceEndpoints.get, { id });
  return <Await query={query as never}>{(time: Occurrence) => <Shown time={time} />}</Await>;
}

function Shown({ time }: { readonly time: Occurrence }) {
  const actor = useActor();
  const today = useToday();
  const [asking, setAsking] = useState<Act | null>(null);
  const away = useEndpoint(calendarEndpoints.dates, { from: today, to: today, limit: 1 });
  const standsInFor = (away.data?.away ?? [])
    .filter((each) => each.standInId === actor.id)
    .map((each) => each.personId);
  const may = mayCloseOccurrence(actor, time, standsInFor);
  const notYet: Decision =
    time.dueOn > today ? { allowed: false, reason: t('Its day has not come yet.') } : allowed;
  return (
    <Page
      title={time.title}
      sentence={t('{ref} · due on {dueOn} · {kinds}', {
        ref: time.ref,
        dueOn: longDay(time.dueOn),
        kinds: t(kinds[time.kind]),
      })}
      actions={
        time.state === 'due' ? (
          <>
            <ActButton decision={may} primary onClick={() => setAsking('complete')}>
              {t('Record it as done')}
            </ActButton>
            <ActButton decision={may.allowed ? notYet : may} onClick={() => setAsking('leave')}>
              {t('Record why it was not done')}
            </ActButton>
          </>
        ) : (
          <ActButton decision={mayWriteObligation(actor)} onClick={() => setAsking('reopen')}>
            {t('Open it again')}
          </ActButton>
        )
      }
    >
      <p>
        <OccurrenceMark {...time} today={today} />
      </p>
      <div className="two">
        <Facts time={time} />
        <div>
          <EvidenceOf id={time.id} canAdd={may} />
          <Connected endpoint={occurrenceEndpoints.linked} id={time.id} />
          <History endpoint={occurrenceEndpoints.history} id={time.id} />
        </div>
      </div>
      {asking && <Ask act={asking} time={time} onClose={() => setAsking(null)} />}
    </Page>
  );
}

function Facts({ time }: { readonly time: Occurrence }) {
  const nameOf = useNames();
  const duty = useEndpoint(obligationEndpoints.get, { id: time.obligationId });
  const rows: readonly (readonly [string, React.ReactNode])[] = [
    [
      t('Obligation'),
      <OrgLink key="o" path={`/calendar/obligations/${time.obligationId}`}>
        {time.title}
      </OrgLink>,
    ],
    [t('What is done, and what shows it'), duty.data?.what],
    [t('Requirement'), time.requirementId],
    [t('Owner'), nameOf(time.ownerId)],
    [t('Done on'), time.doneOn && longDay(time.doneOn)],
    [t('What was done'), time.outcome],
    [time.state === 'due' ? t('Opened again because') : t('Why it was not done'), time.reason],
    [
      t('Recorded by'),
      time.closedBy &&
        `${nameOf(time.closedBy)}${time.standInFor ? `, ${t('standing in for {standInFor}', { standInFor: nameOf(time.standInFor) })}` : ''}`,
    ],
  ];
  return (
    <div className="card fields">
      {rows
        .filter(([, value]) => value)
        .map(([label, value]) => (
          <div key={label} className="field">
            <span className="label">{label}</span>
            <div className="value">{value}</div>
          </div>
        ))}
    </div>
  );
}

type Act = 'complete' | 'leave' | 'reopen';

function Ask({
  act,
  time,
  onClose,
}: {
  readonly act: Act;
  readonly time: Occurrence;
  readonly onClose: () => void;
}) {
  const common = { fixed: { id: time.id, version: time.version }, onClose, onDone: onClose };
  if (act === 'complete')
    return (
      <AskDialog
        {...common}
        title={t('Record it as done')}
        explain={t(
          'Something must show it: name evidence or records here, or add a file to this page first.',
        )}
        fields={[
          { key: 'outcome', label: t('What was done'), kind: 'long', required: true },
          { key: 'doneOn', label: t('Done on'), kind: 'date', help: t('Today when left empty') },
          {
            key: 'shownBy',
            label: t('Shown by'),
            kind: 'text',
            help: t('References such as EVD-0012, RSK-0042, with commas between them'),
          },
        ]}
        prepare={({ shownBy, doneOn, ...rest }) => ({
          ...rest,
          ...(doneOn ? { doneOn } : {}),
          shownBy: String(shownBy ?? '')
            .split(/[\s,;]+/)
            .filter(Boolean),
        })}
        endpoint={obligationActs.complete}
        verb={t('Record it as done')}
      />
    );
  const leave = act === 'leave';
  return (
    <AskDialog
      {...common}
      title={leave ? t('Record why it was not done') : t('Open it again')}
      {...(leave ? {} : { explain: t('What was recorded stays in the history.') })}
      fields={[{ key: 'reason', label: t('Reason'), kind: 'long', required: true }]}
      endpoint={leave ? obligationActs.leave : obligationActs.reopen}
      verb={leave ? t('Record the reason') : t('Open it again')}
    />
  );
}
