import { Button, Skeleton } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import { type ReactNode, useEffect } from 'react';
import { t } from '#kernel/language.ts';
import type { Tone } from '#kernel/lifecycle.ts';
import type { Decision } from '#kernel/policy.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { ApiError, shownDay } from './api.ts';
import { dayWords } from './days.ts';
import { useSearchState, useToday } from './hooks.ts';
import { messages } from './messages.ts';

const SHAPES: Readonly<Record<Tone, string>> = {
  good: '●',
  warning: '▲',
  bad: '■',
  active: '◆',
  neutral: '○',
  muted: '–',
};

/** A state as shape, colour and word together. */
export function StateMark({ label, tone }: { readonly label: string; readonly tone: Tone }) {
  return (
    <span className={`mark tone-${tone}`}>
      <span className="shape" aria-hidden>
        {SHAPES[tone]}
      </span>
      {t(label)}
    </span>
  );
}

const VERDICT_TONES: Readonly<Record<Verdict, Tone>> = {
  complete: 'good',
  partial: 'warning',
  missing: 'bad',
  'no-occurrence': 'neutral',
  'cannot-judge': 'muted',
  excluded: 'muted',
};

/** What the machine says of a requirement's records. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  return (
    <span className={`mark tone-${VERDICT_TONES[verdict]}`}>
      <span className="shape" aria-hidden>
        {verdicts[verdict].mark}
      </span>
      {t(verdicts[verdict].label)}
    </span>
  );
}

/** What went wrong, what was kept, what to do next; the trace last. */
export function ErrorView({ error }: { readonly error: unknown }) {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div role="alert" className="card" style={{ padding: 16, borderColor: 'var(--bad)' }}>
      <strong>{problem?.title ?? t('This page could not be shown')}</strong>
      <p style={{ margin: '4px 0' }}>{problem?.detail ?? String(error)}</p>
      {problem?.problems && (
        <ul style={{ margin: '4px 0', paddingInlineStart: 18 }}>
          {problem.problems.slice(0, 12).map((each) => (
            <li key={`${each.path}${each.message}`}>{each.message}</li>
          ))}
          {problem.problems.length > 12 && <li>{messages.andMore(problem.problems.length - 12)}</li>}
        </ul>
      )}
      <p className="quiet" style={{ margin: 0 }}>
        {problem?.next ?? t('Load the page again.')}{' '}
        {problem?.trace && <span className="mono">{problem.trace}</span>}
      </p>
    </div>
  );
}

/** Shows what a query holds: a quiet wait, an error that helps, or the content. */
export function Await<T>({
  query,
  children,
}: {
  readonly query: UseQueryResult<T, ApiError>;
  readonly children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <ErrorView error={query.error} />;
  return (
    <div className="wait" role="status" aria-label={t('Loading')}>
      <Skeleton height={20} width="32%" mb={12} />
      <Skeleton height={12} width="70%" mb={8} />
      <Skeleton height={12} width="58%" mb={8} />
      <Skeleton height={12} width="64%" />
    </div>
  );
}

/** Rows that are on their way; shown only when they take longer than a blink. */
export function RowsWait() {
  return (
    <div className="card wait" role="status" aria-label={t('Loading')}>
      {[62, 48, 70, 55, 66, 51, 60, 46].map((width) => (
        <Skeleton key={width} height={12} width={`${width}%`} my={24} />
      ))}
    </div>
  );
}

/**
 * A button that says why it is disabled: by a policy, or because the past is shown. An address with `add=yes` presses
 * the page's primary one, so that something can be added from anywhere.
 */
export function ActButton({
  decision,
  children,
  onClick,
  primary,
  compact,
  loading,
}: {
  readonly decision: Decision;
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly primary?: boolean;
  readonly compact?: boolean;
  readonly loading?: boolean;
}) {
  const [search, change] = useSearchState();
  const past = shownDay() !== null;
  const reason = past
    ? t('You are looking at the past. Leave that view to change something.')
    : decision.allowed
      ? undefined
      : decision.reason;
  const wanted = primary === true && reason === undefined && search.add === 'yes';
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each wish, with what the button does then
  useEffect(() => {
    if (!wanted) return;
    change({ add: null });
    onClick();
  }, [wanted]);
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      size={compact ? 'compact-sm' : 'sm'}
      disabled={reason !== undefined}
      title={reason}
      onClick={onClick}
      loading={loading ?? false}
    >
      {children}
    </Button>
  );
}

/** What belongs here, why an auditor asks, what a row would look like, and how to begin. */
export function Empty({
  title,
  why,
  example,
  children,
}: {
  readonly title: string;
  readonly why: string;
  readonly example?: readonly { readonly title: string; readonly text: string }[] | undefined;
  readonly children?: ReactNode;
}) {
  return (
    <div className="card empty">
      <strong className="empty-title">{title}</strong>
      <p className="quiet read">{why}</p>
      {example && example.length > 0 && (
        <dl className="example">
          {example.map((each) => (
            <div key={each.title}>
              <dt>{each.title}</dt>
              <dd>{each.text}</dd>
            </div>
          ))}
        </dl>
      )}
      {children}
    </div>
  );
}

/** A day as people read it, with the exact day on hover and in print. */
export function Day({ day, today }: { readonly day: string | null | undefined; readonly today?: string }) {
  const now = useToday();
  if (!day) return <span className="quiet">{t('not set')}</span>;
  return (
    <time className="day" dateTime={day} title={day.slice(0, 10)}>
      {dayWords(day, today ?? now)}
    </time>
  );
}
