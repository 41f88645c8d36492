import { Button, NativeSelect, Progress, Textarea } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { msg, numberText, t } from '#kernel/language.ts';
import { call, currentOrg } from '#ui/api.ts';
import { FilterBar } from '#ui/filter-bar.tsx';
import { useActor, useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { listState, queryOfList, searchOfList } from '#ui/list-state.ts';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { saidFilter } from '#ui/said.ts';
import { ActButton, ErrorView, RowsWait } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { mayScreen } from '../policy.ts';
import { criteriaActs, screeningActs } from '../screening-acts.ts';
import { screeningFacts } from '../screening-rules.ts';
import { Preview } from './preview.tsx';
import { options } from './words.ts';

const FILTERS = [
  {
    key: 'scope',
    title: msg('Scope'),
    options: options({ proposed: msg('Not decided'), in: msg('In scope'), out: msg('Out of scope') }),
  },
  {
    key: 'stage',
    title: msg('Stage'),
    options: options({
      inception: msg('Inception'),
      'design-development': msg('Design and development'),
      'verification-validation': msg('Verification and validation'),
      deployment: msg('Deployment'),
      'operation-monitoring': msg('Operation and monitoring'),
      're-evaluation': msg('Re-evaluation'),
      retirement: msg('Retirement'),
    }),
  },
  {
    key: 'statedImpact',
    title: msg('Stated impact'),
    options: options({
      rights: msg('Rights-impacting'),
      safety: msg('Safety-impacting'),
      both: msg('Rights and safety'),
      neither: msg('Neither'),
      unstated: msg('Not stated'),
    }),
  },
  { key: 'agency', title: msg('Unit'), kind: 'text' as const },
];

/** Screening of everything that a filter shows: what would happen, then it happens in steps. */
export default function ScreeningPage() {
  const [search, put] = useSearchState();
  const state = listState(search);
  const criteria = useEndpoint(criteriaActs.show, {});
  const [answers, setAnswers] = useState<Record<string, string>>({});
  const query = queryOfList({ ...state, sort: '' });
  const preview = useEndpoint(
    screeningActs.preview,
    { ...query, ...(Object.keys(answers).length > 0 && { answers: JSON.stringify(answers) }) } as never,
    { enabled: criteria.data?.criteria != null },
  );
  // What was shown stays until the next is known, or what is being typed would go with it.
  const [shown, setShown] = useState(preview.data);
  if (preview.data && preview.data !== shown) setShown(preview.data);
  const change = (next: Partial<typeof state>) => {
    const gone = Object.fromEntries(Object.keys(searchOfList(state)).map((key) => [key, null]));
    put({ ...gone, ...searchOfList({ ...state, ...next }) });
  };
  return (
    <Page
      title={t('Screening')}
      clause="6.1.4, A.5.2"
      sentence={t(
        'How deep each AI system must be assessed. The standard asks for a process and its results; your rules say where a full assessment is needed, where a light one is enough, and where none is.',
      )}
      wide
      actions={
        <>
          <PageLink path="/impacts">{t('Assessments')}</PageLink>
          <PageLink path="/impacts/criteria">{t('Rules')}</PageLink>
        </>
      }
    >
      {criteria.data?.criteria === null ? (
        <p className="card" style={{ padding: 12 }}>
          <Trans
            id="▲ Nobody has decided the rules of screening. <0>Decide them</0> first."
            components={{ 0: <OrgLink path="/impacts/criteria" /> }}
          />
        </p>
      ) : (
        <>
          <FilterBar
            state={state}
            change={change}
            filters={FILTERS.map(saidFilter)}
            columns={[]}
            total={preview.data?.total ?? null}
          />
          {preview.error && <ErrorView error={preview.error} />}
          {!shown && !preview.error && <RowsWait />}
          {shown && (
            <>
              <Preview shown={shown} />
              <Bulk filters={query} answers={answers} onAnswers={setAnswers} counts={shown.counts} />
            </>
          )}
        </>
      )}
    </Page>
  );
}

/** How many AI systems one request screens, so that progress shows and it can be stopped. */
const STEP = 250;

function Bulk({
  filters,
  answers,
  onAnswers,
  counts,
}: {
  readonly filters: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, string>>;
  readonly onAnswers: (answers: Record<string, string>) => void;
  readonly counts: Readonly<Record<string, number>>;
}) {
  const client = useQueryClient();
  const actor = useActor();
  const [reason, setReason] = useState('');
  const [done, setDone] = useState<number | null>(null);
  const [running, setRunning] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const stopped = useRef(false);
  const toDo = ['full', 'light', 'none', 'open'].reduce((sum, key) => sum + (counts[key] ?? 0), 0);
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  const given = Object.keys(answers).length > 0;
  const run = async () => {
    setRunning(true);
    setError(null);
    stopped.current = false;
    let after: string | undefined;
    let total = 0;
    try {
      do {
        const step = await call(screeningActs.bulk, {
          filters: Object.fromEntries(Object.entries(filters).map(([key, value]) => [key, String(value)])),
          answers: answers as Record<string, 'yes'>,
          ...(reason.trim() && { reason: reason.trim() }),
          ...(after && { after }),
          limit: STEP,
        });
        total += step.done;
        setDone(total);
        after = step.next ?? undefined;
      } while (after && !stopped.current);
    } catch (problem) {
      setError(problem);
    }
    setRunning(false);
    await client.invalidateQueries({ queryKey: [currentOrg()] });
  };
  const may = mayScreen(actor, null);
  return (
    <Section title={t('Screen them all by the rules')}>
      {error !== null && <ErrorView error={error} />}
      <details className="card" style={{ padding: '10px 16px', marginBottom: 12 }}>
        <summary style={{ cursor: 'pointer' }}>
          {t('Answers that hold for all of them')}
          {given && ` (${Object.keys(answers).length})`}
        </summary>
        <p className="quiet">
          {t('Only where a record says nothing. Say how you know; the reason stays with each.')}
        </p>
        <div className="common-answers">
          {screeningFacts
            .filter((each) => each.asked)
            .map((each) => (
              <NativeSelect
                key={each.id}
                size="xs"
                label={each.question}
                data={[
                  { value: '', label: t('Leave as it is') },
                  { value: 'no', label: t('No, for all') },
                  { value: 'yes', label: t('Yes, for all') },
                ]}
                value={answers[each.id] ?? ''}
                onChange={(event) => {
                  const { [each.id]: _gone, ...rest } = answers;
                  const said = event.currentTarget.value;
                  onAnswers(said ? { ...rest, [each.id]: said } : rest);
                }}
              />
            ))}
        </div>
        {given && (
          <Textarea
            mt={10}
            label={t('How you know it of all of them')}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            autosize
            minRows={2}
          />
        )}
      </details>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <ActButton
          primary
          decision={
            toDo === 0
              ? { allowed: false, reason: t('Nothing here is to be screened.') }
              : given && reason.trim().length < 3
                ? { allowed: false, reason: t('Say how you know the answers of all of them.') }
                : may
          }
          loading={running}
          onClick={() => void run()}
        >
          {t('Screen {toDo, plural, one {# AI system} other {# AI systems}}', { toDo })}
        </ActButton>
        {running && (
          <Button variant="default" onClick={() => (stopped.current = true)}>
            {t('Stop after this step')}
          </Button>
        )}
        <span role="status" className="quiet">
          {done !== null &&
            (running
              ? t('{done} of {all} looked at', { done: numberText(done), all: numberText(all) })
              : stopped.current
                ? t('{done} looked at; stopped, the rest is as it was.', { done: numberText(done) })
                : t('{done} looked at.', { done: numberText(done) }))}
        </span>
      </div>
      {running && (
        <Progress mt={10} value={all === 0 ? 0 : ((done ?? 0) / all) * 100} aria-label={t('Progress')} />
      )}
    </Section>
  );
}
