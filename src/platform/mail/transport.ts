import type { Written } from './message.ts';
import type { MailSettings } from './settings.ts';

export type Transport = { readonly send: (message: Written) => Promise<void> };

/** Why a message did not leave: a code, never an address or a name; these stay in the queue's row. */
export class MailError extends Error {
  /** The server refused for good: trying again changes nothing. */
  readonly permanent: boolean;

  constructor(code: string, permanent: boolean) {
    super(`Mail did not leave: ${code}`);
    this.name = 'MailError';
    this.permanent = permanent;
  }
}

/** After a connection failed, others are not tried for a minute, so that a dead server does not hold up other work. */
const REST_MS = 60_000;

/** Sends over SMTP, one connection for each message. nodemailer is loaded when the first message leaves. */
export function smtpTransport(settings: MailSettings, now: () => Date): Transport {
  let restUntil = 0;
  return {
    send: async (message) => {
      if (now().getTime() < restUntil) throw new MailError('server not reachable', false);
      const { createTransport } = await import('nodemailer');
      const transport = createTransport(settings.url, {
        from: settings.from,
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      try {
        await transport.sendMail({ ...message, to: { name: '', address: message.to } });
      } catch (error) {
        const { responseCode, code } = error as { responseCode?: number; code?: string };
        if (responseCode === undefined) restUntil = now().getTime() + REST_MS;
        throw new MailError(
          String(responseCode ?? code ?? 'unknown reason'),
          responseCode !== undefined && responseCode >= 500 && code !== 'EAUTH',
        );
      } finally {
        transport.close();
      }
    },
  };
}
