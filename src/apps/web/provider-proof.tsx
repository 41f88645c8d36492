import { Button } from '@mantine/core';
import { useEffect } from 'react';
import { t } from '#kernel/language.ts';
import type { Offer } from './provider-buttons.tsx';

/** The name under which the window of the provider tells the others that a proof was given. */
export const PROVEN = 'aims-proven';

/** Proves who one is at the provider that opened this session, in a window of its own. */
export function ProviderProof({ offer, onDone }: { readonly offer: Offer; readonly onDone: () => void }) {
  useEffect(() => {
    const channel = new BroadcastChannel(PROVEN);
    channel.onmessage = onDone;
    return () => channel.close();
  }, [onDone]);
  return (
    <Button
      fullWidth
      mt={8}
      onClick={() => window.open(`${offer.start}?purpose=proof`, '_blank', 'width=520,height=680')}
    >
      {t('Prove it at {provider}', { provider: offer.label })}
    </Button>
  );
}
