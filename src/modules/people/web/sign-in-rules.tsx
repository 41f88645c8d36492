import { useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { ActButton } from '#ui/states.tsx';
import { organisationActs } from '../organisation-contract.ts';
import { mayDecideSignIn } from '../policy.ts';

const MINUTES = [5, 15, 30, 60, 240];
const FRESHNESS = [
  { value: 'session', label: msg('The session is proof enough') },
  ...MINUTES.map((minutes) => ({
    value: String(minutes),
    label: t('A proof not older than {minutes, plural, one {# minute} other {# minutes}}', { minutes }),
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
      title={t('Proof of who acts')}
      actions={
        <ActButton decision={mayDecideSignIn(actor)} onClick={() => setAsking(true)}>
          {t('Change how people prove themselves')}
        </ActButton>
      }
    >
      <p>
        {secondFactorFrom === null
          ? stepUpMinutes === null
            ? t(
                'A second factor is everybody’s own choice. For an act of authority, being signed in is proof enough.',
              )
            : t(
                'A second factor is everybody’s own choice. Whoever approves, accepts, confirms, issues, excludes or erases must have given their password or a code within the last {stepUpMinutes} minutes. API keys do such acts only when they were made for them.',
                { stepUpMinutes },
              )
          : stepUpMinutes === null
            ? t(
                'From {secondFactorFrom} whoever holds a role that decides opens this organisation with a second factor only; so do their API keys. Staff and external auditors are not asked. For an act of authority, being signed in is proof enough.',
                { secondFactorFrom: longDay(secondFactorFrom) },
              )
            : t(
                'From {secondFactorFrom} whoever holds a role that decides opens this organisation with a second factor only; so do their API keys. Staff and external auditors are not asked. Whoever approves, accepts, confirms, issues, excludes or erases must have given their password or a code within the last {stepUpMinutes} minutes. API keys do such acts only when they were made for them.',
                { secondFactorFrom: longDay(secondFactorFrom), stepUpMinutes },
              )}
      </p>
      {asking && (
        <AskDialog
          title={t('Proof of who acts')}
          explain={t(
            'Whoever has no second factor by the day you name sees nothing of this organisation until they set one up. Tell them before.',
          )}
          fields={[
            { key: 'secondFactorFrom', label: t('Second factor for deciding roles from'), kind: 'date' },
            { key: 'freshness', label: t('Before an act of authority'), kind: 'select', options: FRESHNESS },
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
          verb={t('Decide it')}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Section>
  );
}
