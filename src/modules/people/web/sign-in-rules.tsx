import { useState } from 'react';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { ActButton } from '#ui/states.tsx';
import { organisationActs } from '../contract.ts';
import { mayDecideSignIn } from '../policy.ts';

const MINUTES = [5, 15, 30, 60, 240];
const FRESHNESS = [
  { value: 'session', label: 'The session is proof enough' },
  ...MINUTES.map((minutes) => ({
    value: String(minutes),
    label: `A proof not older than ${minutes} minutes`,
  })),
];

/** How people prove who they are in this organisation. */
export function SignInRules({
  organisation,
}: {
  readonly organisation: {
    readonly version: number;
    readonly secondFactorFrom: string | null;
    readonly stepUpMinutes: number | null;
  };
}) {
  const actor = useActor();
  const [asking, setAsking] = useState(false);
  const { secondFactorFrom, stepUpMinutes } = organisation;
  return (
    <Section
      title="Proof of who acts"
      actions={
        <ActButton decision={mayDecideSignIn(actor)} onClick={() => setAsking(true)}>
          Change how people prove themselves
        </ActButton>
      }
    >
      <p>
        {secondFactorFrom === null
          ? 'A second factor is everybody’s own choice.'
          : `From ${longDay(secondFactorFrom)} whoever holds a role that decides opens this organisation with a second factor only; so do their API keys. Staff and external auditors are not asked.`}{' '}
        {stepUpMinutes === null
          ? 'For an act of authority, being signed in is proof enough.'
          : `Whoever approves, accepts, confirms, issues, excludes or erases must have given their password or a code within the last ${stepUpMinutes} minutes. API keys do such acts only when they were made for them.`}
      </p>
      {asking && (
        <AskDialog
          title="Proof of who acts"
          explain="Whoever has no second factor by the day you name sees nothing of this organisation until they set one up. Tell them before."
          fields={[
            { key: 'secondFactorFrom', label: 'Second factor for deciding roles from', kind: 'date' },
            { key: 'freshness', label: 'Before an act of authority', kind: 'select', options: FRESHNESS },
          ]}
          initial={{
            secondFactorFrom,
            freshness: stepUpMinutes === null ? 'session' : String(stepUpMinutes),
          }}
          fixed={{ version: organisation.version }}
          prepare={({ freshness, secondFactorFrom: from, ...rest }) => ({
            ...rest,
            secondFactorFrom: from || null,
            stepUpMinutes: !freshness || freshness === 'session' ? null : Number(freshness),
          })}
          endpoint={organisationActs.signIn}
          verb="Decide it"
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
