import { t } from '#kernel/language.ts';
import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Day, StateMark } from '#ui/states.tsx';
import { no, type PartProps } from './data.ts';
import { Facts } from './facts.tsx';
import type { ActName } from './record-acts.tsx';

/** How the effect is judged, settled before the action, and what came out (10.2 d). */
export function EffectPart({ it, work, onAct }: PartProps & { readonly onAct: (act: ActName) => void }) {
  const names = useNames();
  const open = ['contained', 'analysed', 'planned'].includes(it.state);
  const may = open ? work : no(t('It is settled after the correction and before the first action starts.'));
  return (
    <Section
      title={t('5 Effectiveness')}
      actions={
        <ActButton compact decision={may} onClick={() => onAct('chooseEffectiveness')}>
          {it.effectMethod ? t('Choose otherwise') : t('Choose how it is judged')}
        </ActButton>
      }
    >
      {it.effectMethod ? (
        <Facts
          facts={[
            [t('Method'), it.effectMethod],
            [t('Criterion'), it.effectCriterion],
            [
              t('Judged by'),
              <>
                {names(it.effectJudgeId)}, <Day day={it.effectDueOn} />
              </>,
            ],
            [
              t('Settled'),
              <>
                {names(it.effectChosenBy)}, <Day day={it.effectChosenOn} />
              </>,
            ],
            [
              t('Plan approved'),
              it.planApprovedBy && (
                <>
                  {names(it.planApprovedBy)}, <Day day={it.planApprovedOn} />
                  {it.planSingleReason &&
                    ` ${t('▲ By one person: {planSingleReason}', { planSingleReason: it.planSingleReason })}`}
                </>
              ),
            ],
            [
              t('Result'),
              it.effectResult && (
                <>
                  <StateMark
                    label={it.effectResult === 'effective' ? t('Effective') : t('Ineffective')}
                    tone={it.effectResult === 'effective' ? 'good' : 'bad'}
                  />{' '}
                  {names(it.effectJudgedBy)}, <Day day={it.effectJudgedOn} />: {it.effectFinding}
                </>
              ),
            ],
          ]}
        />
      ) : (
        <p className="quiet">
          {t('Nobody has settled how the effect will be judged. No action starts before that.')}
        </p>
      )}
    </Section>
  );
}
