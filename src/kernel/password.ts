import { t } from './language.ts';

/** The shortest password that is taken where nothing else proves who signs in (NIST SP 800-63B-4, 3.1.1.2). */
export const MIN_PASSWORD = 15;

/** The longest: hashing takes longer for longer ones. */
export const MAX_PASSWORD = 256;

/** What stands below every field for a new password. */
export const passwordHint = () =>
  t('At least {n} characters; a sentence works well. No rules on digits or signs', { n: MIN_PASSWORD });
