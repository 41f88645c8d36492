import { Button, PasswordInput, Radio, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { t } from '#kernel/language.ts';
import { MIN_PASSWORD, passwordHint } from '#kernel/password.ts';
import { post } from '#ui/api.ts';
import { ErrorView } from '#ui/states.tsx';
import { Card } from './card.tsx';

/** The first administrator: who they are, and whether to start empty or with the demo organisation. */
export default function Start() {
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const [choice, setChoice] = useState('demo');
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setBusy(true);
    setError(null);
    try {
      const { org } = await post<{ org: string }>('/api/start', {
        token: new URLSearchParams(location.search).get('token') ?? '',
        name: form.get('name'),
        email: form.get('email'),
        password: form.get('password'),
        organisation: {
          name: form.get('organisation') || t('My organisation'),
          timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
        },
        choice,
      });
      location.assign(`/${org}`);
    } catch (failure) {
      setError(failure);
      setBusy(false);
    }
  };
  return (
    <Card title={t('Welcome. You are the first administrator')}>
      <form onSubmit={(event) => void submit(event)}>
        {error !== null && <ErrorView error={error} />}
        <Radio.Group value={choice} onChange={setChoice} label={t('How do you want to begin?')} mb={12}>
          <Radio
            value="demo"
            mt={8}
            label={t('Explore the demo organisation')}
            description={t('A care company in week 17 of its plan: half-finished, every state occurs')}
          />
          <Radio
            value="empty"
            mt={8}
            label={t('Start empty')}
            description={t('Your own organisation, with the 38 controls to decide on')}
          />
        </Radio.Group>
        {choice === 'empty' && (
          <TextInput name="organisation" label={t('Your organisation')} required mt={8} />
        )}
        <TextInput name="name" label={t('Your name')} autoComplete="name" required mt={8} />
        <TextInput name="email" type="email" label={t('E-mail')} autoComplete="username" required mt={8} />
        <PasswordInput
          name="password"
          label={t('Password')}
          description={passwordHint()}
          autoComplete="new-password"
          required
          minLength={MIN_PASSWORD}
          mt={8}
        />
        <Button type="submit" fullWidth mt={16} loading={busy}>
          {choice === 'demo' ? t('Explore the demo organisation') : t('Start empty')}
        </Button>
      </form>
    </Card>
  );
}
