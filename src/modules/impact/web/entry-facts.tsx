import { msg, numberText, t } from '#kernel/language.ts';
import type { Frame } from './cell.tsx';
import type { Entry } from './matrix.tsx';

const REVERSIBLE: Readonly<Record<string, string>> = {
  easily: msg('Easily'),
  'with-effort': msg('With effort or support'),
  hardly: msg('Hardly'),
  never: msg('Never'),
};
const DURATION: Readonly<Record<string, string>> = {
  short: msg('Days or weeks'),
  months: msg('Months'),
  years: msg('Years'),
  lasting: msg('For good'),
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
    ? [[t('Why there is none'), entry.description]]
    : [
        [t('Who exactly'), entry.who],
        [t('What happens to them'), entry.description],
        ...(harm ? [[t('What it comes from'), entry.cause] as const] : []),
        [t('Likelihood'), step(frame.likelihood, entry.likelihood)],
        [harm ? t('Severity') : t('Size of the benefit'), step(scale, entry.severity)],
        ...(harm
          ? ([
              [t('Level'), entry.level === null ? null : String(entry.level)],
              [t('Likelihood with the measures'), step(frame.likelihood, entry.residualLikelihood)],
              [t('Severity with the measures'), step(frame.severity, entry.residualSeverity)],
              [
                t('What remains'),
                entry.level === null
                  ? null
                  : `${entry.residualLevel ?? entry.level}${band ? `, ${band}` : ''}`,
              ],
              [
                t('In a weaker position'),
                entry.vulnerable === null ? null : entry.vulnerable ? t('Yes') : t('No'),
              ],
              [t('Can it be put right'), entry.reversibility && REVERSIBLE[entry.reversibility]!],
            ] as const)
          : []),
        [t('People a year'), entry.people === null ? null : numberText(entry.people)],
        [t('How long it lasts'), entry.duration && DURATION[entry.duration]!],
      ];
  return (
    <div className="card fields">
      {rows.map(([label, value]) => (
        <div key={label} className="field">
          <span className="label">{label}</span>
          <div className="value">{value ?? <span className="quiet">{t('Not said yet')}</span>}</div>
        </div>
      ))}
    </div>
  );
}
