import { t } from '#kernel/language.ts';
import { Section } from '#ui/page.tsx';
import { useNames } from '#ui/people.ts';
import { ActButton, Day } from '#ui/states.tsx';
import { no, type PartProps } from './data.ts';
import { Facts } from './facts.tsx';

/** What was done at once (10.2 a). */
export function ReactionPart({ it, work, onAct }: PartProps & { readonly onAct: () => void }) {
  const names = useNames();
  const open = ['open', 'contained', 'reopened'].includes(it.state);
  const decision = open ? work : no(t('The cause is found; the correction stays as it was recorded.'));
  return (
    <Section
      title={t('1 Correction and consequences')}
      actions={
        <ActButton compact decision={decision} onClick={onAct}>
          {it.correction ? t('Record it again') : t('Record the correction')}
        </ActButton>
      }
    >
      {it.correction ? (
        <Facts
          facts={[
            [t('Done at once'), it.correction],
            [
              t('By'),
              <>
                {names(it.correctedBy)}, <Day day={it.correctedOn} />
              </>,
            ],
            [t('Consequences'), it.consequences],
          ]}
        />
      ) : (
        <p className="quiet">
          {t('Nothing is recorded yet: what stopped it, and what of its consequences?')}
        </p>
      )}
    </Section>
  );
}
