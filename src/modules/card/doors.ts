import { toHtml } from '#documents/html.ts';
import { render } from '#documents/render.ts';
import { t, writtenDay } from '#kernel/language.ts';
import type { Door, FileAnswer } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { inLanguage } from '#platform/language/in-language.ts';
import { card, cardVersion } from './contract.ts';
import { cardDocument, cardJson } from './document.ts';
import { cards, cardVersions } from './read.ts';

/** An address, one published version of it, and a format: `website-assistant`, `website-assistant.v1.pdf`. */
const ADDRESS = /^([a-z0-9][a-z0-9-]{6,58}[a-z0-9])(?:\.v(\d{1,4}))?(?:\.(pdf|json))?$/;

/** The public page of a published card, without a sign-in, while the organisation has it switched on. */
export const cardDoors: readonly Door[] = [
  {
    method: 'GET',
    path: '/cards/:token',
    atRoot: true,
    form: ADDRESS,
    answer: async (hands, token) => {
      const [, address, number, format] = ADDRESS.exec(token) ?? [];
      const owner = await hands.look((q) =>
        q.selectFrom('card_address').selectAll().where('address', '=', address!).executeTakeFirst(),
      );
      if (!owner) return null;
      const ctx = await hands.act(owner.org_id, 'card.public');
      const found = await ctx.read(async (read) => {
        const row = await read.q
          .selectFrom(cards(read).as('c'))
          .selectAll('c')
          .where('c.id', '=', owner.card_id)
          .where('c.address', '=', address!)
          .executeTakeFirst();
        if (!row) return null;
        const versions = await read.q
          .selectFrom(cardVersions(read).as('v'))
          .selectAll('v')
          .where('v.cardId', '=', owner.card_id)
          .orderBy('v.number', 'desc')
          .execute();
        return {
          of: decodeRecord(card, row),
          versions: versions.map((each) => decodeRecord(cardVersion, each)),
        };
      });
      const shown = number
        ? found?.versions.find((each) => each.number === Number(number))
        : found?.versions[0];
      const content = shown?.content;
      if (!found || !shown || !content) return null;
      const published = { number: shown.number, on: shown.publishedOn };
      // Anybody may open it: its headings are in the language of the organisation, which wrote the rest.
      return inLanguage(ctx.org.language, () => {
        const tree = cardDocument(content, { published, now: ctx.now });
        const name = `system-card-v${shown.number}`;
        if (format === 'json')
          return {
            body: cardJson(content, published),
            mediaType: 'application/json',
            name: `${name}.json`,
            inline: true,
          };
        if (format === 'pdf') return pdf(tree, `${name}.pdf`);
        const others = found.versions.filter((each) => each.number !== shown.number);
        const newest = found.versions[0]!;
        return {
          body: Buffer.from(
            toHtml(tree, {
              reading: true,
              indexed: found.of.addressChosen,
              ...(newest.number !== shown.number && {
                note: t('Version {number} of {day} is the current one.', {
                  number: newest.number,
                  day: writtenDay(newest.publishedOn),
                }),
              }),
              links: [
                { href: `/cards/${address}.v${shown.number}.pdf`, text: 'PDF' },
                { href: `/cards/${address}.v${shown.number}.json`, text: 'JSON' },
                ...others.map((each) => ({
                  href:
                    each.number === newest.number ? `/cards/${address}` : `/cards/${address}.v${each.number}`,
                  text: [
                    t('Version {number}, {day}', { number: each.number, day: writtenDay(each.publishedOn) }),
                    each.changes,
                  ]
                    .filter(Boolean)
                    .join(': '),
                })),
              ],
            }),
          ),
          mediaType: 'text/html; charset=utf-8',
          name: `${name}.html`,
          inline: true,
        };
      });
    },
  },
];

async function pdf(tree: Parameters<typeof render>[0], name: string): Promise<FileAnswer> {
  const drawn = await render(tree, 'pdf');
  return { body: drawn.bytes, mediaType: drawn.mediaType, name };
}
