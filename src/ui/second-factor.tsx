import { Button, PasswordInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { renderSVG } from 'uqr';
import { t } from '#kernel/language.ts';
import { post } from './api.ts';
import { CodeInput } from './code-input.tsx';
import { ErrorView } from './states.tsx';
import { Trans } from './trans.tsx';

const ADDRESS = '/api/account/second-factor';

type Begun = { readonly uri: string; readonly recoveryCodes: readonly string[] };

/** Sets up a second factor in three steps: the password, the code of the app, the recovery codes. */
export function SetUpSecondFactor({ onDone }: { readonly onDone: () => void }) {
  const [begun, setBegun] = useState<Begun | null>(null);
  const [confirmed, setConfirmed] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const given = Object.fromEntries(new FormData(event.currentTarget));
    setError(null);
    try {
      if (begun) {
        await post(`${ADDRESS}/confirm`, given);
        setConfirmed(true);
      } else setBegun(await post<Begun>(ADDRESS, given));
    } catch (failure) {
      setError(failure);
    }
  };
  if (begun && confirmed) return <RecoveryCodes codes={begun.recoveryCodes} onDone={onDone} />;
  return (
    <form onSubmit={(event) => void submit(event)}>
      {error !== null && <ErrorView error={error} />}
      {begun ? (
        <>
          <Scan uri={begun.uri} />
          <CodeInput autoFocus enrolling />
          <Button type="submit" mt={16}>
            {t('Turn it on')}
          </Button>
        </>
      ) : (
        <>
          <PasswordInput
            name="password"
            label={t('Your password')}
            autoComplete="current-password"
            required
            mt={8}
          />
          <Button type="submit" mt={16}>
            {t('Set up a second factor')}
          </Button>
        </>
      )}
    </form>
  );
}

/** What the app scans, drawn here: the secret goes to no other site. The letters are for typing it. */
function Scan({ uri }: { readonly uri: string }) {
  const secret = new URL(uri).searchParams.get('secret') ?? '';
  return (
    <>
      <p>{t('Scan this with your authenticator app, then type the code that it shows.')}</p>
      <img
        className="qr"
        alt={t('QR code for your authenticator app; the letters below say the same')}
        src={`data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 2 }))}`}
      />
      <p className="quiet meta">
        <Trans
          id="Or type this into the app: <0/>"
          components={{ 0: <span className="mono">{secret.match(/.{1,4}/g)?.join(' ')}</span> }}
        />
      </p>
    </>
  );
}

/** The codes for the day the device is lost; shown once. */
export function RecoveryCodes({
  codes,
  onDone,
}: {
  readonly codes: readonly string[];
  readonly onDone: () => void;
}) {
  const [copied, setCopied] = useState(false);
  const text = codes.join('\n');
  const copy = () =>
    navigator.clipboard
      ?.writeText(text)
      .then(() => setCopied(true))
      .catch(() => setCopied(false));
  return (
    <>
      <p role="status">
        <Trans
          id="<0>Keep these recovery codes now.</0> Each one signs you in once, when your device is not at hand. They are not shown again. Keep them apart from your password: printed, or in a safe."
          components={{ 0: <strong /> }}
        />
      </p>
      <ul className="codes mono" aria-label={t('Recovery codes')}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div style={{ display: 'flex', flexWrap: 'wrap', gap: 8, marginTop: 16 }}>
        <Button onClick={onDone}>{t('I have kept them')}</Button>
        <Button
          variant="default"
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`OpenAIMS recovery codes for ${location.host}\n\n${text}\n`)}`}
          download="openaims-recovery-codes.txt"
        >
          {t('Save as a file')}
        </Button>
        {navigator.clipboard && (
          <Button variant="default" onClick={() => void copy()}>
            {copied ? t('Copied') : t('Copy them')}
          </Button>
        )}
      </div>
    </>
  );
}
