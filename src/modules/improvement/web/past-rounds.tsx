import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { Day, StateMark } from '#ui/states.tsx';
import { causeCategories } from '../words.ts';
import type { Nonconformity } from './data.ts';
import { Facts } from './facts.tsx';

/** The rounds before this one, as they were when they ended. */
export function PastRounds({ rounds }: { readonly rounds: NonNullable<Nonconformity['pastRounds']> }) {
  const names = useNames();
  if (rounds.length === 0) return null;
  return (
    <Section title="Earlier rounds">
      {rounds.toReversed().map((round) => (
        <details key={round.round} className="card editor" open={round.round === rounds.length}>
          <summary>
            Round {round.round}{' '}
            {round.result && (
              <StateMark
                label={round.result === 'effective' ? 'found effective' : 'found ineffective'}
                tone={round.result === 'effective' ? 'good' : 'bad'}
              />
            )}
          </summary>
          <Facts
            facts={[
              ['Correction', round.correction],
              ['Consequences', round.consequences],
              [
                'Why',
                round.whys.length > 0 && (
                  <ol className="sentences">
                    {round.whys.map((why) => (
                      <li key={why}>{why}</li>
                    ))}
                  </ol>
                ),
              ],
              [
                'Possible causes',
                round.fishbone
                  .map((bone) => `${causeCategories[bone.category]}: ${bone.causes.join('; ')}`)
                  .join('. '),
              ],
              ['Cause', round.cause],
              ['Similar cases', round.similarConclusion],
              [
                'Actions',
                round.actions.length > 0 && (
                  <ul className="sentences">
                    {round.actions.map((each) => (
                      <li key={each.ref}>
                        {each.ref} {each.title}, {names(each.ownerId)}: {each.outcome ?? each.state}
                      </li>
                    ))}
                  </ul>
                ),
              ],
              ['Method', round.method],
              ['Criterion', round.criterion],
              [
                'Judged',
                round.judgedOn && (
                  <>
                    {names(round.judgedBy)}, <Day day={round.judgedOn} />: {round.finding}
                  </>
                ),
              ],
              ['It went on because', round.endedBecause],
            ]}
          />
        </details>
      ))}
    </Section>
  );
}
