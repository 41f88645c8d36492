import { useQueryClient } from '@tanstack/react-query';
import { t } from '#kernel/language.ts';
import { useSession } from '#ui/hooks.ts';
import { SetUpSecondFactor } from '#ui/second-factor.tsx';
import { Card } from './card.tsx';
import { ProviderButton } from './provider-buttons.tsx';

/** An organisation that opens to one's roles with a second factor only: set it up here, then it opens. */
export default function SecondFactorDue({ organisation }: { readonly organisation: string }) {
  const client = useQueryClient();
  const provider = useSession().data?.person?.provider;
  if (provider)
    return (
      <Card title={t('{organisation} asks for a second factor', { organisation })}>
        <p style={{ marginTop: 0 }}>
          {t(
            '{provider} did not say that it asked you for one. Sign in there with a second factor; if you did, ask your administrator what counts as one.',
            { provider: provider.label },
          )}
        </p>
        <ProviderButton offer={provider} />
      </Card>
    );
  return (
    <Card title={t('{organisation} asks for a second factor', { organisation })}>
      <p style={{ marginTop: 0 }}>
        {t(
          'Your roles decide things here, so a password alone does not open it any more. You need an authenticator app on your phone or computer; it works without a network.',
        )}
      </p>
      <SetUpSecondFactor onDone={() => void client.invalidateQueries()} />
    </Card>
  );
}
