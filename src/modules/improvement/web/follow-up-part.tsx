import { msg, t } from '#kernel/language.ts';
import { Section } from '#ui/page.tsx';
import { ActButton } from '#ui/states.tsx';
import type { PartProps } from './data.ts';
import { Facts } from './facts.tsx';

const DECISIONS = {
  undecided: msg('Not decided yet'),
  updated: msg('Changed; see Connected'),
  'not-needed': msg('Nothing has to change'),
} as const;

/** What changes in risks and in the management system (10.2 e). */
export function FollowUpPart({ it, work, onAct }: PartProps & { readonly onAct: () => void }) {
  return (
    <Section
      title={t('6 What changes because of it')}
      actions={
        <ActButton compact decision={work} onClick={onAct}>
          {t('Say what changes')}
        </ActButton>
      }
    >
      <Facts
        facts={[
          [t('Risks'), [t(DECISIONS[it.risksDecision]), it.risksNote].filter(Boolean).join(': ')],
          [
            t('Management system'),
            [t(DECISIONS[it.changesDecision]), it.changesNote].filter(Boolean).join(': '),
          ],
        ]}
      />
    </Section>
  );
}
