import { TextInput } from '@mantine/core';
import { t } from '#kernel/language.ts';

/** Where a code of the second factor is typed; a recovery code goes into the same place. */
export function CodeInput({
  autoFocus,
  enrolling,
}: {
  readonly autoFocus?: boolean;
  /** There are no recovery codes yet. */
  readonly enrolling?: boolean;
}) {
  return (
    <TextInput
      name="code"
      label={t('Code')}
      description={
        enrolling
          ? t('Six digits, as your authenticator app shows them now')
          : t('Six digits from your authenticator app, or one of your recovery codes')
      }
      autoComplete="one-time-code"
      inputMode="text"
      spellCheck={false}
      autoFocus={autoFocus ?? false}
      required
      maxLength={20}
      mt={8}
      classNames={{ input: 'mono' }}
    />
  );
}
