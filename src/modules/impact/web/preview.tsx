import type { OutputOf } from '#kernel/endpoint.ts';
import { OrgLink } from '#ui/links.tsx';
import type { screeningActs } from '../screening-acts.ts';

type Shown = OutputOf<typeof screeningActs.preview>;

const OUTCOMES: readonly (readonly [string, string, (n: number) => string])[] = [
  ['full', 'Full assessment', (n) => `${n} will need a full assessment`],
  ['light', 'Light assessment', (n) => `${n} a light one`],
  ['none', 'No assessment', (n) => `${n} none`],
  ['open', 'Answers missing', (n) => `${n} wait for answers`],
  ['kept', 'Decided by a person', (n) => `${n} stay as a person decided`],
  ['not-yours', 'Not yours to screen', (n) => `${n} you may not`],
  ['out', 'Out of the scope', (n) => `${n} are out of the scope`],
];

/** What a screening of everything shown would do: a sentence, and examples of each outcome with the reason. */
export function Preview({ shown }: { readonly shown: Shown }) {
  const parts = OUTCOMES.filter(([id]) => (shown.counts[id] ?? 0) > 0);
  if (shown.total === 0) return <p className="quiet">No AI system matches.</p>;
  return (
    <>
      <p className="read">
        Of <strong className="num">{shown.total.toLocaleString()}</strong> AI systems:{' '}
        {parts.map(([id, , words]) => words(shown.counts[id]!)).join(', ')}.
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
              {title} <strong className="num">{shown.counts[id]!.toLocaleString()}</strong>
              {shown.counts[id]! > rows.length && <span className="quiet"> · the first {rows.length}</span>}
            </summary>
            <ul className="sentences plain">
              {rows.map((each) => (
                <li key={each.id}>
                  <OrgLink path={`/impacts/screening/${each.id}`}>
                    {each.ref} {each.name}
                  </OrgLink>{' '}
                  <span className="quiet">
                    {each.now && each.now !== each.outcome && `now ${each.now}; `}
                    {each.why}
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
