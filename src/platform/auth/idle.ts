import { AppError } from '#kernel/errors.ts';
import type { Runtime } from '../instance.ts';

/** A working day and its evening; whoever comes back the next morning signs in. */
const HOURS = 12;
/** Use is noted no oftener than this, so that reading writes next to nothing. */
const NOTED_MS = 10 * 60_000;

/**
 * After how many hours without use a session ends: `AIMS_SESSION_IDLE_HOURS`, else 12. Whatever happens, it ends seven
 * days after its sign-in.
 * @throws AppError `invalid-input` for anything but a whole number from 1 to 168
 */
export function idleHours(env: Readonly<Record<string, string | undefined>>): number {
  const { AIMS_SESSION_IDLE_HOURS: text } = env;
  if (text === undefined) return HOURS;
  const hours = Number(text);
  if (!/^\d{1,3}$/.test(text) || hours < 1 || hours > 168)
    throw new AppError(
      'invalid-input',
      `AIMS_SESSION_IDLE_HOURS is "${text}"; it must be a whole number from 1 to 168.`,
    );
  return hours;
}

/** Whether a session was used lately enough to go on, and notes that it is used now. */
export async function stillUsed(
  runtime: Runtime,
  session: { readonly id: string; readonly usedAt: string | Date },
): Promise<boolean> {
  const now = runtime.clock.now();
  const unused = now.getTime() - new Date(session.usedAt).getTime();
  if (unused > idleHours(process.env) * 3_600_000) return false;
  if (unused > NOTED_MS)
    // A disk that takes no writes must not keep anybody from reading.
    await runtime.db
      .write(null, ({ exec }) =>
        exec(`update "session" set "updatedAt" = ? where "id" = ?`, [now.toISOString(), session.id]),
      )
      .catch((error) => runtime.log.warn({ err: error }, 'the use of a session was not noted'));
  return true;
}
