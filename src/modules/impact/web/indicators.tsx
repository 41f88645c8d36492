import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { indicatorEndpoints } from '../contract.ts';
import { mayWriteImpact } from '../policy.ts';

export type IndicatorShown = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly impactId: string;
  readonly title: string;
  readonly threshold: string | null;
  readonly watcherId: string | null;
  readonly everyDays: number;
  readonly nextOn: string | null;
  readonly lookedOn: string | null;
  readonly lookedBy: string | null;
  readonly finding: string | null;
  readonly crossed: boolean;
  readonly stoppedBecause: string | null;
};

/** How an indicator stands, as shape and word. */
export function IndicatorMark({ each }: { readonly each: IndicatorShown }) {
  if (each.stoppedBecause !== null) return <StateMark label="Stopped" tone="muted" />;
  if (each.crossed) return <StateMark label="Threshold crossed" tone="bad" />;
  return (
    <StateMark
      label={each.lookedOn ? 'Watched' : 'Not looked at yet'}
      tone={each.lookedOn ? 'good' : 'neutral'}
    />
  );
}

/** What is watched, from when it matters, who looks and how often. */
export function Indicators({ impactId, state }: { readonly impactId: string; readonly state: string }) {
  const [adding, setAdding] = useState(false);
  const actor = useActor();
  const names = useNames();
  const list = useEndpoint(indicatorEndpoints.list, { impactId, limit: 100 } as never);
  return (
    <>
      <Await query={list as never}>
        {({ rows }: { rows: readonly IndicatorShown[] }) =>
          rows.length === 0 ? (
            <p className="quiet">
              Nothing is watched yet. Name what would show that an impact emerges, such as the share of
              complaints.
            </p>
          ) : (
            <div className="card" style={{ padding: '4px 16px' }}>
              {rows.map((each) => (
                <div key={each.id} className="field long">
                  <div>
                    <OrgLink path={`/indicators/${each.id}`}>{each.title}</OrgLink>{' '}
                    <IndicatorMark each={each} />
                  </div>
                  <div className="quiet">
                    {each.threshold && `Matters from: ${each.threshold}. `}
                    {names(each.watcherId)} looks every {each.everyDays} days
                    {each.nextOn && (
                      <>
                        , next <Day day={each.nextOn} />
                      </>
                    )}
                  </div>
                </div>
              ))}
            </div>
          )
        }
      </Await>
      <p>
        <ActButton
          decision={
            state === 'superseded'
              ? { allowed: false, reason: 'This version was replaced.' }
              : mayWriteImpact(actor)
          }
          onClick={() => setAdding(true)}
        >
          Add an indicator
        </ActButton>
      </p>
      {adding && (
        <AskDialog
          title="Add an indicator"
          fields={[
            { key: 'title', label: 'What is watched', kind: 'text', required: true },
            { key: 'threshold', label: 'From when it matters', kind: 'text' },
            { key: 'watcherId', label: 'Who looks', kind: 'person', required: true },
            { key: 'everyDays', label: 'Every how many days', kind: 'number', required: true },
          ]}
          initial={{ everyDays: 30 }}
          fixed={{ impactId }}
          endpoint={indicatorEndpoints.create}
          verb="Add it"
          onClose={() => setAdding(false)}
          onDone={() => setAdding(false)}
        />
      )}
    </>
  );
}
