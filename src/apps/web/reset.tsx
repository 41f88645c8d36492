import { Button, PasswordInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { t } from '#kernel/language.ts';
import { passwordHint } from '#kernel/password.ts';
import { type ApiError, post, request } from '#ui/api.ts';
import { Await, ErrorView } from '#ui/states.tsx';
import { Card } from './card.tsx';

/** Somebody who has a reset link sets a new password. */
export default function Reset() {
  const path = `/api/password-resets/${encodeURIComponent(location.pathname.split('/')[2] ?? '')}`;
  const shown = useQuery<{ readonly usable: boolean }, ApiError>({
    queryKey: ['password-reset', path],
    queryFn: () => request(path),
    retry: false,
  });
  const [error, setError] = useState<unknown>(null);
  const [done, setDone] = useState(false);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      await post(path, { password: form.get('password') });
      setDone(true);
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  if (done)
    return (
      <Card title={t('Your password is set')}>
        <p style={{ marginTop: 0 }}>{t('Every earlier session of this account has ended.')}</p>
        <Button component="a" href="/" fullWidth>
          {t('Sign in')}
        </Button>
      </Card>
    );
  return (
    <Card title={t('Set a new password')}>
      <Await query={shown}>
        {() => (
          <form onSubmit={(event) => void submit(event)}>
            {error !== null && <ErrorView error={error} />}
            <PasswordInput
              name="password"
              label={t('New password')}
              description={passwordHint()}
              autoComplete="new-password"
              required
              mt={8}
            />
            <Button type="submit" fullWidth mt={16} loading={busy}>
              {t('Set the password')}
            </Button>
          </form>
        )}
      </Await>
    </Card>
  );
}
