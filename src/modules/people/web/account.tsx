import { Button, PasswordInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { t } from '#kernel/language.ts';
import { passwordHint } from '#kernel/password.ts';
import { allowed } from '#kernel/policy.ts';
import { type ApiError, post, request } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { Page, Section } from '#ui/page.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';
import { FeedSettings, NoticeSettings } from './notices.tsx';
import { PasskeyList } from './passkeys.tsx';
import { SecondFactor } from './second-factor.tsx';

type Sessions = {
  readonly sessions: readonly {
    readonly id: string;
    readonly device: string;
    readonly signedInAt: string;
    readonly expiresAt: string;
    readonly current: boolean;
  }[];
};

const SESSIONS = '/api/account/sessions';

/** One's own sign-in, the same in every organisation; messages and the calendar's address, for this one. */
export default function Account() {
  return (
    <Page
      title={t('Your account')}
      sentence={t('How you sign in, in every organisation you belong to here, and what this one sends you.')}
    >
      <div className="read">
        <SignedIn />
        <Password />
        <SecondFactor />
        <PasskeyList />
        <NoticeSettings />
        <FeedSettings />
      </div>
    </Page>
  );
}

function SignedIn() {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const query = useQuery<Sessions, ApiError>({
    queryKey: ['account-sessions'],
    queryFn: () => request(SESSIONS),
  });
  const end = async (address: string) => {
    setError(null);
    try {
      await request(address, { method: 'DELETE' });
    } catch (failure) {
      setError(failure);
    }
    await client.invalidateQueries({ queryKey: ['account-sessions'] });
  };
  return (
    <Section title={t('Where you are signed in')}>
      {error !== null && <ErrorView error={error} />}
      <Await query={query}>
        {({ sessions }) => (
          <>
            {sessions.map((each) => (
              <div key={each.id} className="field" style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
                <span style={{ flex: 1 }}>
                  {each.current ? t('{device} (this one)', { device: each.device }) : `${each.device}`}
                  <div className="quiet meta">
                    {t('Since {signedInAt}, ends by {expiresAt}', {
                      signedInAt: longDay(each.signedInAt.slice(0, 10)),
                      expiresAt: longDay(each.expiresAt.slice(0, 10)),
                    })}
                  </div>
                </span>
                {!each.current && (
                  <ActButton decision={allowed} onClick={() => void end(`${SESSIONS}/${each.id}`)}>
                    {t('End this session')}
                  </ActButton>
                )}
              </div>
            ))}
            {sessions.length > 1 && (
              <div style={{ marginTop: 8 }}>
                <ActButton decision={allowed} onClick={() => void end(SESSIONS)}>
                  {t('End all other sessions')}
                </ActButton>
              </div>
            )}
          </>
        )}
      </Await>
    </Section>
  );
}

function Password() {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const given = new FormData(form);
    setError(null);
    setDone(false);
    try {
      await post('/api/auth/change-password', {
        currentPassword: given.get('current'),
        newPassword: given.get('new'),
      });
      form.reset();
      setDone(true);
      await client.invalidateQueries({ queryKey: ['account-sessions'] });
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Section title={t('Password')}>
      <form onSubmit={(event) => void submit(event)}>
        {error !== null && <ErrorView error={error} />}
        {done && <p role="status">{t('Your password is changed. All other sessions have ended.')}</p>}
        <PasswordInput
          name="current"
          label={t('Current password')}
          autoComplete="current-password"
          required
        />
        <PasswordInput
          name="new"
          label={t('New password')}
          description={passwordHint()}
          autoComplete="new-password"
          required
          mt={8}
        />
        <Button type="submit" mt={16}>
          {t('Change the password')}
        </Button>
      </form>
    </Section>
  );
}
