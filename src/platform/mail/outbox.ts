import type { Clock } from '#kernel/clock.ts';
import type { Database } from '../db/database.ts';
import { leaveJob } from '../leave-job.ts';
import { openKey, sealKey } from '../trail/seal.ts';
import { type Message, writeMessage } from './message.ts';
import type { MailSettings } from './settings.ts';
import { smtpTransport } from './transport.ts';

export const SEND = 'mail.send';
const SEAL = 'mail';

/** How many messages of an organisation wait, and which did not leave. */
export type MailState = {
  readonly waiting: number;
  readonly failed: readonly { readonly at: string; readonly error: string }[];
};

/** E-mail of this instance. Messages wait in the job table, sealed, and leave after whatever caused them was committed. */
export type Mail = {
  /** False when no server is configured: nothing is queued, and screens say so. */
  readonly on: boolean;
  readonly from: string | null;
  /** A page of this instance as a whole address. */
  readonly link: (path: string) => string;
  /**
   * Leaves a message for the job that sends it. The same `key` is sent once within three days.
   * @throws AppError `invalid-input` when the recipient is no e-mail address; nothing when mail is off
   */
  readonly queue: (
    message: Message,
    about: { readonly org: string | null; readonly key?: string },
  ) => Promise<void>;
  readonly state: (org: string) => Promise<MailState>;
  /** Sends what a job holds. @throws MailError */
  readonly deliver: (payload: Readonly<Record<string, unknown>>) => Promise<void>;
};

/** The outbox of an instance. */
export function mailOutbox(parts: {
  readonly db: Database;
  readonly clock: Clock;
  readonly secret: string;
  readonly settings: MailSettings | null;
  /** Where people reach this instance, without a slash at the end. */
  readonly address: () => string;
}): Mail {
  const { db, clock, settings } = parts;
  const secret = Buffer.from(parts.secret);
  const transport = settings && smtpTransport(settings, clock.now);
  return {
    on: settings !== null,
    from: settings?.from.address ?? null,
    link: (path) => `${parts.address()}${path}`,
    queue: async (message, { org, key }) => {
      if (!settings) return;
      const written = Buffer.from(JSON.stringify(writeMessage(message)));
      const sealed = Buffer.from(sealKey(written, secret, SEAL)).toString('base64');
      await db.write(null, (handle) =>
        leaveJob(handle, clock.now(), { org, kind: SEND, key, payload: { sealed } }),
      );
    },
    state: (org) =>
      db.read(null, async (q) => {
        const rows = await q
          .selectFrom('job')
          .where('kind', '=', SEND)
          .where('org_id', '=', org)
          .where('state', '<>', 'done')
          .select(['state', 'error', 'updatedAt'])
          .orderBy('updatedAt', 'desc')
          .orderBy('id')
          .execute();
        const failed = rows.filter((row) => row.state === 'failed');
        return {
          waiting: rows.length - failed.length,
          failed: failed.slice(0, 20).map((row) => ({ at: row.updatedAt, error: row.error ?? '' })),
        };
      }),
    deliver: async ({ sealed }) => {
      // Mail that was switched off in between is not kept for a day on which it surprises somebody.
      if (!transport) return;
      const bytes = openKey(Buffer.from(String(sealed), 'base64'), secret, SEAL);
      await transport.send(JSON.parse(Buffer.from(bytes).toString()));
    },
  };
}
