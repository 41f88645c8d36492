import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

/**
 * Slows down guessing at secret addresses and tokens, which belong to no account and are far too long to be guessed: an
 * address that fails often must wait longer and longer. What is guessed at accounts goes by guesses.ts.
 */
export type Throttle = {
  /** @throws AppError `rate-limited` with the seconds to wait */
  readonly before: (address: string) => void;
  readonly after: (address: string, succeeded: boolean) => void;
};

const FREE = 5;
const LONGEST_MS = 15 * 60_000;

/**
 * In memory, of this process: a restart forgives, and several nodes count apart.
 * @param what for the message: of what there were too many
 */
export function throttle(clock: Clock, what: string): Throttle {
  const addresses = new Map<string, { failures: number; until: number }>();
  return {
    before: (address) => {
      const wait = (addresses.get(address)?.until ?? 0) - clock.now().getTime();
      if (wait > 0)
        throw new AppError(
          'rate-limited',
          t('Too many {what} from this address. Wait {wait} seconds.', {
            what,
            wait: Math.ceil(wait / 1000),
          }),
          { data: { retryAfter: Math.ceil(wait / 1000) } },
        );
    },
    after: (address, succeeded) => {
      if (addresses.size > 50_000) addresses.clear();
      if (succeeded) {
        addresses.delete(address);
        return;
      }
      const failures = (addresses.get(address)?.failures ?? 0) + 1;
      const wait = failures < FREE ? 0 : Math.min(LONGEST_MS, 1000 * 2 ** (failures - FREE));
      addresses.set(address, { failures, until: clock.now().getTime() + wait });
    },
  };
}
