import { Button } from '@mantine/core';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Day, ErrorView } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { impactActs } from '../acts.ts';
import { mayAdvise, mayDecideConsultation, mayStateNoOfficer, mayWriteImpact } from '../policy.ts';
import { answerWords } from '../values.ts';
import { AnswerInput } from './answer-input.tsx';
import { CellDrawer, type Frame } from './cell.tsx';
import { ConsultationLog } from './consultations.tsx';
import type { ImpactShown } from './impact-shown.ts';
import { type Cell, type Interview, Matrix } from './matrix.tsx';
import { type Clash, type Question, useAnswer } from './use-answer.ts';

type Props = {
  readonly impact: ImpactShown;
  readonly question: Question;
  readonly shown: Interview;
  readonly frame: Frame;
  readonly readOnly: boolean;
};

/** One question with what answers it: typing, an act, or the registers. */
export function QuestionBox(props: Props) {
  const { question } = props;
  if (question.by === 'act') return <ByAct {...props} />;
  if (question.by === 'computed' || question.id === 'q-system')
    return <p className="read">{question.derived ?? t('Nothing is known yet.')}</p>;
  return (
    <>
      {['q-individual-harm', 'q-benefits', 'q-measures'].includes(question.id) && <InMatrix {...props} />}
      {question.id === 'q-consulted' && (
        <ConsultationLog impactId={props.impact.id} readOnly={props.readOnly} />
      )}
      {question.id === 'q-risk-link' && <p>{question.derived}</p>}
      {question.by === 'typed' && <Typed {...props} />}
    </>
  );
}

const ELSE: Readonly<Record<string, string>> = {
  'q-benefits': msg('Or as a list, in a light assessment'),
  'q-consulted': msg('If nobody was asked: why not'),
  'q-risk-link': msg('If no risk was created or changed: say so, with the reason'),
};

function Typed({ impact, question, frame, readOnly }: Props) {
  const names = useNames();
  const { value, change, put, flush, state, error, clash, choose } = useAnswer(impact.id, question);
  const empty = Object.keys(value).length === 0;
  return (
    <section aria-label={t('Your answer')} onBlur={flush}>
      {ELSE[question.id] && <p className="quiet">{t(ELSE[question.id]!)}</p>}
      {clash && <ClashView clash={clash} choose={choose} />}
      {error !== null && <ErrorView error={error} />}
      {!readOnly && empty && question.suggested && (
        <div className="card" style={{ padding: '10px 14px', marginBottom: 12 }}>
          <span className="quiet">{t('The record of the AI system says:')}</span>
          <div style={{ whiteSpace: 'pre-wrap' }}>{answerWords(question.suggested)}</div>
          <Button size="compact-sm" variant="default" mt={6} onClick={() => put(question.suggested!)}>
            {t('Take it over')}
          </Button>
        </div>
      )}
      <AnswerInput {...{ question, value, change, put, readOnly, frame }} />
      <div role="status" className="quiet meta" style={{ minHeight: 18, marginTop: 8 }}>
        {state === 'saving' || state === 'waiting' ? t('Saving…') : state === 'saved' ? t('Saved') : ''}
        {state === 'rest' &&
          question.answer &&
          (question.answer.carried ? (
            <Trans
              id="Taken over from the version before; first said by {name}, <0/>"
              values={{ name: names(question.answer.answeredBy) }}
              components={{ 0: <Day day={question.answer.answeredOn} /> }}
            />
          ) : (
            <Trans
              id="Answered by {name}, <0/>"
              values={{ name: names(question.answer.answeredBy) }}
              components={{ 0: <Day day={question.answer.answeredOn} /> }}
            />
          ))}
      </div>
      {question.answer?.carried && !readOnly && <StillTrue impact={impact} question={question} />}
    </section>
  );
}

/** What was taken over becomes one's own answer without typing it again. */
function StillTrue({ impact, question }: Pick<Props, 'impact' | 'question'>) {
  return (
    <Again
      label={t('It still holds')}
      input={{
        id: impact.id,
        question: question.id,
        value: question.answer!.value,
        version: question.answer!.version,
      }}
    />
  );
}

function Again({ label, input }: { readonly label: string; readonly input: object }) {
  const save = useCommand(impactActs.answer);
  return (
    <>
      {save.error && <ErrorView error={save.error} />}
      <Button
        size="compact-sm"
        variant="default"
        loading={save.isPending}
        onClick={() => save.mutate(input as never)}
      >
        {label}
      </Button>
    </>
  );
}

function ClashView({ clash, choose }: { readonly clash: Clash; readonly choose: (mine: boolean) => void }) {
  const names = useNames();
  return (
    <div role="alert" className="merge">
      <Trans
        id="<0>{answeredBy} answered this meanwhile.</0> Both answers are kept until you choose."
        values={{ answeredBy: names(clash.theirs.answeredBy) }}
        components={{ 0: <strong /> }}
      />
      <dl>
        <div>
          <dt>{t('Theirs')}</dt>
          <dd>{answerWords(clash.theirs.value) || <span className="quiet">{t('nothing')}</span>}</dd>
        </div>
        <div>
          <dt>{t('Yours')}</dt>
          <dd>{answerWords(clash.mine) || <span className="quiet">{t('nothing')}</span>}</dd>
        </div>
      </dl>
      <Button size="xs" me={8} onClick={() => choose(true)}>
        {t('Keep mine')}
      </Button>
      <Button size="xs" variant="default" onClick={() => choose(false)}>
        {t('Keep theirs')}
      </Button>
    </div>
  );
}

