import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, numberText, t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { Trans } from '#ui/trans.tsx';
import type { screeningActs } from '../screening-acts.ts';

type Shown = OutputOf<typeof screeningActs.preview>;

const OUTCOMES: readonly (readonly [string, string, (n: number) => string])[] = [
  ['full', msg('Full assessment'), (n) => t('{n} will need a full assessment', { n })],
  ['light', msg('Light assessment'), (n) => t('{n} a light one', { n })],
  ['none', msg('No assessment'), (n) => t('{n} none', { n })],
  ['open', msg('Answers missing'), (n) => t('{n} wait for answers', { n })],
  ['kept', msg('Decided by a person'), (n) => t('{n} stay as a person decided', { n })],
  ['not-yours', msg('Not yours to screen'), (n) => t('{n} you may not', { n })],
  ['out', msg('Out of the scope'), (n) => t('{n} are out of the scope', { n })],
];

/** What a screening of everything shown would do: a sentence, and examples of each outcome with the reason. */
export function Preview({ shown }: { readonly shown: Shown }) {
  const parts = OUTCOMES.filter(([id]) => (shown.counts[id] ?? 0) > 0);
  if (shown.total === 0) return <p className="quiet">{t('No AI system matches.')}</p>;
  return (
    <>
      <p className="read">
        <Trans
          id="Of <0/> AI systems: {parts}."
          values={{ parts: parts.map(([id, , words]) => words(shown.counts[id]!)).join(', ') }}
          components={{ 0: <strong className="num">{numberText(shown.total)}</strong> }}
        />
      </p>
      {parts.map(([id, title]) => {
        const rows = shown.examples.filter((each) => each.outcome === id);
        return (
          <details
            key={id}
            className="card"
            style={{ padding: '8px 16px', marginBottom: 8 }}
            open={id === 'open' || id === 'full'}
          >
            <summary style={{ cursor: 'pointer' }}>
              {title} <strong className="num">{numberText(shown.counts[id]!)}</strong>
              {shown.counts[id]! > rows.length && (
                <span className="quiet"> {`· ${t('the first {rows}', { rows: rows.length })}`}</span>
              )}
            </summary>
            <ul className="sentences plain">
              {rows.map((each) => (
                <li key={each.id}>
                  <OrgLink path={`/impacts/screening/${each.id}`}>
                    {each.ref} {each.name}
                  </OrgLink>{' '}
                  <span className="quiet">
                    {each.now && each.now !== each.outcome
                      ? t('now {now}; {why}', { now: each.now, why: each.why })
                      : `${each.why}`}
                  </span>
                </li>
              ))}
            </ul>
          </details>
        );
      })}
    </>
  );
}
