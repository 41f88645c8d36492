import { NativeSelect } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { orgPath } from '#ui/links.tsx';
import { Page, Section } from '#ui/page.tsx';
import { Aside, Connected, EditableFields, EvidenceOf, History } from '#ui/record-parts.tsx';
import { ActButton, Await, StateMark } from '#ui/states.tsx';
import { stages, systemActs, systemEndpoints } from '../contract.ts';
import { mayDecideScope, mayWriteSystem } from '../policy.ts';
import { EuClass, Scope } from './list.tsx';
import { MadeOf } from './made-of.tsx';
import { FIELDS, options, STAGES } from './words.ts';

type System = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly name: string;
  readonly scope: string;
  readonly stage: string | null;
  readonly sourceFields: Readonly<Record<string, string>>;
};

/** One AI system: what it is, its place, its class, its gates. */
export default function SystemRecord() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(systemEndpoints.get, { id });
  return <Await query={query as never}>{(system: System) => <Shown system={system} />}</Await>;
}

function Shown({ system }: { readonly system: System }) {
  const actor = useActor();
  const navigate = useNavigate();
  const [ask, setAsk] = useState<'in' | 'out' | 'stage' | null>(null);
  const write = mayWriteSystem(actor);
  const seen = { id: system.id, version: system.version };
  return (
    <Page
      title={system.name}
      sentence={`${system.ref} · version ${system.version}`}
      actions={
        <>
          {system.scope !== 'in' && (
            <ActButton
              decision={mayDecideScope(actor)}
              primary={system.scope === 'proposed'}
              onClick={() => setAsk('in')}
            >
              Take into the scope
            </ActButton>
          )}
          {system.scope !== 'out' && (
            <ActButton decision={mayDecideScope(actor)} onClick={() => setAsk('out')}>
              Leave out
            </ActButton>
          )}
          <ActButton
            decision={write}
            onClick={() => void navigate(orgPath(`/systems/${system.id}/classification`) as never)}
          >
            Classify
          </ActButton>
          <ActButton decision={write} onClick={() => setAsk('stage')}>
            Move stage
          </ActButton>
        </>
      }
    >
      <div style={{ display: 'flex', gap: 20, flexWrap: 'wrap', marginBottom: 14 }}>
        <Scope row={system} />
        <span>
          {system.stage ? (
            STAGES[system.stage as keyof typeof STAGES]
          ) : (
            <span className="quiet">No stage yet</span>
          )}
        </span>
        <EuClass row={system} />
      </div>
      <div className="two">
        <div>
          <EditableFields record={system} fields={FIELDS} update={systemEndpoints.update} decision={write} />
          {Object.keys(system.sourceFields).length > 0 && <Source fields={system.sourceFields} />}
        </div>
        <div>
          <Gates id={system.id} stage={system.stage ?? 'deployment'} />
          <MadeOf id={system.id} />
          <Connected endpoint={systemEndpoints.linked} id={system.id} />
          <EvidenceOf id={system.id} canAdd={write} />
          <History endpoint={systemEndpoints.history} id={system.id} />
        </div>
      </div>
      {(ask === 'in' || ask === 'out') && (
        <AskDialog
          title={ask === 'in' ? 'Take the AI system into the scope' : 'Leave the AI system out of the scope'}
          explain={
            ask === 'out'
              ? 'An auditor will ask why. Write what you would answer.'
              : 'Everything that the management system asks then applies to it.'
          }
          fields={[{ key: 'reason', label: 'Reason', kind: 'long', required: ask === 'out' }]}
          fixed={{ ...seen, scope: ask }}
          endpoint={systemActs.decideScope}
          verb={ask === 'in' ? 'Take it in' : 'Leave it out'}
          onClose={() => setAsk(null)}
          onDone={() => setAsk(null)}
        />
      )}
      {ask === 'stage' && (
        <AskDialog
          title="Move to another life-cycle stage"
          fields={[
            { key: 'stage', label: 'Stage', kind: 'select', options: options(STAGES), required: true },
          ]}
          fixed={seen}
          endpoint={systemActs.moveStage}
          verb="Move"
          onClose={() => setAsk(null)}
          onDone={() => setAsk(null)}
        />
      )}
    </Page>
  );
}

/** The conditions of one gate, the next stage's or any other; which one stands in the address. */
function Gates({ id, stage }: { readonly id: string; readonly stage: string }) {
  const [search, change] = useSearchState();
  const shown = (stages.find((each) => each === search.gate) ?? stage) as (typeof stages)[number];
  const query = useEndpoint(systemActs.gate, { id, stage: shown });
  return (
    <Aside title={`Gate: ${STAGES[shown]}`}>
      <NativeSelect
        aria-label="Stage of the gate"
        size="xs"
        data={options(STAGES)}
        value={shown}
        onChange={(event) => change({ gate: event.currentTarget.value })}
        mb={8}
      />
      <Await query={query}>
        {({ conditions, passed }) => (
          <>
            <StateMark label={passed ? 'Open' : 'Closed'} tone={passed ? 'good' : 'bad'} />
            <ul style={{ margin: '6px 0 0', padding: 0, listStyle: 'none' }}>
              {conditions.map((each) => (
                <li key={each.id} style={{ padding: '3px 0', fontSize: 13 }}>
                  <span aria-hidden style={{ color: each.ok ? 'var(--good)' : 'var(--bad)' }}>
                    {each.ok ? '● ' : '■ '}
                  </span>
                  {each.title}. <span className="quiet">{each.reason}</span>
                </li>
              ))}
            </ul>
          </>
        )}
      </Await>
    </Aside>
  );
}

/** What the imported source says, in its own words: claims, not facts of ours. */
function Source({ fields }: { readonly fields: Readonly<Record<string, string>> }) {
  return (
    <Section title="What the source says">
      <details className="card" style={{ padding: '10px 16px' }}>
        <summary style={{ cursor: 'pointer' }}>
          {Object.keys(fields).length} statements of the imported file, kept in its own words
        </summary>
        <dl style={{ margin: '8px 0 0' }}>
          {Object.entries(fields).map(([name, value]) => (
            <div key={name} className="field">
              <dt className="quiet" style={{ fontSize: 12 }}>
                {name}
              </dt>
              <dd style={{ margin: 0, whiteSpace: 'pre-wrap' }}>{value}</dd>
            </div>
          ))}
        </dl>
      </details>
    </Section>
  );
}
