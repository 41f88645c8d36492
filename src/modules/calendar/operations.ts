import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember, bySignedIn, denied } from '#kernel/policy.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import {
  absence,
  absenceEndpoints,
  calendarEndpoints,
  obligation,
  obligationActs,
  obligationEndpoints,
  occurrence,
  occurrenceEndpoints,
} from './contract.ts';
import { calendarOf } from './entries.ts';
import { exportCalendar } from './files.ts';
import { ownNotices, saveNotices } from './notices.ts';
import { mayCloseOccurrence, mayWriteAbsence, mayWriteObligation } from './policy.ts';
import { obligations } from './read.ts';
import * as service from './service.ts';
import { endTokens, makeToken, tokenSince } from './tokens.ts';
import { usualObligations } from './usual.ts';

const isRead = (operation: Operation) => operation.endpoint.method === 'GET';
const isRemoval = (operation: Operation) => operation.endpoint.method === 'DELETE';

const duties: readonly Operation[] = [
  ...registerOperations(obligation, obligationEndpoints, {
    write: mayWriteObligation,
    list: { sort: 'title' },
    prepareCreate: () => {
      throw new Error('bound below');
    },
  }).filter((operation) => isRead(operation)),
  command(obligationEndpoints.create, {
    allow: mayWriteObligation,
    run: (tx, input) => service.addObligation(tx, input),
  }),
  command(obligationEndpoints.update, {
    allow: mayWriteObligation,
    run: (tx, { id, version, ...patch }) => service.changeObligation(tx, { id, version }, definedOnly(patch)),
  }),
  command(obligationEndpoints.remove, {
    allow: () => denied(t('An obligation is ended, not removed: give its last day and why.')),
    run: async () => ({ removed: true as const }),
  }),
  query(obligationActs.usual, {
    allow: anyMember,
    run: async (ctx) => {
      const there = await ctx.q
        .selectFrom(obligations(ctx).as('d'))
        .select(['d.kind', 'd.requirementId'])
        .execute();
      return {
        usual: usualObligations.map((each) => ({
          ...each,
          taken: there.some((row) => row.kind === each.kind && row.requirementId === each.requirementId),
        })),
      };
    },
  }),
  command(obligationActs.adopt, {
    allow: mayWriteObligation,
    run: async (tx, input) => ({ made: await service.adoptUsual(tx, input) }),
  }),
];

const times: readonly Operation[] = [
  ...registerOperations(occurrence, occurrenceEndpoints, {
    write: mayWriteObligation,
    list: { sort: 'dueOn,title' },
    prepareCreate: () => {
      throw new Error('occurrences are made by their rule');
    },
  }).filter(isRead),
  command(obligationActs.complete, {
    allow: mayClose,
    run: async (tx, input) => service.completeOccurrence(tx, await seen(tx, input), input),
  }),
  command(obligationActs.leave, {
    allow: mayClose,
    run: async (tx, input) => service.leaveOccurrence(tx, await seen(tx, input), input.reason),
  }),
  command(obligationActs.reopen, {
    allow: mayWriteObligation,
    run: async (tx, input) => service.reopenOccurrence(tx, await seen(tx, input), input.reason),
  }),
];

const absences: readonly Operation[] = [
  ...registerOperations(absence, absenceEndpoints, {
    write: mayWriteAbsence,
    list: { sort: '-fromOn' },
    prepareCreate: () => {
      throw new Error('bound below');
    },
  }).filter((operation) => isRead(operation) || isRemoval(operation)),
  command(absenceEndpoints.create, {
    allow: (actor, input) => mayWriteAbsence(actor, input),
    run: (tx, input) => service.addAbsence(tx, input),
  }),
  command(absenceEndpoints.update, {
    allow: async (actor, { id }, tx) => mayWriteAbsence(actor, await tx.get(absence, id)),
    run: async (tx, { id, version, ...patch }) => {
      const before = await tx.get(absence, id);
      const fields = { ...before, ...definedOnly(patch) };
      if (fields.personId !== before.personId)
        throw new AppError('invalid-input', t('An absence stays with its person. Record another one.'));
      await service.refuseOddAbsence(tx, fields, id);
      return tx.update(absence, { id, version }, patch as Partial<FieldsOf<typeof absence>>);
    },
  }),
];

const calendar: readonly Operation[] = [
  query(calendarEndpoints.dates, { heavy: true, allow: anyMember, run: calendarOf }),
  action(calendarEndpoints.export, { allow: anyMember, run: exportCalendar }),
  query(calendarEndpoints.feed, {
    allow: bySignedIn,
    run: async (ctx) => ({ since: await tokenSince(ctx, 'feed', ctx.actor.id!) }),
  }),
  action(calendarEndpoints.makeFeed, {
    allow: bySignedIn,
    run: async (ctx) => {
      const token = await ctx.write(async (tx) => {
        await endTokens(tx, 'feed', tx.actor.id!);
        return makeToken(tx, 'feed', tx.actor.id!);
      });
      return { url: ctx.mail.link(`/api/calendar-feeds/${token}.ics`) };
    },
  }),
  command(calendarEndpoints.endFeed, {
    allow: bySignedIn,
    run: async (tx) => ({ ended: (await endTokens(tx, 'feed', tx.actor.id!)) > 0 }),
  }),
  action(calendarEndpoints.notices, { allow: bySignedIn, run: ownNotices }),
  command(calendarEndpoints.chooseNotices, {
    allow: bySignedIn,
    run: (tx, input) => saveNotices(tx, tx.actor.id!, input),
  }),
];

export const calendarOperations: readonly Operation[] = [...duties, ...times, ...absences, ...calendar];

async function mayClose(actor: Tx['actor'], { id }: { readonly id: string }, tx: Tx) {
  const subject = await tx.get(occurrence, await resolveId(tx, occurrence, id));
  const away = await service.standsInFor(tx, actor.id, tx.today);
  return mayCloseOccurrence(
    actor,
    subject,
    away.map((each) => each.personId),
  );
}

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, occurrence, input.id), version: input.version };
}

function definedOnly<T extends object>(patch: T): T {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as T;
}
