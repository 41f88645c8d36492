import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { t, timeText } from '#kernel/language.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint, useSession } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { organisationActs } from '../organisation-contract.ts';
import { mayChangeSettings } from '../policy.ts';

/** Who gets every checkpoint by e-mail: the outside witnesses of the log. */
export function Witnesses({
  organisation,
}: {
  readonly organisation: { readonly version: number; readonly witnesses: readonly string[] };
}) {
  const actor = useActor();
  const mail = useSession().data?.mail ?? false;
  const [asking, setAsking] = useState(false);
  return (
    <Section
      title={t('Witnesses of the log')}
      actions={
        <ActButton decision={mayChangeSettings(actor)} onClick={() => setAsking(true)}>
          {t('Change the witnesses')}
        </ActButton>
      }
    >
      <p>
        {organisation.witnesses.length === 0
          ? t(
              'Nobody outside receives checkpoints. Whoever keeps one can show later that the log was changed.',
            )
          : mail
            ? t('Every checkpoint goes to {witnesses}.', { witnesses: organisation.witnesses.join(', ') })
            : t('Every checkpoint would go to {witnesses}.', {
                witnesses: organisation.witnesses.join(', '),
              })}{' '}
        {!mail && t('E-mail is off here, so checkpoints lie in the witness file of the data folder only.')}
      </p>
      {asking && (
        <AskDialog
          title={t('Witnesses of the log')}
          explain={t(
            'One e-mail address on each line. Choose mailboxes that whoever runs this machine cannot empty: of an auditor, a lawyer, a sister company.',
          )}
          fields={[{ key: 'lines', label: t('Addresses'), kind: 'long' }]}
          initial={{ lines: organisation.witnesses.join('\n') }}
          fixed={{ version: organisation.version }}
          prepare={({ lines, ...rest }) => ({
            ...rest,
            witnesses: String(lines ?? '')
              .split(/[\s,;]+/)
              .filter(Boolean),
          })}
          endpoint={organisationActs.update}
          verb={t('Save the witnesses')}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

type Mail = OutputOf<typeof organisationActs.mail>;

/** Whether this instance sends e-mail, and what did not leave. */
export function MailSection() {
  const actor = useActor();
  const may = mayChangeSettings(actor);
  const query = useEndpoint(organisationActs.mail, {}, { enabled: may.allowed });
  if (!may.allowed) return null;
  return <Await query={query}>{(mail) => <MailState mail={mail} />}</Await>;
}

function MailState({ mail }: { readonly mail: Mail }) {
  const actor = useActor();
  const test = useCommand(organisationActs.testMail);
  if (!mail.on)
    return (
      <Section title={t('E-mail')}>
        <p>
          <Trans
            id="E-mail is off: invitations are links to hand over, and there are no reminders. The operator switches it on with <0>SMTP_URL</0> and <1>MAIL_FROM</1>."
            components={{ 0: <code />, 1: <code /> }}
          />
        </p>
      </Section>
    );
  return (
    <Section
      title={t('E-mail')}
      actions={
        <ActButton
          decision={mayChangeSettings(actor)}
          loading={test.isPending}
          onClick={() => test.mutate({})}
        >
          {t('Send yourself a message')}
        </ActButton>
      }
    >
      {test.error && <ErrorView error={test.error} />}
      {test.data && (
        <p role="status">{t('A message is on its way to {sentTo}.', { sentTo: test.data.sentTo })}</p>
      )}
      <p>
        {mail.waiting === 0
          ? t('Messages leave as {from}. None waits.', { from: mail.from })
          : t('Messages leave as {from}. {waiting} wait to leave.', {
              from: mail.from,
              waiting: mail.waiting,
            })}
      </p>
      {mail.failed.length > 0 && (
        <>
          <p>{t('▲ These did not leave; they are not tried again:')}</p>
          <ul>
            {mail.failed.map((each) => (
              <li key={`${each.at}${each.error}`}>
                <time dateTime={each.at}>{timeText(each.at)}</time>: {each.error}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
