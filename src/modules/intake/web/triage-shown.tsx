import { t } from '#kernel/language.ts';
import { StateMark } from '#ui/states.tsx';
import { levels, type Reason, type TriageFacts, triage } from '../triage.ts';

/** What the rules make of the answers, with each rule that applies. */
export function TriageShown({ facts }: { readonly facts: TriageFacts }) {
  const { level, reasons } = triage(facts);
  return <TriageResult level={level} reasons={reasons} />;
}

/** A result of the rules, as it was computed. */
export function TriageResult({
  level,
  reasons,
}: {
  readonly level: keyof typeof levels;
  readonly reasons: readonly Reason[];
}) {
  return (
    <div className="triage" role="status">
      <StateMark label={t(levels[level].label)} tone={levels[level].tone} />{' '}
      <span className="quiet">{t(levels[level].means)}</span>
      {reasons.length > 0 && (
        <ul className="sentences">
          {reasons.map((each) => (
            <li key={each.id}>{each.text}</li>
          ))}
        </ul>
      )}
    </div>
  );
}
