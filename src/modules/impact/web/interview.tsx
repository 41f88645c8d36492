import { Button, NativeSelect } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { type KeyboardEvent, useEffect, useState } from 'react';
import { t } from '#kernel/language.ts';
import { shownDay } from '#ui/api.ts';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { impactActs } from '../acts.ts';
import { impactEndpoints } from '../contract.ts';
import { impactLifecycle } from '../lifecycle.ts';
import { mayWriteImpact } from '../policy.ts';
import type { Frame } from './cell.tsx';
import type { ImpactShown } from './impact-shown.ts';
import type { Interview } from './matrix.tsx';
import { Outline, Why } from './outline.tsx';
import { QuestionBox } from './question.tsx';
import type { Question } from './use-answer.ts';
import { DOCUMENTS } from './words.ts';

/** The interview that serves three documents: outline left, question in the middle, why it is asked on the right. */
export default function InterviewPage() {
  const { id } = useParams({ strict: false }) as { id: string };
  const record = useEndpoint(impactEndpoints.get, { id });
  const interview = useEndpoint(impactActs.interview, { id });
  const frame = useEndpoint(impactActs.frame, {});
  return (
    <Await query={record as never}>
      {(impact: ImpactShown) => (
        <Await query={interview}>
          {(shown) => (
            <Await query={frame}>{(scales) => <Bench impact={impact} shown={shown} frame={scales} />}</Await>
          )}
        </Await>
      )}
    </Await>
  );
}

/** The questions that are shown: those that apply or may, narrowed to what one document still misses. */
export function questionsShown(
  shown: Pick<Interview, 'questions' | 'documents'>,
  only: string | undefined,
): readonly Question[] {
  const decides = new Set(shown.documents.flatMap((each) => each.dueWaitsFor));
  const asked = shown.questions.filter(
    (each) =>
      each.applies !== 'no' &&
      (each.why.length > 0 ||
        decides.has(each.id) ||
        each.id === 'q-personal-data' ||
        each.id === 'q-dpia-screening' ||
        each.id === 'q-fria-due'),
  );
  const document = shown.documents.find((each) => each.id === only);
  if (!document) return asked;
  const missing = new Set([...document.dueWaitsFor, ...document.elements.flatMap((each) => each.missing)]);
  return asked.filter((each) => missing.has(each.id));
}

