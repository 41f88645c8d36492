import { Button } from '@mantine/core';
import { useState } from 'react';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Day, ErrorView } from '#ui/states.tsx';
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
    return <p className="read">{question.derived ?? 'Nothing is known yet.'}</p>;
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
  'q-benefits': 'Or as a list, in a light assessment',
  'q-consulted': 'If nobody was asked: why not',
  'q-risk-link': 'If no risk was created or changed: say so, with the reason',
};

function Typed({ impact, question, frame, readOnly }: Props) {
  const names = useNames();
  const { value, change, put, flush, state, error, clash, choose } = useAnswer(impact.id, question);
  const empty = Object.keys(value).length === 0;
  return (
    <section aria-label="Your answer" onBlur={flush}>
      {ELSE[question.id] && <p className="quiet">{ELSE[question.id]}</p>}
      {clash && <ClashView clash={clash} choose={choose} />}
      {error !== null && <ErrorView error={error} />}
      {!readOnly && empty && question.suggested && (
        <div className="card" style={{ padding: '10px 14px', marginBottom: 12 }}>
          <span className="quiet">The record of the AI system says:</span>
          <div style={{ whiteSpace: 'pre-wrap' }}>{answerWords(question.suggested)}</div>
          <Button size="compact-sm" variant="default" mt={6} onClick={() => put(question.suggested!)}>
            Take it over
          </Button>
        </div>
      )}
      <AnswerInput {...{ question, value, change, put, readOnly, frame }} />
      <div role="status" className="quiet meta" style={{ minHeight: 18, marginTop: 8 }}>
        {state === 'saving' || state === 'waiting' ? 'Saving…' : state === 'saved' ? 'Saved' : ''}
        {state === 'rest' && question.answer && (
          <>
            {question.answer.carried ? 'Taken over from the version before; first said by ' : 'Answered by '}
            {names(question.answer.answeredBy)}, <Day day={question.answer.answeredOn} />
          </>
        )}
      </div>
      {question.answer?.carried && !readOnly && <StillTrue impact={impact} question={question} />}
    </section>
  );
}

/** What was taken over becomes one's own answer without typing it again. */
function StillTrue({ impact, question }: Pick<Props, 'impact' | 'question'>) {
  return (
    <Again
      label="It still holds"
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
      <strong>{names(clash.theirs.answeredBy)} answered this meanwhile.</strong> Both answers are kept until
      you choose.
      <dl>
        <div>
          <dt>Theirs</dt>
          <dd>{answerWords(clash.theirs.value) || <span className="quiet">nothing</span>}</dd>
        </div>
        <div>
          <dt>Yours</dt>
          <dd>{answerWords(clash.mine) || <span className="quiet">nothing</span>}</dd>
        </div>
      </dl>
      <Button size="xs" mr={8} onClick={() => choose(true)}>
        Keep mine
      </Button>
      <Button size="xs" variant="default" onClick={() => choose(false)}>
        Keep theirs
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
          ? 'This version is not a draft.'
          : 'Your role does not write assessments.',
      }
    : mayWriteImpact(actor);
  const bare = shown.entries.filter((each) => each.kind === 'negative' && each.measures.length === 0);
  return (
    <>
      <p className="quiet" style={{ marginTop: 0 }}>
        {question.derived} Open a field to say what happens there, or that nothing does.
      </p>
      <Matrix interview={shown} depth={impact.depth} onOpen={setCell} current={cell} />
      {question.id === 'q-measures' && bare.length > 0 && (
        <ul className="sentences">
          {bare.map((each) => (
            <li key={each.id}>
              <OrgLink path={`/impact-entries/${each.id}`}>{each.ref}</OrgLink> {each.description}{' '}
              <span className="quiet">has no measure yet</span>
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
        <p className="quiet">Nobody has done this yet.</p>
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
              decision={only(open, 'This version is closed.', mayAdvise(actor))}
              onClick={() => setAct('advise')}
            >
              Give your advice
            </ActButton>
            <ActButton
              decision={only(open, 'This version is closed.', mayStateNoOfficer(actor))}
              onClick={() => setAct('none')}
            >
              State that no officer is designated
            </ActButton>
          </>
        )}
        {question.id === 'q-consultation' && (
          <ActButton
            decision={only(open || standing, 'This version was replaced.', mayDecideConsultation(actor))}
            onClick={() => setAct('consult')}
          >
            Decide on prior consultation
          </ActButton>
        )}
        {question.id === 'q-fria-notified' && (
          <ActButton
            decision={only(standing, 'The notice follows the approval.', mayDecideConsultation(actor))}
            onClick={() => setAct('notify')}
          >
            Record the notice
          </ActButton>
        )}
      </div>
      {question.id === 'q-decision' && !question.derived && (
        <p className="quiet">
          The decision is taken with the approval, by somebody who worked on nothing here.
        </p>
      )}
      {(act === 'advise' || act === 'none') && (
        <AskDialog
          {...dialog}
          title={act === 'advise' ? 'Give your advice' : 'State that no officer is designated'}
          fields={[
            {
              key: 'advice',
              label: act === 'advise' ? 'Advice, and what was done with it' : 'Why none has to be designated',
              kind: 'long',
              required: true,
            },
          ]}
          fixed={{ id: impact.id, noOfficer: act === 'none' }}
          endpoint={impactActs.advise}
          verb={act === 'advise' ? 'Give the advice' : 'State it'}
        />
      )}
      {act === 'consult' && (
        <AskDialog
          {...dialog}
          title="Decide on prior consultation"
          explain={question.help ?? ''}
          fields={[
            {
              key: 'option',
              label: 'Decision',
              kind: 'select',
              required: true,
              options: [
                { value: 'no', label: 'No high risk would remain' },
                { value: 'yes, open', label: 'Yes; the authority has not answered' },
                { value: 'yes, consulted', label: 'Yes; the authority was consulted' },
              ],
            },
            { key: 'reason', label: 'Reason', kind: 'long', required: true },
          ]}
          endpoint={impactActs.decideConsultation}
          verb="Decide"
        />
      )}
      {act === 'notify' && (
        <AskDialog
          {...dialog}
          title="Record the notice to the authority"
          explain={question.help ?? ''}
          fields={[
            { key: 'date', label: 'Day of the notice', kind: 'date' },
            { key: 'how', label: 'How, or why none is owed', kind: 'long', required: true },
            {
              key: 'exempt',
              label: 'Exempt under Article 46(1)',
              kind: 'select',
              options: [{ value: 'yes', label: 'Yes' }],
            },
          ]}
          prepare={(given) => ({ ...given, exempt: given.exempt === 'yes' })}
          endpoint={impactActs.notify}
          verb="Record it"
        />
      )}
    </>
  );
}