function InMatrix({ impact, shown, frame, readOnly, question }: Props) {
  const actor = useActor();
  const [cell, setCell] = useState<Cell | null>(null);
  const decision = readOnly
    ? {
        allowed: false as const,
        reason: mayWriteImpact(actor).allowed
          ? t('This version is not a draft.')
          : t('Your role does not write assessments.'),
      }
    : mayWriteImpact(actor);
  const bare = shown.entries.filter((each) => each.kind === 'negative' && each.measures.length === 0);
  return (
    <>
      <p className="quiet" style={{ marginTop: 0 }}>
        {t('{derived} Open a field to say what happens there, or that nothing does.', {
          derived: question.derived,
        })}
      </p>
      <Matrix interview={shown} depth={impact.depth} onOpen={setCell} current={cell} />
      {question.id === 'q-measures' && bare.length > 0 && (
        <ul className="sentences">
          {bare.map((each) => (
            <li key={each.id}>
              <OrgLink path={`/impact-entries/${each.id}`}>{each.ref}</OrgLink> {each.description}{' '}
              <span className="quiet">{t('has no measure yet')}</span>
            </li>
          ))}
        </ul>
      )}
      {cell && (
        <CellDrawer
          {...{ cell, frame, decision }}
          impactId={impact.id}
          interview={shown}
          onClose={() => setCell(null)}
        />
      )}
    </>
  );
}

type Act = 'advise' | 'none' | 'consult' | 'notify' | null;

/** Advice and decisions: acts of those who may, never typed by somebody else. */
function ByAct({ impact, question }: Props) {
  const actor = useActor();
  const names = useNames();
  const [act, setAct] = useState<Act>(null);
  const open = impact.state === 'draft' || impact.state === 'in-review';
  const standing = impact.state === 'approved' || impact.state === 'under-watch';
  const only = (when: boolean, why: string, decision: ReturnType<typeof mayAdvise>) =>
    when ? decision : { allowed: false as const, reason: why };
  const dialog = { fixed: { id: impact.id }, onClose: () => setAct(null), onDone: () => setAct(null) };
  return (
    <>
      {question.derived ? (
        <p style={{ whiteSpace: 'pre-wrap' }}>{question.derived}</p>
      ) : (
        <p className="quiet">{t('Nobody has done this yet.')}</p>
      )}
      {question.answer && (
        <p className="quiet meta">
          {names(question.answer.answeredBy)}, <Day day={question.answer.answeredOn} />
        </p>
      )}
      <div className="page-acts">
        {question.id === 'q-dpo' && (
          <>
            <ActButton
              decision={only(open, t('This version is closed.'), mayAdvise(actor))}
              onClick={() => setAct('advise')}
            >
              {t('Give your advice')}
            </ActButton>
            <ActButton
              decision={only(open, t('This version is closed.'), mayStateNoOfficer(actor))}
              onClick={() => setAct('none')}
            >
              {t('State that no officer is designated')}
            </ActButton>
          </>
        )}
        {question.id === 'q-consultation' && (
          <ActButton
            decision={only(open || standing, t('This version was replaced.'), mayDecideConsultation(actor))}
            onClick={() => setAct('consult')}
          >
            {t('Decide on prior consultation')}
          </ActButton>
        )}
        {question.id === 'q-fria-notified' && (
          <ActButton
            decision={only(standing, t('The notice follows the approval.'), mayDecideConsultation(actor))}
            onClick={() => setAct('notify')}
          >
            {t('Record the notice')}
          </ActButton>
        )}
      </div>
      {question.id === 'q-decision' && !question.derived && (
        <p className="quiet">
          {t('The decision is taken with the approval, by somebody who worked on nothing here.')}
        </p>
      )}
      {(act === 'advise' || act === 'none') && (
        <AskDialog
          {...dialog}
          title={act === 'advise' ? t('Give your advice') : t('State that no officer is designated')}
          fields={[
            {
              key: 'advice',
              label:
                act === 'advise'
                  ? t('Advice, and what was done with it')
                  : t('Why none has to be designated'),
              kind: 'long',
              required: true,
            },
          ]}
          fixed={{ id: impact.id, noOfficer: act === 'none' }}
          endpoint={impactActs.advise}
          verb={act === 'advise' ? t('Give the advice') : t('State it')}
        />
      )}
      {act === 'consult' && (
        <AskDialog
          {...dialog}
          title={t('Decide on prior consultation')}
          explain={question.help ?? ''}
          fields={[
            {
              key: 'option',
              label: t('Decision'),
              kind: 'select',
              required: true,
              options: [
                { value: 'no', label: t('No high risk would remain') },
                { value: 'yes, open', label: t('Yes; the authority has not answered') },
                { value: 'yes, consulted', label: t('Yes; the authority was consulted') },
              ],
            },
            { key: 'reason', label: t('Reason'), kind: 'long', required: true },
          ]}
          endpoint={impactActs.decideConsultation}
          verb={t('Decide')}
        />
      )}
      {act === 'notify' && (
        <AskDialog
          {...dialog}
          title={t('Record the notice to the authority')}
          explain={question.help ?? ''}
          fields={[
            { key: 'date', label: t('Day of the notice'), kind: 'date' },
            { key: 'how', label: t('How, or why none is owed'), kind: 'long', required: true },
            {
              key: 'exempt',
              label: t('Exempt under Article 46(1)'),
              kind: 'select',
              options: [{ value: 'yes', label: t('Yes') }],
            },
          ]}
          prepare={(given) => ({ ...given, exempt: given.exempt === 'yes' })}
          endpoint={impactActs.notify}
          verb={t('Record it')}
        />
      )}
    </>
  );
}
