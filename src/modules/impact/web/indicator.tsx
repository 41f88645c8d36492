import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day } from '#ui/states.tsx';
import { indicatorActs } from '../acts.ts';
import { indicatorEndpoints } from '../contract.ts';
import { mayWriteImpact } from '../policy.ts';
import { IndicatorMark, type IndicatorShown } from './indicators.tsx';

/** One indicator: what was seen, and looking again. */
export default function IndicatorRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(indicatorEndpoints.get, { id });
  return <Await query={query as never}>{(each: IndicatorShown) => <Shown each={each} />}</Await>;
}

function Shown({ each }: { readonly each: IndicatorShown }) {
  const actor = useActor();
  const names = useNames();
  const [act, setAct] = useState<'look' | 'stop' | null>(null);
  const decision =
    each.stoppedBecause === null
      ? mayWriteImpact(actor)
      : { allowed: false as const, reason: 'Nobody watches this any more.' };
  const dialog = {
    fixed: { id: each.id, version: each.version },
    onClose: () => setAct(null),
    onDone: () => setAct(null),
  };
  return (
    <Page
      title={each.title}
      sentence={`${each.ref} · indicator of an emerging impact`}
      actions={
        <>
          <PageLink path={`/impacts/${each.impactId}`}>The assessment</PageLink>
          <ActButton decision={decision} onClick={() => setAct('stop')}>
            Stop watching
          </ActButton>
          <ActButton decision={decision} primary onClick={() => setAct('look')}>
            Record what you saw
          </ActButton>
        </>
      }
    >
      <p>
        <IndicatorMark each={each} />
        {each.nextOn && (
          <span className="quiet">
            {' '}
            next look <Day day={each.nextOn} />
          </span>
        )}
      </p>
      <div className="two">
        <EditableFields
          record={each}
          fields={[
            { key: 'title', label: 'What is watched', kind: 'text', required: true },
            { key: 'threshold', label: 'From when it matters', kind: 'long' },
            { key: 'watcherId', label: 'Who looks', kind: 'person' },
            { key: 'everyDays', label: 'Every how many days', kind: 'number' },
          ]}
          update={indicatorEndpoints.update}
          decision={decision}
        />
        <div>
          <Aside title="Last look">
            {each.lookedOn ? (
              <>
                {names(each.lookedBy)}, <Day day={each.lookedOn} />
                <div>{each.finding}</div>
              </>
            ) : (
              <span className="quiet">Nobody has looked yet.</span>
            )}
            {each.stoppedBecause && <div>Stopped: {each.stoppedBecause}</div>}
          </Aside>
          <EvidenceOf id={each.id} canAdd={mayWriteImpact(actor)} />
          <History endpoint={indicatorEndpoints.history} id={each.id} />
        </div>
      </div>
      {act === 'look' && (
        <AskDialog
          {...dialog}
          title="Record what you saw"
          fields={[
            { key: 'finding', label: 'What it showed', kind: 'long', required: true },
            {
              key: 'crossed',
              label: 'Is the threshold crossed',
              kind: 'select',
              required: true,
              options: [
                { value: 'no', label: 'No' },
                { value: 'yes', label: 'Yes: the assessment has to be looked at again' },
              ],
            },
          ]}
          prepare={(given) => ({ ...given, crossed: given.crossed === 'yes' })}
          endpoint={indicatorActs.look}
          verb="Record it"
        />
      )}
      {act === 'stop' && (
        <AskDialog
          {...dialog}
          title="Stop watching"
          fields={[{ key: 'reason', label: 'Why', kind: 'long', required: true }]}
          endpoint={indicatorActs.stop}
          verb="Stop watching"
        />
      )}
    </Page>
  );
}
