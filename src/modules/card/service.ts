import { randomBytes } from 'node:crypto';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { system } from '#modules/system/contract.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { shownCard } from './content.ts';
import { card, cardVersion } from './contract.ts';
import { cards } from './read.ts';

type Fields = FieldsOf<typeof card>;
type Card = RecordOf<typeof card>;
type Seen = { readonly id: string; readonly version: number };

const BY_AUTONOMY = {
  informs: 'informs',
  recommends: 'recommends',
  'decides-with-oversight': 'decides',
  'decides-alone': 'decides',
  unknown: null,
} as const;

/** A card as it is when somebody begins it: with what the register of AI systems says already. */
export async function newCard(tx: Tx, input: Partial<Fields>): Promise<Fields> {
  const of = await tx.get(system, input.systemId ?? '');
  const other = await tx.q
    .selectFrom(cards(tx).as('c'))
    .select('c.ref')
    .where('c.systemId', '=', of.id)
    .executeTakeFirst();
  if (other)
    throw new AppError('duplicate', t('This AI system has a card already: {ref}.', { ref: other.ref }));
  refuseUnknownMeasures(tx, input);
  return {
    systemId: of.id,
    title: input.title || of.name.slice(0, 300),
    decisionKind: input.decisionKind ?? BY_AUTONOMY[of.autonomy],
    summary: input.summary ?? of.purpose,
    intendedUse: input.intendedUse ?? of.intendedUse,
    notFor: input.notFor ?? null,
    capabilities: input.capabilities ?? null,
    limits: input.limits ?? null,
    performance: input.performance ?? null,
    dataUsed: input.dataUsed ?? null,
    oversight: input.oversight ?? null,
    measures: input.measures ?? [],
    contact: input.contact ?? null,
    ownerId: input.ownerId ?? tx.actor.id,
    preparedBy: tx.actor.id,
    publishedNumber: null,
    publishedOn: null,
    changed: true,
    address: null,
    addressChosen: false,
    publicSince: null,
  };
}

/** A change of the card in work; what is published stays as it was until the next version. */
export function changeCard(tx: Tx, patch: Partial<Fields>, before: Card): Partial<Fields> {
  if (patch.systemId !== undefined && patch.systemId !== before.systemId)
    throw new AppError('invalid-input', t('A card stays with its AI system.'));
  refuseUnknownMeasures(tx, patch);
  return { ...patch, preparedBy: tx.actor.id, changed: true };
}

/** Freezes the card as its next version. Whoever wrote the last change does not publish it. */
export async function publishCard(tx: Tx, seen: Seen, changes: string | null): Promise<Card> {
  const before = await tx.get(card, seen.id);
  if (!before.changed)
    throw new AppError(
      'wrong-state',
      t('Nothing changed since version {publishedNumber} was published.', {
        publishedNumber: before.publishedNumber,
      }),
    );
  const { content, missing } = await shownCard(tx, before, await tx.get(system, before.systemId));
  if (missing.length > 0)
    throw new AppError('wrong-state', t('Still missing: {missing}.', { missing: missing.join('; ') }), {
      next: t('Say these on the card, then publish it.'),
      data: { missing },
    });
  const singlePersonReason = await fourEyes(tx, before.preparedBy, 'publish a card that you changed last');
  const number = (before.publishedNumber ?? 0) + 1;
  const published = await tx.update(card, seen, {
    publishedNumber: number,
    publishedOn: tx.today,
    changed: false,
  });
  const made = await tx.insert(cardVersion, {
    cardId: before.id,
    systemId: before.systemId,
    number,
    content,
    changes,
    preparedBy: before.preparedBy,
    publishedBy: tx.actor.id,
    publishedOn: tx.today,
    singlePersonReason,
  });
  await tx.link('version-of-card', made.id, before.id);
  return published;
}

/** The published card was looked at again and still holds, for instance after its AI system changed. */
export async function reaffirmCard(tx: Tx, seen: Seen): Promise<Card> {
  const before = await tx.get(card, seen.id);
  refuseUnpublished(before);
  return tx.update(card, { ...seen, again: true }, {});
}

/** Puts the newest published version on a public address: a chosen one, or one that nobody can guess. */
export async function switchOn(tx: Tx, seen: Seen, chosen: string | null): Promise<Card> {
  const before = await tx.get(card, seen.id);
  refuseUnpublished(before);
  const address = chosen ?? randomBytes(20).toString('hex');
  const [taken] = await tx.handle.exec(`select "card_id" from "card_address" where "address" = ?`, [address]);
  if (taken && taken.card_id !== before.id)
    throw new AppError('duplicate', t('This address is taken.'), {
      problems: [{ path: 'address', message: t('Choose another one') }],
    });
  await release(tx, before.id);
  await tx.handle.exec(`insert into "card_address" ("address","org_id","card_id") values (?,?,?)`, [
    address,
    tx.org.id,
    before.id,
  ]);
  return tx.update(card, seen, { address, addressChosen: chosen !== null, publicSince: tx.today });
}

/** Nothing is at the address any more; the versions stay. */
export async function switchOff(tx: Tx, seen: Seen): Promise<Card> {
  const before = await tx.get(card, seen.id);
  if (before.address === null) throw new AppError('wrong-state', t('The card is on no public address.'));
  await release(tx, before.id);
  return tx.update(card, seen, { address: null, addressChosen: false, publicSince: null });
}

async function release(tx: Tx, cardId: string): Promise<void> {
  await tx.handle.exec(`delete from "card_address" where "org_id" = ? and "card_id" = ?`, [
    tx.org.id,
    cardId,
  ]);
}

function refuseUnpublished(each: Card): void {
  if (each.publishedNumber === null)
    throw new AppError('wrong-state', t('No version of this card is published yet.'), {
      next: t('Publish it first.'),
    });
}

function refuseUnknownMeasures(tx: Tx, patch: Partial<Fields>): void {
  const known = tx.catalog.explainability().measures.map((each) => each.id);
  const unknown = (patch.measures ?? []).filter((each) => !known.includes(each.id));
  if (unknown.length > 0)
    throw new AppError('invalid-input', t('There is no such measure of explanation.'), {
      problems: unknown.map((each) => ({ path: 'measures', message: each.id })),
    });
}
