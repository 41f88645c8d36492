import { useQueryClient } from '@tanstack/react-query';
import { t } from '#kernel/language.ts';
import { SetUpSecondFactor } from '#ui/second-factor.tsx';
import { Card } from './card.tsx';

/** An organisation that opens to one's roles with a second factor only: set it up here, then it opens. */
export default function SecondFactorDue({ organisation }: { readonly organisation: string }) {
  const client = useQueryClient();
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