function Bench({
  impact,
  shown,
  frame,
}: {
  readonly impact: ImpactShown;
  readonly shown: Interview;
  readonly frame: Frame;
}) {
  const actor = useActor();
  const [search, change] = useSearchState();
  const place = `aims-interview ${impact.id}`;
  const [before] = useState(() => localStorage.getItem(place));
  const narrowed = questionsShown(shown, search.for);
  const all = questionsShown(shown, undefined);
  const pool = narrowed.length > 0 ? narrowed : all;
  const wanted = search.question ?? before;
  const current =
    all.find((each) => each.id === wanted) ?? pool.find((each) => !each.answered) ?? pool[0] ?? all[0]!;
  useEffect(() => localStorage.setItem(place, current.id), [place, current.id]);
  const readOnly = shownDay() !== null || impact.state !== 'draft' || !mayWriteImpact(actor).allowed;
  const at = pool.findIndex((each) => each.id === current.id);
  const go = (step: number) =>
    change({ question: pool[Math.min(pool.length - 1, Math.max(0, at + step))]!.id });
  const onKeyDown = (event: KeyboardEvent) => {
    const typing = (event.target as HTMLElement).matches('input, textarea, select');
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) go(1);
    else if (typing) return;
    else if (event.key === 'j' || event.key === 'ArrowDown') go(1);
    else if (event.key === 'k' || event.key === 'ArrowUp') go(-1);
    else if (/^[1-9]$/.test(event.key))
      (event.currentTarget as HTMLElement)
        .querySelector<HTMLElement>(`[data-choice="${event.key}"]`)
        ?.click();
    else return;
    event.preventDefault();
  };
  const state = impactLifecycle.states[impact.state];
  return (
    <Page
      title={t('Interview: {title}', { title: impact.title })}
      sentence={
        impact.depth === 'light'
          ? t('{ref} · version {number} · light assessment', { ref: impact.ref, number: impact.number })
          : t('{ref} · version {number} · full assessment', { ref: impact.ref, number: impact.number })
      }
      actions={
        <>
          <StateMark {...state} />
          <PageLink path={`/impacts/${impact.id}`}>{t('Overview')}</PageLink>
        </>
      }
    >
      <DocumentChips shown={shown} only={search.for} onOnly={(id) => change({ for: id, question: null })} />
      {impact.state !== 'draft' && (
        <p className="quiet" role="note">
          {impact.state === 'in-review'
            ? t('It is in review: nothing is changed until it is sent back.')
            : t('It is approved and frozen. Begin the next version to change answers.')}
        </p>
      )}
      <div className="bench">
        <Outline questions={pool} current={current.id} onPick={(question) => change({ question })} />
        <section className="card bench-question" aria-label={t('Question')} onKeyDown={onKeyDown}>
          <NativeSelect
            className="phone-only"
            aria-label={t('Go to question')}
            mb={10}
            data={pool.map((each) => ({
              value: each.id,
              label: `${each.answered ? '● ' : '◌ '}${each.text}`,
            }))}
            value={current.id}
            onChange={(event) => change({ question: event.currentTarget.value })}
          />
          <div className="quiet meta">
            {t('{section} · question {at} of {pool}', {
              section: current.section,
              at: at + 1,
              pool: pool.length,
            })}
          </div>
          <h2>{current.text}</h2>
          <QuestionBox
            key={`${current.id} ${impact.id}`}
            {...{ impact, question: current, shown, frame, readOnly }}
          />
          <div style={{ display: 'flex', gap: 8, marginTop: 20, alignItems: 'center', flexWrap: 'wrap' }}>
            <Button variant="default" disabled={at <= 0} onClick={() => go(-1)}>
              {t('Back')}
            </Button>
            <Button variant="default" disabled={at >= pool.length - 1} onClick={() => go(1)}>
              {t('Next question')}
            </Button>
            <span className="quiet meta hide-phone">{t('Ctrl+Enter next · J, K move · 1 to 9 choose')}</span>
          </div>
        </section>
        <Why question={current} documents={shown.documents} />
      </div>
      {narrowed.length === 0 && search.for && (
        <p className="quiet">
          <Trans
            id="{documents} misses nothing more that is asked here. <0>Go to the overview</0>"
            values={{ documents: t(DOCUMENTS[search.for] ?? 'This document') }}
            components={{ 0: <OrgLink path={`/impacts/${impact.id}`} /> }}
          />
        </p>
      )}
    </Page>
  );
}

function DocumentChips({
  shown,
  only,
  onOnly,
}: {
  readonly shown: Interview;
  readonly only: string | undefined;
  readonly onOnly: (id: string | null) => void;
}) {
  const asked = questionsShown(shown, undefined);
  return (
    <section className="bench-choices" aria-label={t('Which document')}>
      <button type="button" className="chip" aria-pressed={!only} onClick={() => onOnly(null)}>
        {t('All questions: {asked} of {asked2} answered', {
          asked: asked.filter((each) => each.answered).length,
          asked2: asked.length,
        })}
      </button>
      {shown.documents.map((each) => {
        const open = each.elements.filter((one) => one.status === 'open').length;
        const words =
          each.due === 'no'
            ? t('not due')
            : each.due === 'unknown'
              ? t('not known whether it is due')
              : open === 0
                ? 'complete'
                : t('{open} of {elements} elements open', { open, elements: each.elements.length });
        return (
          <button
            key={each.id}
            type="button"
            className="chip"
            aria-pressed={only === each.id}
            disabled={each.due === 'no'}
            title={
              each.due === 'no'
                ? t('It does not apply to this AI system.')
                : t('Show only what the {documents} still misses', { documents: t(DOCUMENTS[each.id]!) })
            }
            onClick={() => onOnly(each.id)}
          >
            {t(DOCUMENTS[each.id]!)}: {words}
          </button>
        );
      })}
    </section>
  );
}
