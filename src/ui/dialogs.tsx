import { Button } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import type { Endpoint } from '#kernel/endpoint.ts';
import type { FieldProblem } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { ApiError } from './api.ts';
import { Dialog } from './dialog.tsx';
import { type Field, FieldInput, saidField } from './fields.tsx';
import { useCommand } from './hooks.ts';
import { ErrorView } from './states.tsx';

/** What was typed, without what was left empty: for `prepare`. */
export function withoutEmpty(given: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== ''));
}

/** A dialog that asks for some fields and does one thing. Problems stand at their fields. */
export function AskDialog<T>({
  title,
  explain,
  fields: asked,
  endpoint,
  fixed = {},
  initial = {},
  prepare = (given) => given,
  verb,
  onDone,
  onClose,
}: {
  readonly title: string;
  readonly explain?: string;
  readonly fields: readonly Field[];
  readonly endpoint: Endpoint;
  readonly fixed?: Readonly<Record<string, unknown>>;
  readonly initial?: Readonly<Record<string, unknown>>;
  /** Turns what was typed into what the endpoint takes. */
  readonly prepare?: (given: Readonly<Record<string, unknown>>) => Readonly<Record<string, unknown>>;
  readonly verb: string;
  readonly onDone: (result: T, sent: Readonly<Record<string, unknown>>) => void;
  readonly onClose: () => void;
}) {
  const fields = asked.map(saidField);
  const command = useCommand(endpoint);
  const [values, setValues] = useState<Record<string, unknown>>({ ...initial });
  const [sending, setSending] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: sends once for each press, with the values of that moment
  useEffect(() => {
    if (sending === 0) return;
    const sent = prepare({ ...fixed, ...values });
    command.mutate(sent as never, { onSuccess: (result) => onDone(result as T, sent) });
  }, [sending]);
  const problems: readonly FieldProblem[] =
    command.error instanceof ApiError ? (command.error.problem.problems ?? []) : [];
  const elsewhere =
    command.error &&
    !problems.some((problem) => fields.some((field) => problem.path.split('.')[0] === field.key));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // The field that has the focus reports when it is left: leave it first.
    (document.activeElement as HTMLElement | null)?.blur();
    setTimeout(() => setSending((n) => n + 1), 0);
  };
  return (
    <Dialog onClose={onClose} title={<strong>{title}</strong>} size="lg">
      <form onSubmit={submit}>
        {explain && (
          <p className="quiet" style={{ marginTop: 0 }}>
            {explain}
          </p>
        )}
        {elsewhere && <ErrorView error={command.error} />}
        {fields.map((field, i) => (
          <div key={field.key} className="field">
            <span className="label">
              {field.label}
              {field.required ? ' *' : ''}
            </span>
            <FieldInput
              field={field}
              value={values[field.key]}
              autoFocus={i === 0}
              onCommit={(value) => setValues((now) => ({ ...now, [field.key]: value }))}
              error={problems.find((problem) => problem.path.split('.')[0] === field.key)?.message}
            />
            {field.help && (
              <div className="quiet" style={{ fontSize: 12 }}>
                {field.help}
              </div>
            )}
          </div>
        ))}
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', marginTop: 16 }}>
          <Button variant="default" onClick={onClose}>
            {t('Cancel')}
          </Button>
          <Button type="submit" loading={command.isPending}>
            {verb}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
