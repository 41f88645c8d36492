import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';

/** By which server mail leaves, and in whose name. */
export type MailSettings = {
  /** `smtp://user:password@host:587` or `smtps://…` */
  readonly url: string;
  readonly from: { readonly name: string; readonly address: string };
};

/**
 * Reads `SMTP_URL` and `MAIL_FROM` (`compliance@example.org` or `Nordlicht AIMS <compliance@example.org>`).
 * @returns null when both are absent: mail is off
 * @throws AppError `invalid-input` naming the variable that is wrong or missing
 */
export function readMailSettings(env: Readonly<Record<string, string | undefined>>): MailSettings | null {
  const { SMTP_URL, MAIL_FROM } = env;
  if (!SMTP_URL && !MAIL_FROM) return null;
  if (!SMTP_URL) throw wrong('MAIL_FROM is set, but SMTP_URL is not.');
  if (!MAIL_FROM) throw wrong('SMTP_URL is set, but MAIL_FROM is not.');
  if (!/^smtps?:$/.test(protocolOf(SMTP_URL)))
    throw wrong('SMTP_URL must begin with smtp:// or smtps:// and name a host.');
  const named = /^([^<>]{0,200})<([^<>]{1,254})>$/.exec(MAIL_FROM.trim());
  const name = named?.[1]?.trim() ?? '';
  const address = (named?.[2] ?? MAIL_FROM).trim();
  if (!z.email().safeParse(address).success || /\p{Cc}/u.test(name))
    throw wrong('MAIL_FROM must be an e-mail address, or a name with the address in angle brackets.');
  return { url: SMTP_URL, from: { name, address } };
}

function protocolOf(url: string): string {
  try {
    const { protocol, hostname } = new URL(url);
    return hostname === '' ? '' : protocol;
  } catch {
    return '';
  }
}

function wrong(message: string): AppError {
  return new AppError('invalid-input', message, {
    next: 'Set both, for example SMTP_URL=smtp://user:password@mail.example.org:587 and MAIL_FROM="AIMS <aims@example.org>", or neither.',
  });
}
