import { t } from '#kernel/language.ts';
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
    <Section title={t('Earlier rounds')}>
      {rounds.toReversed().map((round) => (
        <details key={round.round} className="card editor" open={round.round === rounds.length}>
          <summary>
            {t('Round {round}', { round: round.round })}{' '}
            {round.result && (
              <StateMark
                label={round.result === 'effective' ? t('found effective') : t('found ineffective')}
                tone={round.result === 'effective' ? 'good' : 'bad'}
              />
            )}
          </summary>
          <Facts
            facts={[
              [t('Correction'), round.correction],
              [t('Consequences'), round.consequences],
              [
                t('Why'),
                round.whys.length > 0 && (
                  <ol className="sentences">
                    {round.whys.map((why) => (
                      <li key={why}>{why}</li>
                    ))}
                  </ol>
                ),
              ],
              [
                t('Possible causes'),
                round.fishbone
                  .map((bone) => `${t(causeCategories[bone.category])}: ${bone.causes.join('; ')}`)
                  .join('. '),
              ],
              [t('Cause'), round.cause],
              [t('Similar cases'), round.similarConclusion],
              [
                t('Actions'),
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
              [t('Method'), round.method],
              [t('Criterion'), round.criterion],
              [
                t('Judged'),
                round.judgedOn && (
                  <>
                    {names(round.judgedBy)}, <Day day={round.judgedOn} />: {round.finding}
                  </>
                ),
              ],
              [t('It went on because'), round.endedBecause],
            ]}
          />
        </details>
      ))}
    </Section>
  );
}
