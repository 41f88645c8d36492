import type { Frame } from './cell.tsx';
import type { Entry } from './matrix.tsx';

const REVERSIBLE: Readonly<Record<string, string>> = {
  easily: 'Easily',
  'with-effort': 'With effort or support',
  hardly: 'Hardly',
  never: 'Never',
};
const DURATION: Readonly<Record<string, string>> = {
  short: 'Days or weeks',
  months: 'Months',
  years: 'Years',
  lasting: 'For good',
};

/** What is said of one impact, with the words of the scales. */
export function EntryFacts({
  entry,
  frame,
  band,
}: {
  readonly entry: Entry;
  readonly frame: Frame;
  readonly band: string | null;
}) {
  const step = (scale: Frame['severity'], level: number | null) => {
    const found = scale.find((each) => each.level === level);
    return found ? `${found.level} ${found.label}${found.descriptor ? `: ${found.descriptor}` : ''}` : null;
  };
  const harm = entry.kind === 'negative';
  const scale = harm ? frame.severity : frame.benefit;
  const rows: readonly (readonly [string, string | null])[] = entry.kind.startsWith('no-')
    ? [['Why there is none', entry.description]]
    : [
        ['Who exactly', entry.who],
        ['What happens to them', entry.description],
        ...(harm ? [['What it comes from', entry.cause] as const] : []),
        ['Likelihood', step(frame.likelihood, entry.likelihood)],
        [harm ? 'Severity' : 'Size of the benefit', step(scale, entry.severity)],
        ...(harm
          ? ([
              ['Level', entry.level === null ? null : String(entry.level)],
              ['Likelihood with the measures', step(frame.likelihood, entry.residualLikelihood)],
              ['Severity with the measures', step(frame.severity, entry.residualSeverity)],
              [
                'What remains',
                entry.level === null
                  ? null
                  : `${entry.residualLevel ?? entry.level}${band ? `, ${band}` : ''}`,
              ],
              ['In a weaker position', entry.vulnerable === null ? null : entry.vulnerable ? 'Yes' : 'No'],
              ['Can it be put right', entry.reversibility && REVERSIBLE[entry.reversibility]!],
            ] as const)
          : []),
        ['People a year', entry.people === null ? null : entry.people.toLocaleString()],
        ['How long it lasts', entry.duration && DURATION[entry.duration]!],
      ];
  return (
    <div className="card fields">
      {rows.map(([label, value]) => (
        <div key={label} className="field">
          <span className="label">{label}</span>
          <div className="value">{value ?? <span className="quiet">Not said yet</span>}</div>
        </div>
      ))}
    </div>
  );
}
