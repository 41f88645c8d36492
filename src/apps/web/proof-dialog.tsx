import { Button, PasswordInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useEffect, useState } from 'react';
import { t } from '#kernel/language.ts';
import { ApiError, onProofNeeded, post } from '#ui/api.ts';
import { CodeInput } from '#ui/code-input.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { useSession } from '#ui/hooks.ts';
import { ErrorView } from '#ui/states.tsx';
import { PasskeyButton } from './passkey-button.tsx';
import { ProviderProof } from './provider-proof.tsx';

/** Asks for a fresh proof when an act of authority needs one, then lets the act go on. */
export function ProofDialog() {
  const client = useQueryClient();
  const person = useSession().data?.person;
  const [waiting, setWaiting] = useState<((given: boolean) => void) | null>(null);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    onProofNeeded(() => new Promise((resolve) => setWaiting(() => resolve)));
    return () => onProofNeeded(null);
  }, []);
  if (!waiting) return null;
  const end = (given: boolean) => {
    waiting(given);
    setWaiting(null);
    setError(null);
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    // The dialog behind this one is a form too.
    event.stopPropagation();
    setError(null);
    try {
      await post('/api/account/proof', Object.fromEntries(new FormData(event.currentTarget)));
      end(true);
    } catch (failure) {
      setError(failure);
      if (failure instanceof ApiError && failure.problem.status === 401)
        await client.invalidateQueries({ queryKey: ['session'] });
    }
  };
  return (
    <Dialog onClose={() => end(false)} title={<strong>{t('Prove that it is you')}</strong>} zIndex={400}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="quiet" style={{ marginTop: 0 }}>
          {t(
            'What you are about to do is an act of authority. Your organisation asks for a fresh proof; then it is done at once.',
          )}
        </p>
        {error !== null && <ErrorView error={error} />}
        {person?.provider ? (
          <ProviderProof offer={person.provider} onDone={() => end(true)} />
        ) : person?.secondFactor ? (
          <CodeInput autoFocus />
        ) : (
          <PasswordInput
            name="password"
            label={t('Password')}
            autoComplete="current-password"
            autoFocus
            required
            mt={8}
          />
        )}
        <PasskeyButton onDone={() => end(true)} onError={setError} />
        <div style={{ display: 'flex', gap: 8, justifyContent: 'flex-end', marginTop: 16 }}>
          <Button variant="default" onClick={() => end(false)}>
            {t('Cancel')}
          </Button>
          {!person?.provider && <Button type="submit">{t('Go on')}</Button>}
        </div>
      </form>
    </Dialog>
  );
}
