import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Await, Day, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { indicatorEndpoints } from '../contract.ts';
import { mayWriteImpact } from '../policy.ts';

export type IndicatorShown = Readonly<Record<string, unknown>> & {
  readonly id: string;
  readonly ref: string;
  readonly version: number;
  readonly impactId: string;
  readonly title: string;
  readonly threshold: string | null;
  readonly watcherId: string | null;
  readonly everyDays: number;
  readonly nextOn: string | null;
  readonly lookedOn: string | null;
  readonly lookedBy: string | null;
  readonly finding: string | null;
  readonly crossed: boolean;
  readonly stoppedBecause: string | null;
};

/** How an indicator stands, as shape and word. */
export function IndicatorMark({ each }: { readonly each: IndicatorShown }) {
  if (each.stoppedBecause !== null) return <StateMark label={t('Stopped')} tone="muted" />;
  if (each.crossed) return <StateMark label={t('Threshold crossed')} tone="bad" />;
  return (
    <StateMark
      label={each.lookedOn ? t('Watched') : t('Not looked at yet')}
      tone={each.lookedOn ? 'good' : 'neutral'}
    />
  );
}

/** What is watched, from when it matters, who looks and how often. */
export function Indicators({ impactId, state }: { readonly impactId: string; readonly state: string }) {
  const [adding, setAdding] = useState(false);
  const actor = useActor();
  const names = useNames();
  const list = useEndpoint(indicatorEndpoints.list, { impactId, limit: 100 } as never);
  return (
    <>
      <Await query={list as never}>
        {({ rows }: { rows: readonly IndicatorShown[] }) =>
          rows.length === 0 ? (
            <p className="quiet">
              {t(
                'Nothing is watched yet. Name what would show that an impact emerges, such as the share of complaints.',
              )}
            </p>
          ) : (
            <div className="card" style={{ padding: '4px 16px' }}>
              {rows.map((each) => (
                <div key={each.id} className="field long">
                  <div>
                    <OrgLink path={`/indicators/${each.id}`}>{each.title}</OrgLink>{' '}
                    <IndicatorMark each={each} />
                  </div>
                  <div className="quiet">
                    {each.threshold
                      ? t(
                          'Matters from: {threshold}. {watcherId} looks every {everyDays, plural, one {day} other {# days}}',
                          {
                            threshold: each.threshold,
                            watcherId: names(each.watcherId),
                            everyDays: each.everyDays,
                          },
                        )
                      : t('{watcherId} looks every {everyDays, plural, one {day} other {# days}}', {
                          watcherId: names(each.watcherId),
                          everyDays: each.everyDays,
                        })}
                    {each.nextOn && (
                      <>
                        {', '}
                        <Trans id="next <0/>" components={{ 0: <Day day={each.nextOn} /> }} />
                      </>
                    )}
                  </div>
                </div>
              ))}
            </div>
          )
        }
      </Await>
      <p>
        <ActButton
          decision={
            state === 'superseded'
              ? { allowed: false, reason: t('This version was replaced.') }
              : mayWriteImpact(actor)
          }
          onClick={() => setAdding(true)}
        >
          {t('Add an indicator')}
        </ActButton>
      </p>
      {adding && (
        <AskDialog
          title={t('Add an indicator')}
          fields={[
            { key: 'title', label: t('What is watched'), kind: 'text', required: true },
            { key: 'threshold', label: t('From when it matters'), kind: 'text' },
            { key: 'watcherId', label: t('Who looks'), kind: 'person', required: true },
            { key: 'everyDays', label: t('Every how many days'), kind: 'number', required: true },
          ]}
          initial={{ everyDays: 30 }}
          fixed={{ impactId }}
          endpoint={indicatorEndpoints.create}
          verb={t('Add it')}
          onClose={() => setAdding(false)}
          onDone={() => setAdding(false)}
        />
      )}
    </>
  );
}
