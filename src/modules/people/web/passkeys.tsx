import { Button, TextInput } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { t } from '#kernel/language.ts';
import { allowed } from '#kernel/policy.ts';
import { type ApiError, request } from '#ui/api.ts';
import { longDay } from '#ui/days.ts';
import { Section } from '#ui/page.tsx';
import { hasPasskeys, makePasskey } from '#ui/passkey.ts';
import { ActButton, Await, ErrorView } from '#ui/states.tsx';

type Passkeys = {
  readonly passkeys: readonly {
    readonly id: string;
    readonly name: string | null;
    readonly createdAt: string;
  }[];
};

const ADDRESS = '/api/account/passkeys';

/** The passkeys of one's own account: made, named, taken away. */
export function PasskeyList() {
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const query = useQuery<Passkeys, ApiError>({ queryKey: ['passkeys'], queryFn: () => request(ADDRESS) });
  const change = async (run: () => Promise<unknown>) => {
    setError(null);
    try {
      await run();
    } catch (failure) {
      setError(failure);
    }
    await client.invalidateQueries({ queryKey: ['passkeys'] });
  };
  const add = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = event.currentTarget;
    const name = String(new FormData(form).get('passkey'));
    void change(() => makePasskey(name).then(() => form.reset()));
  };
  return (
    <Section title={t('Passkeys')}>
      {error !== null && <ErrorView error={error} />}
      <p>
        {t(
          'A passkey signs you in with your finger, face or PIN, and with nothing to type. It cannot be guessed or given to a false page, so no code is asked for.',
        )}
      </p>
      <Await query={query}>
        {({ passkeys }) => (
          <>
            {passkeys.map((each) => (
              <div key={each.id} className="field" style={{ display: 'flex', gap: 12, alignItems: 'center' }}>
                <span style={{ flex: 1 }}>
                  {each.name}
                  <div className="quiet meta">
                    {t('Since {createdAt}', { createdAt: longDay(each.createdAt.slice(0, 10)) })}
                  </div>
                </span>
                <ActButton
                  decision={allowed}
                  onClick={() => void change(() => request(`${ADDRESS}/${each.id}`, { method: 'DELETE' }))}
                >
                  {t('Take it away')}
                </ActButton>
              </div>
            ))}
          </>
        )}
      </Await>
      {hasPasskeys() ? (
        <form onSubmit={add} style={{ marginTop: 8 }}>
          <TextInput
            name="passkey"
            label={t('Name')}
            description={t('What you will know it by, such as the device it lies on')}
            maxLength={80}
            required
          />
          <Button type="submit" variant="default" mt={16}>
            {t('Make a passkey')}
          </Button>
        </form>
      ) : (
        <p className="quiet">{t('Passkeys need a browser that knows them, and this page over HTTPS.')}</p>
      )}
    </Section>
  );
}
