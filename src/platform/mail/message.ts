import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { speaker, t } from '#kernel/language.ts';

/** One message to one person, before it is written out as text and HTML. */
export type Message = {
  readonly to: string;
  readonly subject: string;
  readonly parts: readonly MessagePart[];
  /** An address that ends such messages with one press and without signing in (RFC 8058). */
  readonly unsubscribe?: string;
};

export type MessagePart =
  | { readonly kind: 'text'; readonly text: string }
  /** Text as it is, each line kept: a signed checkpoint. */
  | { readonly kind: 'exact'; readonly text: string }
  | { readonly kind: 'link'; readonly label: string; readonly url: string }
  | {
      readonly kind: 'list';
      readonly title: string;
      readonly items: readonly { readonly text: string; readonly url?: string; readonly note?: string }[];
    };

/** A message ready to leave. */
export type Written = {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
};

/**
 * Writes a message as plain text and as simple HTML that loads nothing, in the language of this moment: whoever composes
 * a message does so `inLanguage` of whom it is for. No line break of a name or title reaches a
 * header: they become spaces.
 * @throws AppError `invalid-input` when the recipient is no single e-mail address
 */
export function writeMessage(message: Message): Written {
  const to = z.email().max(254).safeParse(message.to);
  if (!to.success) throw new AppError('invalid-input', 'This is not an e-mail address.');
  const parts: readonly MessagePart[] = message.unsubscribe
    ? [...message.parts, { kind: 'link', label: t('Stop these messages'), url: message.unsubscribe }]
    : message.parts;
  return {
    to: to.data,
    subject: oneLine(message.subject).slice(0, 200),
    text: `${parts.map(asText).join('\n\n')}\n`,
    html: `<!doctype html><html lang="${speaker().locale}"><head><meta charset="utf-8"></head><body style="font:15px/1.5 sans-serif;max-width:640px">${parts.map(asHtml).join('')}</body></html>`,
    headers: {
      // Tells holiday replies and lists not to answer a program (RFC 3834).
      'Auto-Submitted': 'auto-generated',
      ...(message.unsubscribe && {
        'List-Unsubscribe': `<${webAddress(message.unsubscribe)}>`,
        'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
      }),
    },
  };
}

/** Text on one line, without control characters. */
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/ {2,}/g, ' ')
    .trim();
}

function asText(part: MessagePart): string {
  switch (part.kind) {
    case 'text':
      return oneLine(part.text);
    case 'exact':
      return part.text;
    case 'link':
      return `${oneLine(part.label)}:\n${webAddress(part.url)}`;
    case 'list':
      return [
        oneLine(part.title),
        ...part.items.map(({ text, note, url }) =>
          [
            `- ${oneLine(text)}${note ? ` (${oneLine(note)})` : ''}`,
            ...(url ? [`  ${webAddress(url)}`] : []),
          ].join('\n'),
        ),
      ].join('\n');
  }
}

function asHtml(part: MessagePart): string {
  switch (part.kind) {
    case 'text':
      return `<p>${html(oneLine(part.text))}</p>`;
    case 'exact':
      return `<pre style="white-space:pre-wrap">${html(part.text)}</pre>`;
    case 'link':
      return `<p><a href="${html(webAddress(part.url))}">${html(oneLine(part.label))}</a></p>`;
    case 'list':
      return `<h2 style="font-size:16px">${html(oneLine(part.title))}</h2><ul>${part.items
        .map(({ text, note, url }) => {
          const words = html(oneLine(text));
          const shown = url ? `<a href="${html(webAddress(url))}">${words}</a>` : words;
          return `<li>${shown}${note ? ` <span style="color:#555">${html(oneLine(note))}</span>` : ''}</li>`;
        })
        .join('')}</ul>`;
  }
}

/** @throws AppError `invalid-input` for anything but http and https: no other kind of link leaves by mail */
function webAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || !/^https?:$/.test(parsed.protocol))
    throw new AppError('invalid-input', 'Only web addresses may stand in a message.');
  return parsed.href;
}

function html(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
