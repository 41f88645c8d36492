import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { Navigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { t } from '#kernel/language.ts';
import { post } from '#ui/api.ts';
import { useSession } from '#ui/hooks.ts';
import { Await, Empty, ErrorView } from '#ui/states.tsx';
import { Card } from './card.tsx';
import { CodeCard } from './code-card.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { ProviderButtons } from './provider-buttons.tsx';

/** The first page: into the organisation one belongs to, or to the sign-in. */
export function Landing() {
  const session = useSession();
  return (
    <Await query={session}>
      {({ person, orgs, needsStart }) => {
        if (!person) return needsStart ? <NotStarted /> : <SignIn />;
        const org =
          orgs.find((each) => each.id === localStorage.getItem('aims-org')) ??
          orgs.find((each) => each.kind === 'live') ??
          orgs[0];
        if (org) return <Navigate to={`/${org.id}` as never} />;
        return (
          <Card title={t('You belong to no organisation here')}>
            {t('Ask an administrator for an invitation.')}
          </Card>
        );
      }}
    </Await>
  );
}

function NotStarted() {
  return (
    <Card title={t('Nobody has an account here yet')}>
      <Empty
        title={t('Open the one-time link')}
        why={t(
          'The server printed a link when it started. It makes you the first administrator and lets you start empty or explore the demo organisation. Start the server again for a new one.',
        )}
      />
    </Card>
  );
}

/** Sign-in by e-mail and password. */
export function SignIn() {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [forgotten, setForgotten] = useState(false);
  const [email, setEmail] = useState('');
  const session = useSession().data;
  const mail = session?.mail ?? false;
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await post('/api/auth/sign-in/email', { email: form.get('email'), password: form.get('password') });
      await client.invalidateQueries();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  if (session?.waitsForCode) return <CodeCard />;
  if (forgotten) return <Forgotten onBack={() => setForgotten(false)} />;
  return (
    <Card title={t('Sign in')}>
      <form onSubmit={(event) => void submit(event)}>
        {error !== null && <ErrorView error={error} />}
        <TextInput
          name="email"
          type="email"
          label={t('E-mail')}
          autoComplete="username"
          onBlur={(event) => setEmail(event.currentTarget.value.trim())}
          required
          mt={8}
        />
        <PasswordInput
          name="password"
          label={t('Password')}
          autoComplete="current-password"
          required
          mt={8}
        />
        <Button type="submit" fullWidth mt={16} loading={busy}>
          {t('Sign in')}
        </Button>
        <PasskeyButton onDone={() => void client.invalidateQueries()} onError={setError} />
        <ProviderButtons email={email} />
        {mail && (
          <Button variant="subtle" fullWidth mt={8} onClick={() => setForgotten(true)}>
            {t('I do not know my password')}
          </Button>
        )}
      </form>
    </Card>
  );
}

/** Asks for a link by e-mail. The answer is the same whether or not the address has an account. */
function Forgotten({ onBack }: { readonly onBack: () => void }) {
  const [error, setError] = useState<unknown>(null);
  const [asked, setAsked] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setError(null);
    try {
      await post('/api/auth/forgotten', { email: new FormData(event.currentTarget).get('email') });
      setAsked(true);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Card title={t('Set a new password')}>
      {asked ? (
        <p role="status" style={{ marginTop: 0 }}>
          {t(
            'When this address has an account here, a link is on its way to it. It works once and for one day.',
          )}
        </p>
      ) : (
        <form onSubmit={(event) => void submit(event)}>
          {error !== null && <ErrorView error={error} />}
          <TextInput name="email" type="email" label={t('E-mail')} autoComplete="username" required mt={8} />
          <Button type="submit" fullWidth mt={16}>
            {t('Send me a link')}
          </Button>
        </form>
      )}
      <Button variant="subtle" fullWidth mt={8} onClick={onBack}>
        {t('Back to the sign-in')}
      </Button>
    </Card>
  );
}
