import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useActor, useCommand, useEndpoint, useSession } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { organisationActs } from '../contract.ts';
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
      title="Witnesses of the log"
      actions={
        <ActButton decision={mayChangeSettings(actor)} onClick={() => setAsking(true)}>
          Change the witnesses
        </ActButton>
      }
    >
      <p>
        {organisation.witnesses.length > 0
          ? `Every checkpoint ${mail ? 'goes' : 'would go'} to ${organisation.witnesses.join(', ')}.`
          : 'Nobody outside receives checkpoints. Whoever keeps one can show later that the log was changed.'}
        {!mail && ' E-mail is off here, so checkpoints lie in the witness file of the data folder only.'}
      </p>
      {asking && (
        <AskDialog
          title="Witnesses of the log"
          explain="One e-mail address on each line. Choose mailboxes that whoever runs this machine cannot empty: of an auditor, a lawyer, a sister company."
          fields={[{ key: 'lines', label: 'Addresses', kind: 'long' }]}
          initial={{ lines: organisation.witnesses.join('\n') }}
          fixed={{ version: organisation.version }}
          prepare={({ lines, ...rest }) => ({
            ...rest,
            witnesses: String(lines ?? '')
              .split(/[\s,;]+/)
              .filter(Boolean),
          })}
          endpoint={organisationActs.update}
          verb="Save the witnesses"
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
      <Section title="E-mail">
        <p>
          E-mail is off: invitations are links to hand over, and there are no reminders. The operator switches
          it on with <code>SMTP_URL</code> and <code>MAIL_FROM</code>.
        </p>
      </Section>
    );
  return (
    <Section
      title="E-mail"
      actions={
        <ActButton
          decision={mayChangeSettings(actor)}
          loading={test.isPending}
          onClick={() => test.mutate({})}
        >
          Send yourself a message
        </ActButton>
      }
    >
      {test.error && <ErrorView error={test.error} />}
      {test.data && <p role="status">A message is on its way to {test.data.sentTo}.</p>}
      <p>
        Messages leave as {mail.from}. {mail.waiting === 0 ? 'None waits.' : `${mail.waiting} wait to leave.`}
      </p>
      {mail.failed.length > 0 && (
        <>
          <p>▲ These did not leave; they are not tried again:</p>
          <ul>
            {mail.failed.map((each) => (
              <li key={`${each.at}${each.error}`}>
                <time dateTime={each.at}>{new Date(each.at).toLocaleString()}</time>: {each.error}
              </li>
            ))}
          </ul>
        </>
      )}
    </Section>
  );
}
