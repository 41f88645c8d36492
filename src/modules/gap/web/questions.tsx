import { Button, NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import type { Questionnaire } from '../contract.ts';
import { QuestionCard } from './question-card.tsx';
import type { Kept, Said } from './saver.ts';

type Requirement = Questionnaire['requirements'][number];
export type AnswerOf = (
  input: Said & { readonly requirementId: string; readonly question: number; readonly version?: number },
) => Promise<Kept>;

/** The interview of one person: what is asked about on the left, questions in the middle, why on the right. */
export function Questions({
  data,
  answer,
  finish,
  readOnly,
  at,
  onAt,
}: {
  readonly data: Questionnaire;
  readonly answer: AnswerOf;
  readonly finish: () => void;
  readonly readOnly: boolean;
  /** The requirement that is open; null opens the first with an open question. */
  readonly at: string | null;
  readonly onAt: (requirementId: string) => void;
}) {
  // Answers given here count at once; the page does not ask the server again while somebody types.
  const [given, setGiven] = useState<ReadonlySet<string>>(() => answeredIn(data));
  const doneOf = (each: Requirement) =>
    each.questions.filter((one) => given.has(`${each.id} ${one.question}`)).length;
  const first =
    data.requirements.find((each) => doneOf(each) < each.questions.length) ?? data.requirements[0];
  const [opened] = useState(first?.id);
  const here = data.requirements.find((each) => each.id === (at ?? opened)) ?? first;
  if (!here) return <p className="quiet">{t('Nothing is asked here.')}</p>;
  const index = data.requirements.indexOf(here);
  const next = data.requirements[index + 1];
  const before = data.requirements[index - 1];
  const total = data.requirements.reduce((sum, each) => sum + each.questions.length, 0);
  const go = (each: Requirement) => {
    onAt(each.id);
    window.scrollTo({ top: 0 });
  };
  return (
    <>
      <p className="quiet meta" role="status">
        {data.state === 'finished'
          ? data.closed
            ? t(
                '{size} of {total} answered · you said that you are finished; you may still change an answer · the interview is closed',
                { size: given.size, total },
              )
            : t(
                '{size} of {total} answered · you said that you are finished; you may still change an answer',
                { size: given.size, total },
              )
          : data.closed
            ? t('{size} of {total} answered · the interview is closed', { size: given.size, total })
            : t('{size} of {total} answered', { size: given.size, total })}
      </p>
      <NativeSelect
        className="phone-only"
        aria-label={t('What is asked about')}
        value={here.id}
        onChange={(event) => onAt(event.currentTarget.value)}
        data={data.requirements.map((each) => ({
          value: each.id,
          label: `${each.id} ${each.title} (${doneOf(each)}/${each.questions.length})`,
        }))}
      />
      <div className="bench">
        <nav className="card outline hide-phone" aria-label={t('What is asked about')}>
          {data.requirements.map((each) => (
            <button
              key={each.id}
              type="button"
              aria-current={each.id === here.id ? 'step' : undefined}
              onClick={() => onAt(each.id)}
            >
              <span>
                <span className="ref">{each.id}</span> {each.title}
              </span>
              <span className="num quiet">
                {doneOf(each)}/{each.questions.length}
              </span>
            </button>
          ))}
        </nav>
        <section
          className="card questions"
          aria-label={t('Questions about {id} {title}', { id: here.id, title: here.title })}
        >
          <h2>
            <span className="ref">{here.id}</span> {here.title}
          </h2>
          {here.questions.map((question) => (
            <QuestionCard
              key={`${here.id} ${question.question}`}
              question={question}
              mayBeLeftOut={here.mayBeLeftOut}
              draftKey={`aims-answer ${data.partId} ${here.id} ${question.question}`}
              readOnly={readOnly || data.closed}
              save={async (said) => {
                const kept = await answer({ ...said, requirementId: here.id, question: question.question });
                setGiven((now) => withAnswer(now, `${here.id} ${question.question}`, kept.answer !== null));
                return kept;
              }}
            />
          ))}
          <div className="question-acts">
            {before && (
              <Button variant="default" onClick={() => go(before)}>
                {t('Back')}
              </Button>
            )}
            {next ? (
              <Button onClick={() => go(next)}>{t('Next: {id}', { id: next.id })}</Button>
            ) : (
              <Button onClick={finish} disabled={readOnly || data.closed}>
                {t('Say that you are finished')}
              </Button>
            )}
          </div>
        </section>
        <aside className="why">
          <h3>{t('Why this is asked')}</h3>
          <p className="read">{here.summary ?? t('The standard asks for it.')}</p>
          <h3>{t('What would show it')}</h3>
          <ul>
            {here.typicalEvidence.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
          <p className="quiet meta">
            {t(
              'What you say is kept under your name and this day as a claim. It confirms nothing; records do. If you do not know, say so: that is useful too.',
            )}
          </p>
        </aside>
      </div>
    </>
  );
}

function answeredIn(data: Questionnaire): ReadonlySet<string> {
  return new Set(
    data.requirements.flatMap((each) =>
      each.questions.filter((one) => one.answered?.answer).map((one) => `${each.id} ${one.question}`),
    ),
  );
}

function withAnswer(now: ReadonlySet<string>, key: string, there: boolean): ReadonlySet<string> {
  const next = new Set(now);
  if (there) next.add(key);
  else next.delete(key);
  return next;
}
