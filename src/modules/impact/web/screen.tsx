import { useParams } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside, History } from '#ui/record-parts.tsx';
import { ActButton, Await, Day, ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { screeningEndpoints } from '../contract.ts';
import { mayOverrideScreening, mayScreen } from '../policy.ts';
import { screeningActs } from '../screening-acts.ts';
import { DEPTHS, options } from './words.ts';

type Facts = OutputOf<typeof screeningActs.facts>;
const ANSWERS = [
  ['yes', msg('Yes')],
  ['no', msg('No')],
  ['unknown', msg('Not known')],
] as const;

/** The two minutes that decide how deep one AI system is assessed. */
export default function ScreenPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const query = useEndpoint(screeningActs.facts, { id });
  return <Await query={query}>{(facts) => <Screen facts={facts} />}</Await>;
}

function Screen({ facts }: { readonly facts: Facts }) {
  const actor = useActor();
  const save = useCommand(screeningActs.screen);
  const [deciding, setDeciding] = useState(false);
  const { system, screening } = facts;
  const may = facts.decided
    ? mayScreen(actor, system)
    : { allowed: false as const, reason: t('Nobody has decided the rules of screening yet.') };
  const answer = (fact: string, said: string) =>
    save.mutate({
      systemId: system.id,
      answers: { [fact]: said as 'yes' },
      ...(screening && { version: screening.version }),
    });
  const asked = facts.facts.filter((each) => each.asked && each.recorded === 'unknown');
  const recorded = facts.facts.filter((each) => each.recorded !== 'unknown');
  return (
    <Page
      title={t('Screening: {name}', { name: system.name })}
      clause="6.1.4, A.5.2"
      sentence={t(
        'Two minutes decide how deep the assessment must go. What is not known is never taken for a no.',
      )}
      actions={
        <>
          <PageLink path="/impacts/screening">{t('All AI systems')}</PageLink>
          <PageLink path={`/systems/${system.id}`}>{system.ref}</PageLink>
          <ActButton
            decision={
              screening ? mayOverrideScreening(actor) : { allowed: false, reason: t('Screen it first.') }
            }
            onClick={() => setDeciding(true)}
          >
            {t('Decide another depth')}
          </ActButton>
        </>
      }
    >
      {!facts.decided && (
        <p className="card" style={{ padding: 12 }}>
          <Trans
            id="▲ Nobody has decided the rules of screening. <0>Decide them</0> first."
            components={{ 0: <OrgLink path="/impacts/criteria" /> }}
          />
        </p>
      )}
      {save.error && <ErrorView error={save.error} />}
      <div className="two">
        <div className="card bench-question">
          {asked.length === 0 && <p>{t('The record of the AI system answers everything.')}</p>}
          {asked.map((each) => (
            <Question
              key={each.id}
              each={each}
              may={may.allowed}
              why={may.allowed ? '' : may.reason}
              onAnswer={answer}
            />
          ))}
          <div role="status" className="quiet meta">
            {save.isPending ? t('Saving…') : save.isSuccess ? t('Saved') : ''}
          </div>
        </div>
        <div>
          <Result
            facts={facts}
            onScreen={() =>
              save.mutate({ systemId: system.id, ...(screening && { version: screening.version }) })
            }
            may={may}
          />
          <Aside title={t('From its record')}>
            {recorded.length === 0 && <span className="quiet">{t('The record settles nothing yet.')}</span>}
            {recorded.map((each) => (
              <div key={each.id} style={{ padding: '2px 0' }}>
                <span aria-hidden>{each.recorded === 'yes' ? '● ' : '○ '}</span>
                {each.question} <strong>{each.recorded === 'yes' ? t('Yes') : t('No')}</strong>
              </div>
            ))}
          </Aside>
          {screening && <History endpoint={screeningEndpoints.history} id={screening.id} />}
        </div>
      </div>
      {deciding && screening && (
        <AskDialog
          title={t('Decide another depth')}
          explain={t(
            'You decide otherwise than the rules, and answer for it. It stays until the rules ask for more.',
          )}
          fields={[
            { key: 'depth', label: t('Depth'), kind: 'select', required: true, options: options(DEPTHS) },
            { key: 'reason', label: t('Reason'), kind: 'long', required: true },
          ]}
          fixed={{ id: screening.id, version: screening.version }}
          endpoint={screeningActs.decide}
          verb={t('Decide the depth')}
          onClose={() => setDeciding(false)}
          onDone={() => setDeciding(false)}
        />
      )}
    </Page>
  );
}

function Question({
  each,
  may,
  why,
  onAnswer,
}: {
  readonly each: Facts['facts'][number];
  readonly may: boolean;
  readonly why: string;
  readonly onAnswer: (fact: string, said: string) => void;
}) {
  const onKeyDown = (event: KeyboardEvent) => {
    const found = ANSWERS.find(([value], i) => event.key === String(i + 1) || event.key === value[0]);
    if (!found || !may) return;
    onAnswer(each.id, found[0]);
    event.preventDefault();
  };
  return (
    <fieldset className="screening-question" onKeyDown={onKeyDown}>
      <legend>{each.question}</legend>
      {each.help && <p className="quiet">{each.help}</p>}
      <div className="bench-choices">
        {ANSWERS.map(([value, label]) => (
          <ActButton
            key={value}
            compact
            decision={may ? { allowed: true } : { allowed: false, reason: why }}
            primary={each.answer === value && value !== 'unknown'}
            onClick={() => onAnswer(each.id, value)}
          >
            {t(label)}
          </ActButton>
        ))}
        <span className="quiet meta">
          {each.rule
            ? each.rule.unknown === 'ask'
              ? t('A yes asks for a {depth} assessment; must be known.', { depth: each.rule.depth })
              : t('A yes asks for a {depth} assessment.', { depth: each.rule.depth })
            : t('Does not count by your rules.')}
        </span>
      </div>
    </fieldset>
  );
}

function Result({
  facts,
  onScreen,
  may,
}: {
  readonly facts: Facts;
  readonly onScreen: () => void;
  readonly may: ReturnType<typeof mayScreen>;
}) {
  const names = useNames();
  const { screening, computed } = facts;
  const depth = screening?.depth ?? null;
  return (
    <Aside title={t('What follows')}>
      {depth ? (
        <StateMark
          label={t(DEPTHS[depth])}
          tone={depth === 'full' ? 'warning' : depth === 'light' ? 'active' : 'good'}
        />
      ) : (
        <StateMark label={screening ? t('Answers missing') : t('Not screened yet')} tone="warning" />
      )}
      {screening && !screening.byRules ? (
        <p>
          <Trans
            id="Decided by {decidedBy}: {reason} <0>The rules say {depth}.</0>"
            values={{
              decidedBy: names(screening.decidedBy),
              reason: screening.reason,
              depth: computed.depth,
            }}
            components={{ 0: <span className="quiet" /> }}
          />
        </p>
      ) : (
        <p className="quiet">{computed.why}</p>
      )}
      {screening?.byRules && screening.reason && (
        <p className="quiet">{t('Given for many at once: {reason}', { reason: screening.reason })}</p>
      )}
      {screening?.decidedOn && (
        <p className="quiet meta">
          {names(screening.decidedBy)}, <Day day={screening.decidedOn} />
        </p>
      )}
      {!screening && (
        <ActButton decision={may} primary onClick={onScreen}>
          {t('Screen it by the rules')}
        </ActButton>
      )}
      {depth && depth !== 'none' && (
        <OrgLink path={`/impacts?systemId=${facts.system.id}`}>{t('Its assessments')}</OrgLink>
      )}
    </Aside>
  );
}
