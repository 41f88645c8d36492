import { Button, Textarea, TextInput } from '@mantine/core';
import { useId, useRef, useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { ErrorView } from '#ui/states.tsx';
import { answerIds, answerWords } from '../answers.ts';
import type { Questionnaire } from '../contract.ts';
import { type SaveAnswer, useSaver } from './saver.ts';

type Question = Questionnaire['requirements'][number]['questions'][number];

/** How long somebody pauses before what they type is sent. */
const PAUSE_MS = 700;
const SAID = {
  idle: '',
  saving: msg('Saving…'),
  saved: msg('Saved'),
  failed: msg('Not saved yet; kept in this browser'),
} as const;

/** One question: an answer, words, and where the evidence is. Saved as it is typed. */
export function QuestionCard({
  question,
  mayBeLeftOut,
  draftKey,
  readOnly,
  save,
}: {
  readonly question: Question;
  readonly mayBeLeftOut: boolean;
  readonly draftKey: string;
  readonly readOnly: boolean;
  readonly save: SaveAnswer;
}) {
  const name = useId();
  const { said, change, state, error, again } = useSaver(question.answered, draftKey, save);
  const reasonMissing = said.answer === 'not-applicable' && !said.words?.trim();
  return (
    <fieldset className="question" disabled={readOnly}>
      <legend>{question.asked}</legend>
      <div className="question-body">
        <div className="answers">
          {answerIds.map((id) => (
            <label key={id} className={said.answer === id ? 'answer chosen' : 'answer'}>
              <input
                type="radio"
                name={name}
                value={id}
                checked={said.answer === id}
                onChange={() => change({ answer: id })}
              />
              {t(answerWords[id])}
            </label>
          ))}
        </div>
        <Paused
          label={reasonMissing ? t('Why does it not apply? (needed)') : t('In your words')}
          value={said.words}
          onChange={(words) => change({ words })}
        />
        <Address value={said.evidenceUrl} onChange={(evidenceUrl) => change({ evidenceUrl })} />
        {said.answer === 'not-applicable' && !mayBeLeftOut && (
          <p className="quiet meta">
            {t('A subclause of 4 to 10 cannot be left out; your reason is kept all the same.')}
          </p>
        )}
        {error !== null && state === 'failed' && (
          <>
            <ErrorView error={error} />
            <Button size="compact-sm" variant="default" mt={6} onClick={again}>
              {t('Save mine')}
            </Button>
          </>
        )}
        <div role="status" className="quiet meta said-line">
          {reasonMissing ? t('Give the reason; it is saved then.') : t(SAID[state])}
        </div>
      </div>
    </fieldset>
  );
}

/** Reports when somebody pauses, and at once when the field is left. */
function Paused({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  const [text, setText] = useState(value ?? '');
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const report = (next: string) => {
    clearTimeout(timer.current);
    if (next.trim() !== (value ?? '')) onChange(next.trim() || null);
  };
  return (
    <Textarea
      label={label}
      autosize
      minRows={1}
      maxRows={10}
      value={text}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => report(next), PAUSE_MS);
      }}
      onBlur={() => report(text)}
    />
  );
}

/** An address is only an address when it is whole: it reports when the field is left. */
function Address({
  value,
  onChange,
}: {
  readonly value: string | null;
  readonly onChange: (value: string | null) => void;
}) {
  const [text, setText] = useState(value ?? '');
  const wrong = text.trim() !== '' && !/^https?:\/\/\S+$/.test(text.trim());
  return (
    <TextInput
      label={t('Where the evidence is')}
      placeholder={t('https://… or nothing')}
      type="url"
      value={text}
      error={wrong ? t('Use an address that begins with http:// or https://, or leave it empty.') : undefined}
      onChange={(event) => setText(event.currentTarget.value)}
      onBlur={() => !wrong && text.trim() !== (value ?? '') && onChange(text.trim() || null)}
    />
  );
}
