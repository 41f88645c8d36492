import { SMTPServer } from 'smtp-server';
import type { MailSettings } from '#platform/mail/settings.ts';

export type Received = {
  readonly to: readonly string[];
  /** Header lines, unfolded. */
  readonly headers: readonly string[];
  /** The subject, its encoded words undone (RFC 2047). */
  readonly subject: string;
  /** The whole message, quoted-printable undone. */
  readonly text: string;
};

/** A real SMTP server on a port of its own, which keeps what it receives. */
export type Mailbox = {
  readonly settings: MailSettings;
  readonly received: Received[];
  /** From now on it answers every recipient with this code; null takes them again. */
  readonly answerWith: (code: number | null) => void;
  readonly close: () => Promise<void>;
};

/** Starts the server; close it with `close`. */
export async function openMailbox(): Promise<Mailbox> {
  const received: Received[] = [];
  let code: number | null = null;
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: (_address, _session, done) =>
      done(code === null ? null : Object.assign(new Error('not now'), { responseCode: code })),
    onData: (stream, session, done) => {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const raw = Buffer.concat(chunks).toString();
        const [head = ''] = raw.split('\r\n\r\n');
        const headers = head.replace(/\r\n[ \t]+/g, ' ').split('\r\n');
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          headers,
          subject: decoded(headers.find((line) => line.startsWith('Subject: ')) ?? ''),
          text: plain(raw),
        });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as { port: number };
  return {
    settings: { url: `smtp://127.0.0.1:${port}`, from: { name: 'AIMS', address: 'aims@example.org' } },
    received,
    answerWith: (next) => {
      code = next;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function plain(raw: string): string {
  const joined = raw.replace(/=\r\n/g, '');
  const bytes = joined.replace(/=([0-9A-F]{2})/g, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function decoded(line: string): string {
  return line
    .replace(/^Subject: /, '')
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?Q\?([^?]*)\?=/gi, (_, words: string) =>
      decodeURIComponent(words.replaceAll('_', ' ').replaceAll('%', '%25').replaceAll('=', '%')),
    )
    .replace(/=\?UTF-8\?B\?([^?]*)\?=/gi, (_, words: string) => Buffer.from(words, 'base64').toString());
}
