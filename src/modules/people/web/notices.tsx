import { useState } from 'react';
import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { allowed } from '#kernel/policy.ts';
import { calendarEndpoints } from '#modules/calendar/contract.ts';
import { longDay } from '#ui/days.ts';
import { AskDialog } from '#ui/dialogs.tsx';
import { useCommand, useEndpoint, useOrg } from '#ui/hooks.ts';
import { Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';

const WEEKDAYS = [
  msg('Monday'),
  msg('Tuesday'),
  msg('Wednesday'),
  msg('Thursday'),
  msg('Friday'),
  msg('Saturday'),
  msg('Sunday'),
];
type Notices = OutputOf<typeof calendarEndpoints.notices>;

/** Which messages one gets by e-mail, in this organisation. */
export function NoticeSettings() {
  const query = useEndpoint(calendarEndpoints.notices, {});
  return <Await query={query}>{(notices) => <Shown notices={notices} />}</Await>;
}

function Shown({ notices }: { readonly notices: Notices }) {
  const [asking, setAsking] = useState(false);
  const org = useOrg();
  if (!notices.mailOn)
    return (
      <Section title={t('Messages by e-mail')}>
        <p>
          {t(
            'E-mail is off on this instance, so there are no digests and no reminders. Your inbox shows the same.',
          )}
        </p>
      </Section>
    );
  return (
    <Section
      title={t('Messages by e-mail')}
      actions={
        <ActButton decision={allowed} onClick={() => setAsking(true)}>
          {t('Choose what you get')}
        </ActButton>
      }
    >
      <p>
        {notices.reminders
          ? notices.email
            ? t(
                '{notices} On other days a reminder comes when something of yours is due or was missed. They go to {email}, for {name}.',
                { notices: digestWords(notices), email: notices.email, name: org?.name },
              )
            : t(
                '{notices} On other days a reminder comes when something of yours is due or was missed. No address of yours is known, so nothing is sent.',
                { notices: digestWords(notices) },
              )
          : notices.email
            ? t('{notices} There are no reminders. They go to {email}, for {name}.', {
                notices: digestWords(notices),
                email: notices.email,
                name: org?.name,
              })
            : t('{notices} There are no reminders. No address of yours is known, so nothing is sent.', {
                notices: digestWords(notices),
              })}
      </p>
      {asking && (
        <AskDialog
          title={t('Messages by e-mail')}
          explain={t('At most one message a day, and none when there is nothing to say.')}
          fields={[
            {
              key: 'digest',
              label: t('Digest of your inbox and the days ahead'),
              kind: 'select',
              required: true,
              options: [
                { value: 'off', label: t('None') },
                { value: 'weekly', label: t('Once a week') },
                { value: 'daily', label: t('Every morning') },
              ],
            },
            {
              key: 'weekday',
              label: t('On'),
              kind: 'select',
              required: true,
              options: WEEKDAYS.map((label, n) => ({ value: String(n + 1), label })),
            },
            {
              key: 'reminders',
              label: t('Reminder on the day something is due'),
              kind: 'select',
              required: true,
              options: [
                { value: 'yes', label: t('Yes') },
                { value: 'no', label: t('No') },
              ],
            },
          ]}
          initial={{
            digest: notices.digest,
            weekday: String(notices.weekday),
            reminders: notices.reminders ? 'yes' : 'no',
          }}
          prepare={({ digest, weekday, reminders }) => ({
            digest,
            weekday: Number(weekday),
            reminders: reminders === 'yes',
          })}
          endpoint={calendarEndpoints.chooseNotices}
          verb={t('Save the choice')}
          onClose={() => setAsking(false)}
          onDone={() => setAsking(false)}
        />
      )}
    </Section>
  );
}

function digestWords({ digest, weekday }: Notices): string {
  if (digest === 'off') return t('You get no digest.');
  return digest === 'daily'
    ? t('You get a digest every morning.')
    : t('You get a digest on {weekdays}.', { weekdays: t(WEEKDAYS[weekday - 1]!) });
}

/** The secret address at which calendar programs read one's own days. */
export function FeedSettings() {
  const query = useEndpoint(calendarEndpoints.feed, {});
  const make = useCommand(calendarEndpoints.makeFeed);
  const end = useCommand(calendarEndpoints.endFeed);
  const error = make.error ?? end.error;
  return (
    <Section title={t('Your days in a calendar program')}>
      {error && <ErrorView error={error} />}
      <Await query={query}>
        {({ since }) => (
          <>
            <p>
              {since
                ? t(
                    'An address is in use since {since}. It is kept as a hash and cannot be shown again; a new one ends the old.',
                    { since: longDay(since) },
                  )
                : t(
                    'Programs such as Outlook, Thunderbird or Apple Calendar can show your days from a secret address. Whoever knows it sees the titles: keep it to yourself.',
                  )}
            </p>
            {make.data && (
              <p role="status">
                <code className="mono" style={{ wordBreak: 'break-all' }}>
                  {make.data.url}
                </code>
                <br />
                {t('It is shown once. Subscribe to it in your program.')}
              </p>
            )}
            <div style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }}>
              <ActButton decision={allowed} loading={make.isPending} onClick={() => make.mutate({})}>
                {since ? t('Make a new address') : t('Make an address')}
              </ActButton>
              {since && (
                <ActButton
                  decision={allowed}
                  loading={end.isPending}
                  onClick={() => end.mutate({}, { onSuccess: () => make.reset() })}
                >
                  {t('Stop the address')}
                </ActButton>
              )}
            </div>
          </>
        )}
      </Await>
    </Section>
  );
}
