import { Button, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { t } from '#kernel/language.ts';
import type { WholePlan } from '../contract.ts';
import { DEFAULT_WEEKS, type FactorId, LEAST_WEEKS, MOST_WEEKS } from '../estimate.ts';

type Factor = WholePlan['estimate']['factors'][number];
export type FactorEdit = { readonly id: FactorId; readonly weeks: number; readonly reason: string };

/** How long, and why: every factor with its weeks and its reason, each open to a better judgement. */
export function Estimator({
  factors,
  edits,
  onEdits,
  readOnly,
}: {
  readonly factors: readonly Factor[];
  readonly edits: readonly FactorEdit[];
  readonly onEdits: (edits: readonly FactorEdit[]) => void;
  readonly readOnly: boolean;
}) {
  const [open, setOpen] = useState<FactorId | null>(null);
  const shown = factors.map((each) => {
    const edit = edits.find((one) => one.id === each.id);
    return edit
      ? { ...each, weeks: edit.weeks, reason: edit.reason, edited: true }
      : { ...each, weeks: each.edited ? each.suggested : each.weeks, edited: false };
  });
  const sum = DEFAULT_WEEKS + shown.reduce((total, each) => total + each.weeks, 0);
  const weeks = Math.min(MOST_WEEKS, Math.max(LEAST_WEEKS, sum));
  const set = (edit: FactorEdit) => onEdits([...edits.filter((one) => one.id !== edit.id), edit]);
  return (
    <section className="card estimate" aria-label={t('How long it takes, and why')}>
      <p className="estimate-sum">
        <strong>{t('{weeks, plural, one {# week} other {# weeks}}', { weeks })}</strong>{' '}
        <span className="quiet">
          {sum !== weeks
            ? t('{usual} by default; the factors say {sum}, and a plan takes {least} to {most}', {
                usual: DEFAULT_WEEKS,
                sum,
                least: LEAST_WEEKS,
                most: MOST_WEEKS,
              })
            : t('{usual} by default', { usual: DEFAULT_WEEKS })}
        </span>
      </p>
      <dl>
        {shown.map((each) => (
          <div key={each.id}>
            <dt>
              {each.title} <span className="num">{each.weeks > 0 ? `+${each.weeks}` : each.weeks}</span>
            </dt>
            <dd>
              {each.reason}
              {each.edited && (
                <span className="quiet">
                  {' '}
                  {t('Set by a person; the rule says {suggested}.', {
                    suggested: each.suggested > 0 ? `+${each.suggested}` : each.suggested,
                  })}
                </span>
              )}{' '}
              {!readOnly && (
                <Button
                  size="compact-xs"
                  variant="subtle"
                  onClick={() => setOpen(open === each.id ? null : each.id)}
                  aria-expanded={open === each.id}
                  aria-label={t('Change {title}', { title: each.title })}
                >
                  {t('Change')}
                </Button>
              )}
              {open === each.id && (
                <Change
                  factor={each}
                  onSet={(edit) => {
                    set(edit);
                    setOpen(null);
                  }}
                  onRule={() => {
                    onEdits(edits.filter((one) => one.id !== each.id));
                    setOpen(null);
                  }}
                />
              )}
            </dd>
          </div>
        ))}
      </dl>
      <p className="quiet meta">
        {t('The steps are our opinion, taken from no standard. A certification body tells you its own days.')}
      </p>
    </section>
  );
}

function Change({
  factor,
  onSet,
  onRule,
}: {
  readonly factor: Factor;
  readonly onSet: (edit: FactorEdit) => void;
  readonly onRule: () => void;
}) {
  const [weeks, setWeeks] = useState<number>(factor.weeks);
  const [reason, setReason] = useState(factor.edited ? factor.reason : '');
  return (
    <span className="estimate-change">
      <NumberInput
        aria-label={t('Weeks for {title}', { title: factor.title })}
        size="xs"
        w={90}
        min={-26}
        max={26}
        value={weeks}
        onChange={(value) => setWeeks(Number(value) || 0)}
      />
      <TextInput
        aria-label={t('Reason for {title}', { title: factor.title })}
        size="xs"
        placeholder={t('Why')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Button
        size="xs"
        disabled={reason.trim().length < 3}
        title={reason.trim().length < 3 ? t('Say why') : undefined}
        onClick={() => onSet({ id: factor.id, weeks, reason: reason.trim() })}
      >
        {t('Set the weeks')}
      </Button>
      <Button size="xs" variant="default" onClick={onRule}>
        {t('Follow the rule')}
      </Button>
    </span>
  );
}
