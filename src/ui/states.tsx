import { Button, Loader } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Tone } from '#kernel/lifecycle.ts';
import type { Decision } from '#kernel/policy.ts';
import { type Verdict, verdicts } from '#kernel/verdict.ts';
import { ApiError, shownDay } from './api.ts';

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
      {label}
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
      {verdicts[verdict].label}
    </span>
  );
}

/** What went wrong, what was kept, what to do next; the trace last. */
export function ErrorView({ error }: { readonly error: unknown }) {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div role="alert" className="card" style={{ padding: 16, borderColor: 'var(--bad)' }}>
      <strong>{problem?.title ?? 'This page could not be shown'}</strong>
      <p style={{ margin: '4px 0' }}>{problem?.detail ?? String(error)}</p>
      {problem?.problems && (
        <ul style={{ margin: '4px 0', paddingLeft: 18 }}>
          {problem.problems.slice(0, 12).map((each) => (
            <li key={`${each.path}${each.message}`}>{each.message}</li>
          ))}
          {problem.problems.length > 12 && <li>and {problem.problems.length - 12} more</li>}
        </ul>
      )}
      <p className="quiet" style={{ margin: 0 }}>
        {problem?.next ?? 'Load the page again.'}{' '}
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
    <div style={{ padding: 32 }} role="status" aria-label="Loading">
      <Loader size="sm" />
    </div>
  );
}

/** A button that says why it is disabled: by a policy, or because the past is shown. */
export function ActButton({
  decision,
  children,
  onClick,
  primary,
  loading,
}: {
  readonly decision: Decision;
  readonly children: ReactNode;
  readonly onClick: () => void;
  readonly primary?: boolean;
  readonly loading?: boolean;
}) {
  const past = shownDay() !== null;
  const reason = past
    ? 'You are looking at the past. Leave that view to change something.'
    : decision.allowed
      ? undefined
      : decision.reason;
  return (
    <Button
      variant={primary ? 'filled' : 'default'}
      disabled={reason !== undefined}
      title={reason}
      onClick={onClick}
      loading={loading ?? false}
    >
      {children}
    </Button>
  );
}

/** What belongs here, why an auditor asks, and how to begin. */
export function Empty({
  title,
  why,
  children,
}: {
  readonly title: string;
  readonly why: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="card read" style={{ padding: 24, margin: '16px 0' }}>
      <strong style={{ fontSize: 16 }}>{title}</strong>
      <p className="quiet" style={{ margin: '6px 0 12px' }}>
        {why}
      </p>
      {children}
    </div>
  );
}

/** A day as people read it, with the exact day on hover. */
export function Day({ day, today }: { readonly day: string | null | undefined; readonly today?: string }) {
  if (!day) return <span className="quiet">not set</span>;
  const from = Date.parse(today ?? new Date().toISOString().slice(0, 10));
  const days = Math.round((Date.parse(day.slice(0, 10)) - from) / 86_400_000);
  const near =
    days === 0
      ? 'today'
      : days === 1
        ? 'tomorrow'
        : days === -1
          ? 'yesterday'
          : days > 0 && days < 60
            ? `in ${days} days`
            : days < 0 && days > -60
              ? `${-days} days ago`
              : new Date(day).toLocaleDateString(undefined, { dateStyle: 'medium' });
  return (
    <time dateTime={day} title={day.slice(0, 10)}>
      {near}
    </time>
  );
}
