import { msg, t } from '#kernel/language.ts';
import { stageTitles } from '#modules/system/contract.ts';
import type { GateShown } from '../contract.ts';
import type { Stage } from '../rules.ts';

type Gate = GateShown & { readonly place: 'behind' | 'here' | 'ahead' };

/** The seven stages as a line, each with its gate; the chosen one is shown below. */
export function StageLine({
  gates,
  shown,
  onShow,
}: {
  readonly gates: readonly Gate[];
  readonly shown: string;
  readonly onShow: (stage: string) => void;
}) {
  return (
    <ol className="stage-line" aria-label={t('Stages and their gates')}>
      {gates.map((gate) => {
        const held = gate.conditions.filter((each) => each.ok).length;
        return (
          <li key={gate.stage} className={gate.place}>
            <button
              type="button"
              aria-current={gate.stage === shown ? 'true' : undefined}
              onClick={() => onShow(gate.stage)}
            >
              <span className="stage-name">{t(stageTitles[gate.stage as Stage])}</span>
              <span className="meta">
                <span aria-hidden className={`gate-${mark(gate)}`}>
                  {SHAPES[mark(gate)]}
                </span>{' '}
                {t(WORDS[mark(gate)])}
                {gate.conditions.length > 0 && (
                  <span className="quiet num">
                    {' '}
                    {t('{held} of {conditions}', { held, conditions: gate.conditions.length })}
                  </span>
                )}
              </span>
              {gate.place === 'here' && <span className="meta here-word">{t('It is here')}</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

type Mark = 'met' | 'excepted' | 'closed' | 'lacking';
const SHAPES: Readonly<Record<Mark, string>> = { met: '●', excepted: '▲', closed: '■', lacking: '▲' };
const WORDS: Readonly<Record<Mark, string>> = {
  met: msg('Everything is there'),
  excepted: msg('Exception'),
  closed: msg('Closed'),
  lacking: msg('Would not open today:'),
};

function mark(gate: Gate): Mark {
  if (gate.passed) return 'met';
  if (gate.open) return 'excepted';
  // The system went through before, or was written down there: what is missing now is said, not called a closed door.
  return gate.place === 'ahead' ? 'closed' : 'lacking';
}
