import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { midSentence } from '#kernel/words.ts';
import { stageTitles } from '#modules/system/contract.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import type { Field } from '#ui/fields.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { ActButton, Await, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { gateActs } from '../contract.ts';
import { mayExcept, mayOpenGate } from '../policy.ts';
import { goesBack, type Stage } from '../rules.ts';
import { Conditions } from './conditions.tsx';
import { Openings } from './openings.tsx';
import { StageLine } from './stage-line.tsx';
import { CLASSES, exceptionBy } from './words.ts';

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
      title={t('Gates: {name}', { name: system.name })}
      clause="A.6.1.3, A.6.2.5"
      sentence={t(
        'Before an AI system enters a stage, its gate asks for records and conditions. What is missing is named, and who let it through is kept.',
      )}
      actions={
        <>
          <PageLink path={`/systems/${system.id}`}>{t('The AI system')}</PageLink>
          <PageLink path="/gates/rules">{t('Rules of the gates')}</PageLink>
        </>
      }
    >
      <p style={{ margin: '0 0 12px' }}>
        <Trans
          id="The gates are read for the class <0/>, by {because}."
          values={{ because: data.because }}
          components={{ 0: <strong>{t(CLASSES[data.riskClass])}</strong> }}
        />
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
      title={t('Gate to {stageTitles}', { stageTitles: midSentence(t(stageTitles[stage])) })}
      actions={
        here ? (
          <span className="quiet">{t('The AI system is in this stage.')}</span>
        ) : (
          <span className="page-acts noprint">
            {!through && (
              <ActButton decision={mayExcept(actor)} onClick={() => setAsking('except')}>
                {t('Give a time-limited exception')}
              </ActButton>
            )}
            <ActButton
              primary
              decision={
                through
                  ? mayOpenGate(actor)
                  : {
                      allowed: false,
                      reason: t(
                        '{lacking} of {conditions, plural, one {# condition} other {# conditions}} do not hold. Add what is missing, or ask {exception_by} for an exception.',
                        {
                          lacking: lacking.length,
                          conditions: gate.conditions.length,
                          exception_by: exceptionBy(),
                        },
                      ),
                    }
              }
              onClick={() => setAsking('open')}
            >
              {back ? t('Move back to this stage') : t('Open the gate')}
            </ActButton>
          </span>
        )
      }
    >
      <p style={{ margin: '0 0 8px', display: 'flex', gap: 16, flexWrap: 'wrap' }}>
        <Standing gate={gate} />
        {gate.exception && (
          <OrgLink path={`/gate-openings/${gate.exception.id}`}>
            {gate.exception.ended
              ? t('{ref}: ended {until}', { ref: gate.exception.ref, until: gate.exception.until })
              : t('{ref}: until {until}', { ref: gate.exception.ref, until: gate.exception.until })}
          </OrgLink>
        )}
      </p>
      <Conditions conditions={gate.conditions} />
      {asking && (
        <AskDialog
          title={
            back
              ? t('Move back to an earlier stage')
              : asking === 'open'
                ? t('Open the gate')
                : t('Give a time-limited exception')
          }
          explain={
            asking === 'except'
              ? t(
                  'The AI system goes on although {lacking, plural, one {one condition does} other {# conditions do}} not hold. What is missing is kept with your name; after the last day the gate counts as closed.',
                  { lacking: lacking.length },
                )
              : back
                ? t('Going back asks for no records, only for the reason.')
                : t('Every condition holds. Your name and the day are kept.')
          }
          fields={asking === 'except' ? EXCEPTION : [{ ...REASON, required: back }]}
          fixed={{ id: system.id, version: system.version, stage }}
          endpoint={gateActs.moveStage}
          verb={asking === 'except' ? t('Give the exception') : back ? t('Move back') : t('Open the gate')}
          onClose={() => setAsking(null)}
          onDone={() => setAsking(null)}
        />
      )}
    </Section>
  );
}

const REASON: Field = { key: 'reason', label: msg('Reason'), kind: 'long' };
const EXCEPTION: readonly Field[] = [
  {
    ...REASON,
    required: true,
    help: msg('Why it may go on without what is missing, and what protects people meanwhile'),
  },
  {
    key: 'exceptionUntil',
    label: msg('Last day'),
    kind: 'date',
    required: true,
    help: msg('Within half a year'),
  },
  {
    key: 'authority',
    label: msg('By what authority'),
    kind: 'text',
    help: msg('Such as a decision of the board'),
  },
];

function Standing({ gate }: { readonly gate: Pick<Gate, 'passed' | 'open' | 'exception'> }) {
  if (gate.passed) return <StateMark label={t('Everything is there')} tone="good" />;
  if (gate.open) return <StateMark label={t('Open under an exception')} tone="warning" />;
  return <StateMark label={gate.exception ? t('Closed: the exception ended') : t('Closed')} tone="bad" />;
}
