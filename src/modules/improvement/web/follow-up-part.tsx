import { Section } from '#ui/page.tsx';
import { ActButton } from '#ui/states.tsx';
import type { PartProps } from './data.ts';
import { Facts } from './facts.tsx';

const DECISIONS = {
  undecided: 'Not decided yet',
  updated: 'Changed; see Connected',
  'not-needed': 'Nothing has to change',
} as const;

/** What changes in risks and in the management system (10.2 e). */
export function FollowUpPart({ it, work, onAct }: PartProps & { readonly onAct: () => void }) {
  return (
    <Section
      title="6 What changes because of it"
      actions={
        <ActButton compact decision={work} onClick={onAct}>
          Say what changes
        </ActButton>
      }
    >
      <Facts
        facts={[
          ['Risks', [DECISIONS[it.risksDecision], it.risksNote].filter(Boolean).join(': ')],
          ['Management system', [DECISIONS[it.changesDecision], it.changesNote].filter(Boolean).join(': ')],
        ]}
      />
    </Section>
  );
}
