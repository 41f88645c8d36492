import { Button } from '@mantine/core';
import { t } from '#kernel/language.ts';
import { hasPasskeys, signInByPasskey } from '#ui/passkey.ts';

/** Proves who one is by a passkey instead of typing; nothing where the browser knows none. */
export function PasskeyButton({
  onDone,
  onError,
}: {
  readonly onDone: () => void;
  readonly onError: (error: unknown) => void;
}) {
  if (!hasPasskeys()) return null;
  return (
    <Button
      variant="default"
      fullWidth
      mt={8}
      onClick={() => void signInByPasskey().then(onDone).catch(onError)}
    >
      {t('Use a passkey')}
    </Button>
  );
}
