import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { Dialog } from '#ui/dialog.tsx';
import { useCommand } from '#ui/hooks.ts';
import { ErrorView, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { nonconformityActs } from '../contract.ts';
import { type Grade, type GradeAnswers, grades, proposedGrade } from '../grade.ts';
import type { Nonconformity } from './data.ts';

const QUESTIONS = [
  {
    key: 'requirementBroken',
    text: msg('Is a requirement not met: of the standard, of law, or of your own?'),
  },
  {
    key: 'intendedResults',
    text: msg('Is the requirement missing as a whole or not working, or are intended results in doubt?'),
  },
  { key: 'systemic', text: msg('Do several minor lapses show that the system as such fails?') },
] as const;

/** Three questions, what the rule proposes, and the grade that a person gives. */
export function GradeDialog({ it, onClose }: { readonly it: Nonconformity; readonly onClose: () => void }) {
  const [answers, setAnswers] = useState<GradeAnswers>(
    it.gradeAnswers ?? { requirementBroken: true, intendedResults: false, systemic: false },
  );
  const [chosen, setChosen] = useState<Grade | null>(null);
  const [reason, setReason] = useState('');
  const command = useCommand(nonconformityActs.grade);
  const proposed = proposedGrade(answers);
  const grade = chosen ?? proposed.grade;
  const send = () =>
    command.mutate(
      { id: it.id, version: it.version, answers, grade, ...(reason.trim() && { reason }) },
      { onSuccess: onClose },
    );
  return (
    <Dialog onClose={onClose} title={<strong>{t('Grade the nonconformity')}</strong>} size="lg">
      {command.error && <ErrorView error={command.error} />}
      {QUESTIONS.map(({ key, text }) => (
        <fieldset key={key} className="question">
          <legend>{text}</legend>
          {[true, false].map((value) => (
            <label key={String(value)}>
              <input
                type="radio"
                name={key}
                checked={answers[key] === value}
                onChange={() => setAnswers({ ...answers, [key]: value })}
              />{' '}
              {value ? t('Yes') : t('No')}
            </label>
          ))}
        </fieldset>
      ))}
      <p>
        <Trans
          id="The rule proposes <0/> <1>{why} You decide.</1>"
          values={{ why: proposed.why }}
          components={{ 0: <StateMark {...grades[proposed.grade]} />, 1: <span className="quiet" /> }}
        />
      </p>
      <fieldset className="question">
        <legend>{t('Grade')}</legend>
        {(Object.keys(grades) as Grade[]).map((each) => (
          <label key={each}>
            <input type="radio" name="grade" checked={grade === each} onChange={() => setChosen(each)} />{' '}
            {t(grades[each].label)}
          </label>
        ))}
      </fieldset>
      <Textarea
        label={grade === proposed.grade ? t('Reason') : t('Reason, since you decide otherwise')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
      />
      <div className="dialog-acts">
        <Button variant="default" onClick={onClose}>
          {t('Cancel')}
        </Button>
        <Button onClick={send} loading={command.isPending}>
          {t('Grade it')}
        </Button>
      </div>
    </Dialog>
  );
}
