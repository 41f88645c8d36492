import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';

/**
 * Lets one caller do something so often in a minute and no oftener. In memory of this process.
 * @returns counts one more. @throws AppError `rate-limited`
 */
export function perMinute(
  clock: Clock,
  most: number,
  words: () => { readonly message: string; readonly next: string },
): (caller: string) => void {
  let minute = 0;
  let counts = new Map<string, number>();
  return (caller) => {
    const now = Math.floor(clock.now().getTime() / 60_000);
    if (now !== minute) {
      minute = now;
      counts = new Map();
    }
    const count = (counts.get(caller) ?? 0) + 1;
    counts.set(caller, count);
    if (count <= most) return;
    const { message, next } = words();
    throw new AppError('rate-limited', message, { next, data: { retryAfter: 60 } });
  };
}
