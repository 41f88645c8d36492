import { useParams } from '@tanstack/react-router';
import { type KeyboardEvent, useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { shownDay } from '#ui/api.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Aside } from '#ui/record-parts.tsx';
import { StaleNote } from '#ui/stale-note.tsx';
import { ActButton, Await, ErrorView, StateMark } from '#ui/states.tsx';
import { systemActs, systemEndpoints } from '../contract.ts';
import { mayConfirm, mayWriteSystem } from '../policy.ts';

type Shown = OutputOf<typeof systemActs.classification>;
type Question = Shown['questions'][number];
const ANSWERS = [
  ['yes', msg('Yes'), '1'],
  ['no', msg('No'), '2'],
  ['unknown', msg('Not known'), '3'],
] as const;

/** The tree of the AI Act, question by question: outline left, question in the middle, what follows on the right. */
export default function Classification() {
  const { id } = useParams({ strict: false }) as { id: string };
  const system = useEndpoint(systemEndpoints.get, { id });
  const shown = useEndpoint(systemActs.classification, { id });
  return (
    <Await query={system as never}>
      {(record: { id: string; name: string; version: number; ref: string }) => (
        <Await query={shown}>{(data) => <Bench system={record} shown={data} />}</Await>
      )}
    </Await>
  );
}

function Bench({
  system,
  shown,
}: {
  readonly system: {
    readonly id: string;
    readonly name: string;
    readonly version: number;
    readonly ref: string;
  };
  readonly shown: Shown;
}) {
  const actor = useActor();
  const names = useNames();
  const [search, change] = useSearchState();
  const [confirming, setConfirming] = useState(false);
  const save = useCommand(systemActs.classify);
  const asked = shown.questions.filter((each) => each.asked);
  const current =
    asked.find((each) => each.id === search.question) ??
    asked.find(
      (each) => each.id === shown.next.find((next) => asked.some((one) => one.id === next.id))?.id,
    ) ??
    asked[0]!;
  const readOnly = shownDay() !== null || !mayWriteSystem(actor).allowed;
  const go = (step: number) =>
    change({ question: asked[Math.min(asked.length - 1, Math.max(0, asked.indexOf(current) + step))]!.id });
  const answer = (value: 'yes' | 'no' | 'unknown') =>
    !readOnly &&
    save.mutate(
      { id: system.id, version: system.version, answers: { [current.id]: value } },
      { onSuccess: () => value !== 'unknown' && go(1) },
    );
  const onKeyDown = (event: KeyboardEvent) => {
    const found = ANSWERS.find(([, , key]) => key === event.key);
    if (found) answer(found[0]);
    else if (event.key === 'ArrowDown' || event.key === 'j') go(1);
    else if (event.key === 'ArrowUp' || event.key === 'k') go(-1);
    else return;
    event.preventDefault();
  };
  return (
    <Page
      title={t('Classification of {name}', { name: system.name })}
      clause="EU AI Act"
      sentence={
        shown.state === 'confirmed'
          ? t('Confirmed by {confirmedBy} on {confirmedOn}.', {
              confirmedBy: names(shown.confirmedBy),
              confirmedOn: shown.confirmedOn,
            })
          : t(
              'A proposal until a person confirms it. What is not known stays open; nothing is called minimal because nobody looked.',
            )
      }
      actions={
        <>
          <OrgLink path={`/systems/${system.id}`} className="chip">
            {system.ref}
          </OrgLink>
          <ActButton
            decision={mayConfirm(actor)}
            primary={shown.state !== 'confirmed'}
            onClick={() => setConfirming(true)}
          >
            {shown.state === 'confirmed' ? t('Confirm it again') : t('Confirm the classification')}
          </ActButton>
        </>
      }
    >
      {save.error && <ErrorView error={save.error} />}
      <StaleNote id={system.id} />
      <div className="bench">
        <Outline questions={asked} current={current} onPick={(question) => change({ question })} />
        <section
          className="card"
          style={{ padding: 20 }}
          tabIndex={0}
          onKeyDown={onKeyDown}
          aria-label={t('Question; 1 yes, 2 no, 3 not known, arrows move')}
        >
          <div className="quiet" style={{ fontSize: 12 }}>
            {t('{source} · question {current} of {asked}', {
              source: current.source,
              current: asked.indexOf(current) + 1,
              asked: asked.length,
            })}
          </div>
          <h2 style={{ fontSize: 18, lineHeight: '26px', margin: '6px 0' }}>{current.question}</h2>
          <p>{current.help}</p>
          <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
            {ANSWERS.map(([value, label, key]) => (
              <ActButton
                key={value}
                decision={readOnly ? mayWriteSystem(actor) : { allowed: true }}
                primary={current.answer === value}
                onClick={() => answer(value)}
                loading={save.isPending}
              >
                {t(label)} <span style={{ opacity: 0.6, marginInlineStart: 6 }}>{key}</span>
              </ActButton>
            ))}
          </div>
          {current.why && <p className="quiet">{t('Proposed because: {why}', { why: current.why })}</p>}
          <p className="quiet" style={{ fontSize: 13 }}>
            {t('For example yes: {yes}. No: {no}.', {
              yes: current.examples.yes.join('; '),
              no: current.examples.no.join('; '),
            })}
          </p>
          <div role="status" className="quiet" style={{ fontSize: 12, minHeight: 16 }}>
            {save.isPending ? t('Saving…') : save.isSuccess ? t('Saved') : ''}
          </div>
        </section>
        <Consequences shown={shown} />
      </div>
      {confirming && (
        <AskDialog
          title={t('Confirm the classification')}
          explain={
            shown.undetermined.length > 0
              ? t(
                  '{undetermined, plural, one {# class is} other {# classes are}} still open. You can confirm with the reason why the answers cannot be had now.',
                  { undetermined: shown.undetermined.length },
                )
              : t('You take this classification as yours.')
          }
          fields={[
            { key: 'reason', label: t('Reason'), kind: 'long', required: shown.undetermined.length > 0 },
          ]}
          fixed={{ id: system.id, version: system.version }}
          endpoint={systemActs.confirm}
          verb={t('Confirm')}
          onClose={() => setConfirming(false)}
          onDone={() => setConfirming(false)}
        />
      )}
    </Page>
  );
}

function Outline({
  questions,
  current,
  onPick,
}: {
  readonly questions: readonly Question[];
  readonly current: Question;
  readonly onPick: (id: string) => void;
}) {
  return (
    <nav
      aria-label={t('Questions')}
      className="card hide-phone"
      style={{ padding: 8, maxHeight: '70vh', overflowY: 'auto' }}
    >
      {questions.map((each) => (
        <button
          key={each.id}
          type="button"
          onClick={() => onPick(each.id)}
          aria-current={each === current ? 'step' : undefined}
          title={each.question}
          style={{
            all: 'unset',
            cursor: 'pointer',
            display: 'block',
            boxSizing: 'border-box',
            width: '100%',
            padding: '4px 8px',
            borderRadius: 4,
            fontSize: 12,
            background: each === current ? 'var(--accent-soft)' : 'transparent',
          }}
        >
          <span aria-hidden style={{ color: each.answer === 'unknown' ? 'var(--warn)' : 'var(--quiet)' }}>
            {each.answer === 'yes' ? '● ' : each.answer === 'no' ? '○ ' : '◌ '}
          </span>
          {each.question.length > 54 ? `${each.question.slice(0, 52)}…` : each.question}
        </button>
      ))}
    </nav>
  );
}

function Consequences({ shown }: { readonly shown: Shown }) {
  return (
    <div>
      {shown.assumption && <Aside title={t('Assumption')}>{shown.assumption}</Aside>}
      <Aside title={t('What follows')}>
        {shown.outcomes.length === 0 && <span className="quiet">{t('No class is certain yet.')}</span>}
        {shown.outcomes.map((each) => (
          <div key={each.id} style={{ marginBottom: 8 }}>
            <StateMark
              label={each.label}
              tone={each.id === 'prohibited' ? 'bad' : each.id.startsWith('high') ? 'warning' : 'active'}
            />
            <div className="quiet" style={{ fontSize: 12 }}>
              {each.source}.{' '}
              {each.reasons
                .filter((reason) => reason.answer === 'yes' && !reason.id.startsWith('s-'))
                .map((reason) => t('{question} Yes.', { question: reason.question }))
                .join(' ')}
            </div>
          </div>
        ))}
      </Aside>
      {shown.undetermined.length > 0 && (
        <Aside title={t('Still open')}>
          {shown.undetermined.map((each) => (
            <details key={each.id} style={{ fontSize: 13, padding: '2px 0' }}>
              <summary style={{ cursor: 'pointer' }}>
                {each.label}{' '}
                <span className="quiet">
                  {t('waits for {blockedBy}', { blockedBy: each.blockedBy.length })}
                </span>
              </summary>
              <ul style={{ margin: '4px 0', paddingInlineStart: 18 }} className="quiet">
                {each.blockedBy.slice(0, 8).map((one) => (
                  <li key={one.id}>{one.question}</li>
                ))}
              </ul>
            </details>
          ))}
        </Aside>
      )}
      {shown.duties.length > 0 && (
        <Aside title={t('Duties and their dates')}>
          {shown.duties.map((each) => (
            <div key={each.id} style={{ fontSize: 13, padding: '4px 0' }}>
              {each.title}
              <div className="quiet" style={{ fontSize: 12 }}>
                {each.inForce
                  ? t('in force since {date}', { date: each.date })
                  : t('from {date}', { date: each.date })}
                {each.articles.length > 0 &&
                  ` · ${each.articles
                    .map((article) =>
                      article
                        .replace('art-', 'Art. ')
                        .replaceAll('-', '(')
                        .replace(/\((\w+)/g, '($1)'),
                    )
                    .join(', ')}`}
              </div>
            </div>
          ))}
        </Aside>
      )}
    </div>
  );
}
