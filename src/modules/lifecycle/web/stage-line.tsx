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
    <ol className="stage-line" aria-label="Stages and their gates">
      {gates.map((gate) => {
        const held = gate.conditions.filter((each) => each.ok).length;
        return (
          <li key={gate.stage} className={gate.place}>
            <button
              type="button"
              aria-current={gate.stage === shown ? 'true' : undefined}
              onClick={() => onShow(gate.stage)}
            >
              <span className="stage-name">{stageTitles[gate.stage as Stage]}</span>
              <span className="meta">
                <span aria-hidden className={`gate-${mark(gate)}`}>
                  {SHAPES[mark(gate)]}
                </span>{' '}
                {WORDS[mark(gate)]}
                {gate.conditions.length > 0 && (
                  <span className="quiet num">
                    {' '}
                    {held} of {gate.conditions.length}
                  </span>
                )}
              </span>
              {gate.place === 'here' && <span className="meta here-word">It is here</span>}
            </button>
          </li>
        );
      })}
    </ol>
  );
}

type Mark = 'met' | 'excepted' | 'closed';
const SHAPES: Readonly<Record<Mark, string>> = { met: '●', excepted: '▲', closed: '■' };
const WORDS: Readonly<Record<Mark, string>> = {
  met: 'Everything is there',
  excepted: 'Exception',
  closed: 'Closed',
};

function mark(gate: Gate): Mark {
  if (gate.passed) return 'met';
  return gate.open ? 'excepted' : 'closed';
}
