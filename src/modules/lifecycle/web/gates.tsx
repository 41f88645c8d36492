import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { stageTitles } from '#modules/system/contract.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { ActButton, Await, StateMark } from '#ui/states.tsx';
import { gateActs } from '../contract.ts';
import { mayExcept, mayOpenGate } from '../policy.ts';
import { goesBack, type Stage } from '../rules.ts';
import { Conditions } from './conditions.tsx';
import { Openings } from './openings.tsx';
import { StageLine } from './stage-line.tsx';
import { CLASSES, EXCEPTION_BY } from './words.ts';

type Gates = OutputOf<typeof gateActs.gates>;
type Gate = Gates['gates'][number];

/** The gates of one AI system as a line; below it the one that is looked at, and every opening. */
export default function GatesPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(gateActs.gates, { id });
  return <Await query={query}>{(data) => <Shown data={data} />}</Await>;
}

function Shown({ data }: { readonly data: Gates }) {
  const [search, change] = useSearchState();
  const { system, gates } = data;
  const next = gates.find((each) => each.place === 'ahead') ?? gates.at(-1)!;
  const gate = gates.find((each) => each.stage === search.gate) ?? next;
  return (
    <Page
      title={`Gates: ${system.name}`}
      clause="A.6.1.3, A.6.2.5"
      sentence="Before an AI system enters a stage, its gate asks for records and conditions. What is missing is named, and who let it through is kept."
      actions={
        <>
          <PageLink path={`/systems/${system.id}`}>The AI system</PageLink>
          <PageLink path="/gates/rules">Rules of the gates</PageLink>
        </>
      }
    >
      <p style={{ margin: '0 0 12px' }}>
        The gates are read for the class <strong>{CLASSES[data.riskClass]}</strong>, by {data.because}.
      </p>
      <StageLine gates={gates} shown={gate.stage} onShow={(stage) => change({ gate: stage })} />
      <GateShown system={system} gate={gate} />
      <Openings openings={data.openings} />
    </Page>
  );
}

function GateShown({ system, gate }: { readonly system: Gates['system']; readonly gate: Gate }) {
  const [asking, setAsking] = useState<'open' | 'except' | null>(null);
  const actor = useActor();
  const stage = gate.stage as Stage;
  const back = goesBack(system.stage, stage);
  const lacking = gate.conditions.filter((each) => !each.ok);
  const through = gate.passed || back;
  const here = system.stage === stage;
  return (
    <Section
      title={`Gate to ${stageTitles[stage].toLowerCase()}`}
      actions={
        here ? (
          <span className="quiet">The AI system is in this stage.</span>
        ) : (
          <span className="page-acts noprint">
            {!through && (
              <ActButton decision={mayExcept(actor)} onClick={() => setAsking('except')}>
                Give a time-limited exception
              </ActButton>
            )}
            <ActButton
              primary
              decision={
                through
                  ? mayOpenGate(actor)
                  : {
                      allowed: false,
                      reason: `${lacking.length} of ${gate.conditions.length} conditions do not hold. Add what is missing, or ask ${EXCEPTION_BY} for an exception.`,
                    }
              }
              onClick={() => setAsking('open')}
            >
              {back ? 'Move back to this stage' : 'Open the gate'}
            </ActButton>
          </span>
        )
      }
    >
      <p style={{ margin: '0 0 8px', display: 'flex', gap: 16, flexWrap: 'wrap' }}>
        <Standing gate={gate} />
        {gate.exception && (
          <OrgLink path={`/gate-openings/${gate.exception.id}`}>
            {gate.exception.ref}: {gate.exception.ended ? 'ended' : 'until'} {gate.exception.until}
          </OrgLink>
        )}
      </p>
      <Conditions conditions={gate.conditions} />
      {asking && (
        <AskDialog
          title={
            back
              ? 'Move back to an earlier stage'
              : asking === 'open'
                ? 'Open the gate'
                : 'Give a time-limited exception'
          }
          explain={
            asking === 'except'
              ? `The AI system goes on although ${lacking.length === 1 ? 'one condition does' : `${lacking.length} conditions do`} not hold. What is missing is kept with your name; after the last day the gate counts as closed.`
              : back
                ? 'Going back asks for no records, only for the reason.'
                : 'Every condition holds. Your name and the day are kept.'
          }
          fields={asking === 'except' ? EXCEPTION : [{ ...REASON, required: back }]}
          fixed={{ id: system.id, version: system.version, stage }}
          endpoint={gateActs.moveStage}
          verb={asking === 'except' ? 'Give the exception' : back ? 'Move back' : 'Open the gate'}
          onClose={() => setAsking(null)}
          onDone={() => setAsking(null)}
        />
      )}
    </Section>
  );
}

const REASON: Field = { key: 'reason', label: 'Reason', kind: 'long' };
const EXCEPTION: readonly Field[] = [
  {
    ...REASON,
    required: true,
    help: 'Why it may go on without what is missing, and what protects people meanwhile',
  },
  { key: 'exceptionUntil', label: 'Last day', kind: 'date', required: true, help: 'Within half a year' },
  { key: 'authority', label: 'By what authority', kind: 'text', help: 'Such as a decision of the board' },
];

function Standing({ gate }: { readonly gate: Pick<Gate, 'passed' | 'open' | 'exception'> }) {
  if (gate.passed) return <StateMark label="Everything is there" tone="good" />;
  if (gate.open) return <StateMark label="Open under an exception" tone="warning" />;
  return <StateMark label={gate.exception ? 'Closed: the exception ended' : 'Closed'} tone="bad" />;
}
