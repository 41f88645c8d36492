import { Button, PasswordInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { msg, t } from '#kernel/language.ts';
import { allowed } from '#kernel/policy.ts';
import { type ApiError, request } from '#ui/api.ts';
import { CodeInput } from '#ui/code-input.tsx';
import { Dialog } from '#ui/dialog.tsx';
import { Section } from '#ui/page.tsx';
import { RecoveryCodes, SetUpSecondFactor } from '#ui/second-factor.tsx';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';

type State = { readonly on: boolean; readonly recoveryLeft: number };
type Asking = 'set-up' | 'codes' | 'take-off';

const ADDRESS = '/api/account/second-factor';
const TITLES: Readonly<Record<Asking, string>> = {
  'set-up': msg('Set up a second factor'),
  codes: msg('Make new recovery codes'),
  'take-off': msg('Take the second factor off'),
};

/** The second factor of one's own account: an authenticator app, and recovery codes. */
export function SecondFactor() {
  const client = useQueryClient();
  const [asking, setAsking] = useState<Asking | null>(null);
  const query = useQuery<State, ApiError>({
    queryKey: ['second-factor'],
    queryFn: () => request(ADDRESS),
  });
  const done = async () => {
    setAsking(null);
    for (const key of ['second-factor', 'session', 'account-sessions'])
      await client.invalidateQueries({ queryKey: [key] });
  };
  return (
    <Section title={t('Second factor')}>
      <Await query={query}>
        {({ on, recoveryLeft }) =>
          on ? (
            <>
              <p>
                {t('● On. Signing in takes your password and a code of your authenticator app.')}{' '}
                {recoveryLeft < 3 && '▲ '}
                {t(
                  '{recoveryLeft, plural, one {# of your recovery codes is} other {# of your recovery codes are}} left.',
                  { recoveryLeft },
                )}
              </p>
              <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8 }}>
                <ActButton decision={allowed} onClick={() => setAsking('codes')}>
                  {t('Make new recovery codes')}
                </ActButton>
                <ActButton decision={allowed} onClick={() => setAsking('take-off')}>
                  {t('Take it off')}
                </ActButton>
              </div>
            </>
          ) : (
            <>
              <p>
                {t(
                  'Off. With an authenticator app, whoever learns your password still cannot sign in. Setting it up ends all your other sessions.',
                )}
              </p>
              <ActButton decision={allowed} onClick={() => setAsking('set-up')}>
                {t('Set up a second factor')}
              </ActButton>
            </>
          )
        }
      </Await>
      {asking && (
        <Dialog onClose={() => void done()} title={<strong>{t(TITLES[asking])}</strong>}>
          {asking === 'set-up' ? (
            <SetUpSecondFactor onDone={() => void done()} />
          ) : (
            <PasswordAndCode act={asking} onDone={() => void done()} />
          )}
        </Dialog>
      )}
    </Section>
  );
}

/** Both proofs together, for what neither alone should change. */
function PasswordAndCode({
  act,
  onDone,
}: {
  readonly act: 'codes' | 'take-off';
  readonly onDone: () => void;
}) {
  const [error, setError] = useState<unknown>(null);
  const [codes, setCodes] = useState<readonly string[] | null>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const body = JSON.stringify(Object.fromEntries(new FormData(event.currentTarget)));
    const headers = { 'content-type': 'application/json' };
    setError(null);
    try {
      if (act === 'take-off') {
        await request(ADDRESS, { method: 'DELETE', body, headers });
        onDone();
        return;
      }
      const made = await request<{ recoveryCodes: readonly string[] }>(`${ADDRESS}/recovery-codes`, {
        method: 'POST',
        body,
        headers,
      });
      setCodes(made.recoveryCodes);
    } catch (failure) {
      setError(failure);
    }
  };
  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  return (
    <form onSubmit={(event) => void submit(event)}>
      {error !== null && <ErrorView error={error} />}
      <p className="quiet" style={{ marginTop: 0 }}>
        {act === 'take-off'
          ? t('Your password alone signs you in afterwards, and recovery codes open nothing any more.')
          : t('Those you have now open nothing any more.')}
      </p>
      <PasswordInput name="password" label={t('Password')} autoComplete="current-password" required />
      <CodeInput />
      <Button type="submit" mt={16}>
        {act === 'take-off' ? t('Take it off') : t('Make new recovery codes')}
      </Button>
    </form>
  );
}
