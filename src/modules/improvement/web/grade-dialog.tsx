import { Button, Modal, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useCommand } from '#ui/hooks.ts';
import { ErrorView, StateMark } from '#ui/states.tsx';
import { nonconformityActs } from '../contract.ts';
import { type Grade, type GradeAnswers, grades, proposedGrade } from '../grade.ts';
import type { Nonconformity } from './data.ts';

const QUESTIONS = [
  {
    key: 'requirementBroken',
    text: 'Is a requirement not met: of the standard, of law, or of your own?',
  },
  {
    key: 'intendedResults',
    text: 'Is the requirement missing as a whole or not working, or are intended results in doubt?',
  },
  { key: 'systemic', text: 'Do several minor lapses show that the system as such fails?' },
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
    <Modal opened onClose={onClose} title={<strong>Grade the nonconformity</strong>} size="lg">
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
              {value ? 'Yes' : 'No'}
            </label>
          ))}
        </fieldset>
      ))}
      <p>
        The rule proposes <StateMark {...grades[proposed.grade]} />{' '}
        <span className="quiet">{proposed.why} You decide.</span>
      </p>
      <fieldset className="question">
        <legend>Grade</legend>
        {(Object.keys(grades) as Grade[]).map((each) => (
          <label key={each}>
            <input type="radio" name="grade" checked={grade === each} onChange={() => setChosen(each)} />{' '}
            {grades[each].label}
          </label>
        ))}
      </fieldset>
      <Textarea
        label={grade === proposed.grade ? 'Reason' : 'Reason, since you decide otherwise'}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autosize
        minRows={2}
      />
      <div className="dialog-acts">
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
        <Button onClick={send} loading={command.isPending}>
          Grade it
        </Button>
      </div>
    </Modal>
  );
}
