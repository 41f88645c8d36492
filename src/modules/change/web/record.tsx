import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { Decision } from '#kernel/policy.ts';
import { addressOf } from '#ui/api.ts';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { Await, Day, StateMark } from '#ui/states.tsx';
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
    ? { allowed: false, reason: 'It has ended and is not edited.' }
    : mayWriteChange(actor);
  return (
    <Page
      title={change.title}
      sentence={`${change.ref} · version ${change.version}`}
      actions={
        <>
          {(['docx', 'pdf'] as const).map((format) => (
            <a key={format} className="chip" href={addressOf(changeActs.note, { id: change.id, format })}>
              Change note, {format.toUpperCase()}
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
          reached <Day day={change.day} />
        </span>
      ) : change.madeAt ? (
        <span className="quiet">
          made <Day day={change.madeAt.slice(0, 10)} /> by {names(change.madeBy)}
        </span>
      ) : (
        <span className="quiet">not made yet</span>
      )}
      {change.systems !== null && (
        <span className="quiet">
          concerns {change.systems} {change.systems === 1 ? 'AI system' : 'AI systems'}
        </span>
      )}
    </div>
  );
}

function Decided({ change }: { readonly change: Change }) {
  const names = useNames();
  if (!change.approvedOn && !change.withdrawnReason && !change.announcedOn) return null;
  return (
    <Aside title="What was decided">
      {change.announcedOn && (
        <p>
          Announced by {names(change.announcedBy)}, <Day day={change.announcedOn} />
        </p>
      )}
      {change.approvedOn && (
        <p>
          Approved by {names(change.approvedBy)}, <Day day={change.approvedOn} />
          {change.singlePersonReason && <span> ▲ By one person: {change.singlePersonReason}</span>}
        </p>
      )}
      {change.reviewedOn && (
        <p>
          Review closed by {names(change.reviewedBy)}, <Day day={change.reviewedOn} />: {change.conclusion}
        </p>
      )}
      {change.withdrawnReason && (
        <p>
          Withdrawn by {names(change.withdrawnBy)}: {change.withdrawnReason}
        </p>
      )}
    </Aside>
  );
}
