import { useEffect } from 'react';
import { t } from '#kernel/language.ts';
import { Card } from './card.tsx';
import { PROVEN } from './provider-proof.tsx';

/** Where the way back from a provider ends that opened nothing: what went wrong, or that a proof was given. */
export default function SsoPage() {
  const query = new URLSearchParams(location.search);
  const proven = query.get('proven') !== null;
  useEffect(() => {
    if (!proven) return;
    new BroadcastChannel(PROVEN).postMessage('proven');
    window.close();
  }, [proven]);
  if (proven)
    return (
      <Card title={t('That was you')}>
        <p role="status">{t('You can close this window; what you were doing goes on in the other one.')}</p>
      </Card>
    );
  return (
    <Card title={t('You are not signed in')}>
      <p role="alert" style={{ marginTop: 0 }}>
        {query.get('error') ?? t('The way back from the provider was not complete.')}
      </p>
      <a href="/">{t('Back to the sign-in')}</a>
    </Card>
  );
}
