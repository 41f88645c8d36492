import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { msg, t } from './language.ts';
import { type Actor, allowed, type Decision, denied } from './policy.ts';
import { pastQuery } from './register.ts';

const REFS = ['iso-42001:8.1'];
const reason = z.string().trim().min(3, msg('Give a reason')).max(4000);

/** One thing to look at again because of one change, ready to be read. */
export const shownMark = z.object({
  dependent: z.string(),
  /** What is to be looked at, and what to do. */
  what: z.string(),
  act: z.string(),
  type: z.string(),
  id: z.string(),
  ref: z.string().nullable(),
  title: z.string(),
  part: z.string().nullable(),
  /** The part as it is shown; null when the title says it already. */
  partShown: z.string().nullable(),
  /** An AI system it rests on; of several the first. */
  systemId: z.string(),
  ownerId: z.string().nullable(),
  owner: z.string().nullable(),
  href: z.string(),
  cause: z.string(),
  why: z.string(),
  seq: z.number().int(),
  /** When the change was made, and by whom. */
  since: z.string(),
  by: z.string(),
  /** The record of the change, as soon as it was recognised. */
  changeId: z.string().nullable(),
  changeRef: z.string().nullable(),
});
export type ShownMark = z.output<typeof shownMark>;

/** What every register shows of its stale records, whoever computes it. */
export const staleActs = {
  list: endpoint({
    id: 'stale.list',
    method: 'GET',
    path: '/stale',
    summary: 'List what is to be looked at again',
    refs: REFS,
    input: pastQuery.extend({
      owner: z.string().max(80).optional().describe('id of a person, "me", or "nobody"'),
      dependent: z.string().max(80).optional(),
      cause: z.string().max(80).optional(),
      limit: z.coerce.number().int().min(1).max(1000).default(100),
    }),
    output: z.object({
      total: z.number().int(),
      rows: z.array(shownMark),
      owners: z.array(
        z.object({ ownerId: z.string().nullable(), owner: z.string().nullable(), count: z.number().int() }),
      ),
    }),
  }),
  of: endpoint({
    id: 'stale.of',
    method: 'GET',
    path: '/records/:id/stale',
    summary: 'Show why a record is to be looked at again',
    refs: REFS,
    input: pastQuery.extend({ id: z.string().min(1).max(80) }),
    output: z.object({ marks: z.array(shownMark) }),
  }),
  stillRight: endpoint({
    id: 'stale.stillRight',
    method: 'POST',
    path: '/stale/still-right',
    summary: 'Say, with the reason, that a stale record still holds',
    past: msg('looked again and found that it still holds'),
    refs: REFS,
    input: z.object({
      dependent: z.string().max(80),
      id: z.string().max(80),
      part: z.string().max(200).nullable().default(null),
      cause: z.string().max(80),
      seq: z.coerce.number().int(),
      reason,
    }),
    output: z.object({ answered: z.number().int(), left: z.number().int() }),
  }),
} as const;

/** "Still right" is said by whoever owns the record; for one that nobody owns, by the governance officer. */
export function mayAnswer(actor: Actor, ownerId: string | null): Decision {
  if (actor.id === null)
    return denied(t('That it still holds is said by a signed-in person, not by the command line alone.'));
  if (actor.id === ownerId) return allowed;
  if (ownerId === null && actor.roles.includes('governance-officer')) return allowed;
  return denied(
    ownerId === null
      ? t('Nobody owns it: name an owner, or let the AI governance officer answer.')
      : t(
          'Only its owner can say that it still holds. Looking again in its own register is open to whoever may do that there.',
        ),
  );
}
