import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { t } from '#kernel/language.ts';
import { post } from '#ui/api.ts';
import { CodeInput } from '#ui/code-input.tsx';
import { ErrorView } from '#ui/states.tsx';
import { Card } from './card.tsx';

/** The second half of a sign-in: a code of the authenticator app, or a recovery code. */
export function CodeCard() {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = new FormData(event.currentTarget).get('code');
    setBusy(true);
    setError(null);
    try {
      await post('/api/auth/second-factor', { code });
      await client.invalidateQueries();
    } catch (failure) {
      setError(failure);
    } finally {
      setBusy(false);
    }
  };
  const back = async () => {
    await post('/api/auth/sign-out', {}).catch(() => null);
    await client.invalidateQueries();
  };
  return (
    <Card title={t('Enter your code')}>
      <form onSubmit={(event) => void submit(event)}>
        {error !== null && <ErrorView error={error} />}
        <CodeInput autoFocus />
        <Button type="submit" fullWidth mt={16} loading={busy}>
          {t('Sign in')}
        </Button>
        <Button variant="subtle" fullWidth mt={8} onClick={() => void back()}>
          {t('Begin again')}
        </Button>
      </form>
    </Card>
  );
}
