import { addDays } from '#kernel/days.ts';
import { speaker, t } from '#kernel/language.ts';
import type { Door, DoorHands } from '#platform/context.ts';
import { inLanguage } from '#platform/language/in-language.ts';
import { entriesOf, PERSONAL, personal } from './entries.ts';
import { icalendarOf } from './files.ts';
import { membersOf } from './members.ts';
import { saveNotices } from './notices.ts';
import { ownerOf, type TokenKind } from './tokens.ts';

const BACK = 90;
const AHEAD = 400;
const MOST = 2000;

/** What programs and mailboxes open without a sign-in, each by a secret address. */
export const calendarDoors: readonly Door[] = [
  {
    method: 'GET',
    path: '/calendar-feeds/:token',
    answer: async (hands, token) => {
      const opened = await open(hands, {
        kind: 'feed',
        token: token.replace(/\.ics$/, ''),
        operation: 'calendar.feed',
      });
      if (!opened) return null;
      const { ctx, member } = opened;
      const text = await inLanguage(member.language, () =>
        ctx.scan(async (read) => {
          const own = await personal(read, member.actor.id);
          const span = { from: addDays(read.today, -BACK), to: addDays(read.today, AHEAD), limit: PERSONAL };
          const entries = (await entriesOf(read, span)).filter(own).slice(0, MOST);
          return icalendarOf(read, entries, { name: ctx.org.name, link: ctx.mail.link });
        }),
      );
      return { body: Buffer.from(text), mediaType: 'text/calendar; charset=utf-8', name: 'aims.ics' };
    },
  },
  {
    method: 'GET',
    path: '/calendar-messages/:token',
    answer: async (hands, token) => {
      const opened = await open(hands, { kind: 'unsubscribe', token, operation: 'calendar.notices' });
      if (!opened) return null;
      const { name } = opened.ctx.org;
      return inLanguage(opened.member.language, () =>
        page(t('Stop the messages of {name}?', { name }), true),
      );
    },
  },
  {
    // Also what a mail program sends when its own button is pressed (RFC 8058).
    method: 'POST',
    path: '/calendar-messages/:token',
    answer: async (hands, token) => {
      const opened = await open(hands, { kind: 'unsubscribe', token, operation: 'calendar.chooseNotices' });
      if (!opened) return null;
      const { ctx, member } = opened;
      await ctx.write((tx) =>
        saveNotices(tx, member.actor.id, { digest: 'off', weekday: 1, reminders: false }),
      );
      return inLanguage(member.language, () =>
        page(t('You get no more messages. You can change that on your account page.'), false),
      );
    },
  },
];

/** The organisation and the person behind a token, while they still belong to it. */
async function open(
  hands: DoorHands,
  wanted: { readonly kind: TokenKind; readonly token: string; readonly operation: string },
) {
  const owner = await hands.look((q) => ownerOf(q, wanted.kind, wanted.token));
  if (!owner) return null;
  const ctx = await hands.act(owner.org, wanted.operation);
  const [member] = await ctx.read((read) => membersOf(read, owner.person));
  return member ? { ctx, member } : null;
}

function page(words: string, ask: boolean) {
  const form = ask ? `<form method="post"><button>${t('Stop these messages')}</button></form>` : '';
  const text = `<!doctype html><html lang="${speaker().locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="robots" content="noindex"><title>${t('Messages')}</title></head><body style="font:16px/1.5 sans-serif;max-width:40em;margin:3em auto;padding:0 1em"><h1 style="font-size:20px">${words.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)}</h1>${form}</body></html>`;
  return {
    body: Buffer.from(text),
    mediaType: 'text/html; charset=utf-8',
    name: 'messages.html',
    inline: true,
  };
}
