import { Button, PasswordInput, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { t } from '#kernel/language.ts';
import { MIN_PASSWORD } from '#kernel/password.ts';
import { midSentence } from '#kernel/words.ts';
import { type ApiError, post, request } from '#ui/api.ts';
import { Await, ErrorView } from '#ui/states.tsx';
import { Card } from './card.tsx';

type Shown = {
  readonly organisation: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly onlyFor: readonly string[];
};

/** An invited person opens their sign-in. */
export default function Invitation() {
  const token = location.pathname.split('/')[2] ?? '';
  const shown = useQuery<Shown, ApiError>({
    queryKey: ['invitation', token],
    queryFn: () => request(`/api/invitations/${encodeURIComponent(token)}`),
    retry: false,
  });
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    try {
      const { org, waitsForCode } = await post<{ org: string; waitsForCode: boolean }>(
        `/api/invitations/${encodeURIComponent(token)}`,
        {
          name: form.get('name'),
          password: form.get('password'),
        },
      );
      // The code is asked for where one signs in; the organisation opens after it.
      localStorage.setItem('aims-org', org);
      location.assign(waitsForCode ? '/' : `/${org}`);
    } catch (failure) {
      setError(failure);
    }
  };
  return (
    <Card title={t('You are invited')}>
      <Await query={shown}>
        {({ organisation, email, roles, onlyFor }) => (
          <form onSubmit={(event) => void submit(event)}>
            <p style={{ marginTop: 0 }}>
              {t('{organisation} invites {email} as {roles}. Signing in approves nothing by itself.', {
                organisation,
                email,
                roles: roles.map(midSentence).join(', '),
              })}
            </p>
            {onlyFor.length > 0 && (
              <p>{t('The roles hold only for {parts}.', { parts: onlyFor.join(', ') })}</p>
            )}
            {error !== null && <ErrorView error={error} />}
            <TextInput name="name" label={t('Your name')} autoComplete="name" required />
            <PasswordInput
              name="password"
              label={t('Password')}
              description={t(
                'New: at least {min_password} characters; a sentence works well. If you have an account here, its password',
                { min_password: MIN_PASSWORD },
              )}
              autoComplete="current-password"
              required
              mt={8}
            />
            <Button type="submit" fullWidth mt={16}>
              {t('Join {organisation}', { organisation })}
            </Button>
          </form>
        )}
      </Await>
    </Card>
  );
}
