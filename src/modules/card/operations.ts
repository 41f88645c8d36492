import { render } from '#documents/render.ts';
import { fileName } from '#documents/words.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { system } from '#modules/system/contract.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { action, command, type FileAnswer, type Operation, query } from '#platform/operation.ts';
import { readRecord, registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { shownCard } from './content.ts';
import { card, cardActs, cardEndpoints, cardVersion, versionEndpoints } from './contract.ts';
import { cardDocument, cardJson } from './document.ts';
import { mayPublishCard, mayWriteCard } from './policy.ts';
import { cards, cardVersions } from './read.ts';
import * as service from './service.ts';
import { technicalDocument, technicalOf } from './technical.ts';

const READING = ['exportRows', 'list', 'get', 'history', 'linked'];

export const cardOperations: readonly Operation[] = [
  ...registerOperations(card, cardEndpoints, {
    write: mayWriteCard,
    remove: (actor, subject) =>
      subject.publishedNumber === null
        ? mayWriteCard(actor)
        : {
            allowed: false,
            reason: t('A card that was published stays; take it off its public address instead.'),
          },
    list: { sort: 'title' },
    prepareCreate: service.newCard,
    prepareUpdate: service.changeCard,
  }).map(linkedToSystem),
  ...registerOperations(cardVersion, versionEndpoints, {
    write: mayPublishCard,
    list: { sort: '-publishedOn,-number' },
    prepareCreate: () => {
      throw new Error('a version is made by publishing a card');
    },
  }).filter(({ endpoint }) => READING.includes(endpoint.id.split('.')[1]!)),
  query(cardActs.preview, {
    allow: anyMember,
    run: async (ctx, { id }) => {
      const each = await readRecord(ctx, card, { id });
      return shownCard(ctx, each, await readRecord(ctx, system, { id: each.systemId }));
    },
  }),
  query(cardActs.ofSystem, { allow: anyMember, run: (ctx, { id }) => ofSystem(ctx, id) }),
  command(cardActs.publish, {
    allow: mayPublishCard,
    run: async (tx, input) => service.publishCard(tx, await seen(tx, input), input.changes || null),
  }),
  command(cardActs.reaffirm, {
    allow: mayPublishCard,
    run: async (tx, input) => service.reaffirmCard(tx, await seen(tx, input)),
  }),
  command(cardActs.switchOn, {
    allow: mayPublishCard,
    run: async (tx, input) => service.switchOn(tx, await seen(tx, input), input.address ?? null),
  }),
  command(cardActs.switchOff, {
    allow: mayPublishCard,
    run: async (tx, input) => service.switchOff(tx, await seen(tx, input)),
  }),
  action(cardActs.file, { allow: anyMember, run: cardFile }),
  query(cardActs.technical, { allow: anyMember, run: technicalOf }),
  action(cardActs.technicalFile, { allow: anyMember, run: technicalFile }),
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, card, input.id), version: input.version };
}

/** A new card is linked to its system at once, so that both pages show it. */
function linkedToSystem(operation: Operation): Operation {
  if (operation.endpoint.id !== 'card.create' || operation.kind !== 'command') return operation;
  return {
    ...operation,
    run: async (tx: Tx, input: never) => {
      const made = (await operation.run(tx, input)) as { id: string; systemId: string };
      await tx.link('card-of', made.id, made.systemId);
      return made;
    },
  } as Operation;
}

async function ofSystem(ctx: Ctx, idOrRef: string) {
  const id = await resolveId(ctx, system, idOrRef);
  const row = await ctx.q
    .selectFrom(cards(ctx).as('c'))
    .selectAll('c')
    .where('c.systemId', '=', id)
    .executeTakeFirst();
  const each = row ? decodeRecord(card, row) : null;
  return { card: each, versions: each ? [...(await versionsOf(ctx, each.id))] : [] };
}

async function versionsOf(ctx: Ctx, cardId: string) {
  const rows = await ctx.q
    .selectFrom(cardVersions(ctx).as('v'))
    .selectAll('v')
    .where('v.cardId', '=', cardId)
    .orderBy('v.number', 'desc')
    .execute();
  return rows.map((row) => decodeRecord(cardVersion, row));
}

/** A published version, or the card in work while none is published. */
async function cardFile(
  ctx: ActionCtx,
  input: {
    readonly id: string;
    readonly number?: number | undefined;
    readonly format: 'pdf' | 'json' | 'html' | 'docx' | 'md';
  },
): Promise<FileAnswer> {
  const { content, published } = await ctx.read(async (read) => {
    const each = await readRecord(read, card, { id: input.id });
    const number = input.number ?? each.publishedNumber;
    if (number === null) {
      const of = await readRecord(read, system, { id: each.systemId });
      return { content: (await shownCard(read, each, of)).content, published: null };
    }
    const found = (await versionsOf(read, each.id)).find((one) => one.number === number);
    if (!found?.content) throw new AppError('not-found', t('The card has no version {number}.', { number }));
    return { content: found.content, published: { number, on: found.publishedOn } };
  });
  const ref = content.system.ref.toLowerCase();
  const words = published
    ? t('system-card-{ref}-v{number}', { ref, number: published.number })
    : t('system-card-{ref}-in-work', { ref });
  const name = fileName(words, input.format);
  if (input.format === 'json')
    return { body: cardJson(content, published), mediaType: 'application/json', name };
  const drawn = await render(cardDocument(content, { published, now: ctx.now }), input.format);
  return { body: drawn.bytes, mediaType: drawn.mediaType, name };
}

async function technicalFile(
  ctx: ActionCtx,
  input: { readonly id: string; readonly annex: string; readonly format: 'pdf' | 'docx' | 'json' },
): Promise<FileAnswer> {
  const made = await ctx.read((read) => technicalOf(read, input));
  const name = `${made.annex.id}-${made.system.ref.toLowerCase()}.${input.format}`;
  if (input.format === 'json')
    return { body: Buffer.from(`${JSON.stringify(made, null, 2)}\n`), mediaType: 'application/json', name };
  const drawn = await render(
    technicalDocument(made, { organisation: ctx.org.name, now: ctx.now }),
    input.format,
  );
  return { body: drawn.bytes, mediaType: drawn.mediaType, name };
}
