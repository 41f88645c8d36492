import type { ReactNode } from 'react';

/** Facts in a card, as label and value; what is empty is left out. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [label: string, value: ReactNode])[];
}) {
  return (
    <dl className="card fields said-facts">
      {facts
        .filter(([, value]) => value !== null && value !== '')
        .map(([label, value]) => (
          <div key={label} className="field">
            <dt className="label">{label}</dt>
            <dd className="value">{value}</dd>
          </div>
        ))}
    </dl>
  );
}
