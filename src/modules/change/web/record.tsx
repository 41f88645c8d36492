import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import type { Decision } from '#kernel/policy.ts';
import { addressOf } from '#ui/api.ts';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { systemChangeEndpoints } from '../contract.ts';
import { changeActs } from '../contract-acts.ts';
import { systemChangeLifecycle } from '../lifecycle.ts';
import { mayWriteChange } from '../policy.ts';
import { AffectedPart } from './affected.tsx';
import { type Act, ActDialog, Acts, type Change } from './record-acts.tsx';
import { CHANGE_FIELDS } from './words.ts';

/** One change of an AI system: what, why, what it made stale, who decided what. */
export default function SystemChangeRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(systemChangeEndpoints.get, { id });
  return <Await query={query as never}>{(change: Change) => <Shown change={change} />}</Await>;
}

function Shown({ change }: { readonly change: Change }) {
  const actor = useActor();
  const [act, setAct] = useState<Act | null>(null);
  const final = change.state === 'reviewed' || change.state === 'withdrawn';
  const write: Decision = final
    ? { allowed: false, reason: t('It has ended and is not edited.') }
    : mayWriteChange(actor);
  return (
    <Page
      title={change.title}
      sentence={t('{ref} · version {version}', { ref: change.ref, version: change.version })}
      actions={
        <>
          {(['docx', 'pdf'] as const).map((format) => (
            <a key={format} className="chip" href={addressOf(changeActs.note, { id: change.id, format })}>
              {t('Change note, {format}', { format: format.toUpperCase() })}
            </a>
          ))}
          <Acts change={change} onAct={setAct} />
        </>
      }
    >
      <Standing change={change} />
      <div className="two">
        <div>
          <EditableFields
            record={change}
            fields={CHANGE_FIELDS}
            update={systemChangeEndpoints.update}
            decision={write}
          />
          <AffectedPart change={change} />
        </div>
        <div>
          <Decided change={change} />
          <Connected endpoint={systemChangeEndpoints.linked} id={change.id} />
          <EvidenceOf id={change.id} canAdd={mayWriteChange(actor)} />
          <History endpoint={systemChangeEndpoints.history} id={change.id} />
        </div>
      </div>
      {act && <ActDialog act={act} change={change} onClose={() => setAct(null)} />}
    </Page>
  );
}

/** Its state, when it was made and by whom, and how many AI systems it concerns. */
function Standing({ change }: { readonly change: Change }) {
  const names = useNames();
  return (
    <div style={{ display: 'flex', gap: 20, flexWrap: 'wrap', marginBottom: 14 }}>
      <StateMark {...systemChangeLifecycle.states[change.state]} />
      {change.day ? (
        <span className="quiet">
          <Trans id="reached <0/>" components={{ 0: <Day day={change.day} /> }} />
        </span>
      ) : change.madeAt ? (
        <span className="quiet">
          <Trans
            id="made <0/> by {madeBy}"
            values={{ madeBy: names(change.madeBy) }}
            components={{ 0: <Day day={change.madeAt.slice(0, 10)} /> }}
          />
        </span>
      ) : (
        <span className="quiet">{t('not made yet')}</span>
      )}
      {change.systems !== null && (
        <span className="quiet">
          {t('concerns {systems, plural, one {# AI system} other {# AI systems}}', {
            systems: change.systems,
          })}
        </span>
      )}
    </div>
  );
}

function Decided({ change }: { readonly change: Change }) {
  const names = useNames();
  if (!change.approvedOn && !change.withdrawnReason && !change.announcedOn) return null;
  return (
    <Aside title={t('What was decided')}>
      {change.announcedOn && (
        <p>
          <Trans
            id="Announced by {announcedBy}, <0/>"
            values={{ announcedBy: names(change.announcedBy) }}
            components={{ 0: <Day day={change.announcedOn} /> }}
          />
        </p>
      )}
      {change.approvedOn && (
        <p>
          <Trans
            id="Approved by {approvedBy}, <0/>"
            values={{ approvedBy: names(change.approvedBy) }}
            components={{ 0: <Day day={change.approvedOn} /> }}
          />
          {change.singlePersonReason && (
            <span>
              {' '}
              {t('▲ By one person: {singlePersonReason}', { singlePersonReason: change.singlePersonReason })}
            </span>
          )}
        </p>
      )}
      {change.reviewedOn && (
        <p>
          <Trans
            id="Review closed by {reviewedBy}, <0/>: {conclusion}"
            values={{ reviewedBy: names(change.reviewedBy), conclusion: change.conclusion }}
            components={{ 0: <Day day={change.reviewedOn} /> }}
          />
        </p>
      )}
      {change.withdrawnReason && (
        <p>
          {t('Withdrawn by {withdrawnBy}: {withdrawnReason}', {
            withdrawnBy: names(change.withdrawnBy),
            withdrawnReason: change.withdrawnReason,
          })}
        </p>
      )}
    </Aside>
  );
}
