import { sql } from 'kysely';
import { chunks } from '#kernel/chunks.ts';
import type { OutputOf } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { ownRolesFor } from '#kernel/part-endpoints.ts';
import { type MembershipScope, membership, organisation, person } from '#kernel/people.ts';
import { allOf, allowed, anyMember, byOwnAuthority, bySignedIn, denied } from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';
import type { OpenInvitation } from '#platform/accounts.ts';
import { appendNote } from '#platform/auth/account-notes.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { decodeRecord } from '#platform/db/record-codec.ts';
import { inLanguage } from '#platform/language/in-language.ts';
import { languageFor } from '#platform/language/language-for.ts';
import type { Message } from '#platform/mail/message.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { rolesFor } from '#platform/parts/roles-for.ts';
import { memberships, organisations, persons } from '#platform/people-tables.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import { type At, heads } from '#platform/view.ts';
import { exceptAuditor } from './audit-exceptions.ts';
import { brandingOperations } from './branding.ts';
import { keyActs, peopleActs, personEndpoints } from './contract.ts';
import { handoverOperations } from './handover-operations.ts';
import { organisationActs } from './organisation-contract.ts';
import {
  mayChangeSettings,
  mayDecideSignIn,
  mayExcept,
  mayGrant,
  mayManagePeople,
  maySeeSignIns,
  maySwitchFourEyes,
} from './policy.ts';
import * as service from './service.ts';
import { signIns } from './sign-ins.ts';

const people: readonly Operation[] = [
  ...registerOperations(person, personEndpoints, {
    // Everybody may correct what stands about themselves.
    write: (actor, subject) =>
      subject !== null && subject.id === actor.id ? allowed : mayManagePeople(actor),
    remove: () =>
      denied(t('People are let go, not removed: what they did stays theirs. Erasure takes their data out.')),
    list: { sort: 'name' },
    prepareCreate: (_tx, input) => ({
      name: null,
      email: null,
      jobTitle: null,
      organisationName: null,
      language: null,
      ...input,
      authUserId: null,
      active: true,
    }),
  }),
  query(peopleActs.directory, { allow: anyMember, run: directory }),
  query(ownRolesFor, {
    allow: anyMember,
    run: async (ctx, { id }) => {
      const { roles, place } = await rolesFor(ctx, id);
      return { roles: [...roles], place };
    },
  }),
  command(peopleActs.grant, {
    allow: (actor, { id }) => mayGrant(actor, id),
    run: async (tx, { id, ...input }) => service.grantRoles(tx, await resolveId(tx, person, id), input),
  }),
  command(peopleActs.change, {
    allow: async (actor, { id }, tx) => mayGrant(actor, (await tx.get(membership, id)).personId),
    run: (tx, input) => service.changeRoles(tx, input, input),
  }),
  command(peopleActs.end, {
    allow: async (actor, { id }, tx) => {
      const { personId } = await tx.get(membership, id);
      // Laying down one's own roles raises nobody.
      return personId === actor.id ? allowed : mayGrant(actor, personId);
    },
    run: async (tx, input) => {
      await service.endMembership(tx, input);
      return { ended: true as const };
    },
  }),
  command(peopleActs.chooseLanguage, {
    allow: bySignedIn,
    run: async (tx, { language }) => {
      const { id } = tx.actor;
      const now = await tx.get(person, id!);
      if (now.language !== language) await tx.update(person, { id: id! }, { language });
      return { language };
    },
  }),
  action(peopleActs.deactivate, {
    allow: (actor, { id }) =>
      allOf(
        mayManagePeople(actor),
        actor.id === id ? denied(t('Nobody lets themselves go. Ask another administrator.')) : allowed,
      ),
    run: async (ctx, input) => {
      const left = await ctx.write((tx) => service.deactivatePerson(tx, input));
      if (left.authUserId) await ctx.accounts.endAll(left.authUserId);
      return left;
    },
  }),
  action(peopleActs.endSessions, {
    allow: mayManagePeople,
    run: async (ctx, input) => {
      const id = await ctx.read((read) => resolveId(read, person, input.id));
      const { authUserId } = await ctx.write(async (tx) => {
        await appendNote(tx, id, 'sessionsEnded');
        return tx.get(person, id);
      });
      return { ended: authUserId ? await ctx.accounts.endSessions(authUserId) : 0 };
    },
  }),
  query(peopleActs.signIns, { allow: maySeeSignIns, run: signIns }),
  action(peopleActs.invite, {
    allow: mayManagePeople,
    run: async (ctx, { byMail, ...input }) => {
      service.refuseGroundless(input);
      const scope = await ctx.read((read) => service.partOf(read, input.scope));
      const email = input.email.toLowerCase();
      return invite(ctx, { ...input, email, scope, invitedBy: ctx.actor.id }, byMail);
    },
  }),
  action(peopleActs.invitations, {
    allow: mayManagePeople,
    run: async (ctx) => {
      const open = await ctx.accounts.invitations();
      const nameOf = await ctx.read((read) => namesOf(read, open.flatMap(namedBy)));
      return {
        invitations: open.map(({ id, email, roles, outside, scope, invitedBy, expiresAt }) => ({
          id,
          email,
          roles: [...roles],
          outside,
          expiresAt,
          onlyFor: [...(scope?.units ?? []), ...(scope?.systems ?? [])].map((part) => nameOf(part).name),
          invitedBy: invitedBy && nameOf(invitedBy).name,
        })),
      };
    },
  }),
  action(peopleActs.withdrawInvitation, {
    allow: mayManagePeople,
    run: async (ctx, { id }) => {
      const withdrawn = await ctx.accounts.withdrawInvitations(id);
      if (withdrawn === 0)
        throw new AppError('not-found', t('There is no open invitation of this kind here.'), {
          next: t('It was used, withdrawn, or its seven days are over. Look at the list again.'),
        });
      return { withdrawn };
    },
  }),
  action(peopleActs.inviteAgain, {
    allow: mayManagePeople,
    run: async (ctx, { id, byMail }) => {
      const { personId, email } = await ctx.read((read) => withoutAccount(read, id));
      return invite(
        ctx,
        { email, personId, roles: [], outside: false, ground: null, invitedBy: ctx.actor.id },
        byMail,
      );
    },
  }),
];

async function invite(
  ctx: ActionCtx,
  invitation: Parameters<ActionCtx['accounts']['invite']>[0],
  byMail: boolean,
): Promise<OutputOf<typeof peopleActs.invite>> {
  const token = await ctx.accounts.invite(invitation);
  const path = `/invitation/${token}`;
  if (!ctx.mail.on || !byMail) return { token, path, expiresInDays: 7, mailedTo: null };
  const language = await ctx.read((read) => languageFor(read, invitation.personId ?? null));
  await inLanguage(language, () => ctx.mail.queue(invitationMessage(ctx, invitation.email, path)));
  return { token: null, path: null, expiresInDays: 7, mailedTo: invitation.email };
}

/** True where the account that a person names is one of this instance: after a hand-over none is. */
const hasAccount = sql<number>`(case when exists (select 1 from "user" u where u."id" = "p"."authUserId") then 1 else 0 end)`;

/** @throws AppError `not-found`, `wrong-state` when there is an account, or no address to invite */
async function withoutAccount(
  ctx: Ctx,
  id: string,
): Promise<{ readonly personId: string; readonly email: string }> {
  const personId = await resolveId(ctx, person, id);
  const row = await ctx.q
    .selectFrom(persons(ctx).as('p'))
    .select(['p.email', 'p.active', hasAccount.as('account')])
    .where('p.id', '=', personId)
    .executeTakeFirst();
  if (!row) throw new AppError('not-found', t('There is no such person here.'));
  if (row.account === 1)
    throw new AppError('wrong-state', t('This person has an account here and can sign in.'));
  if (row.active !== 1) throw new AppError('wrong-state', t('This person has left.'));
  if (!row.email)
    throw new AppError('wrong-state', t('No e-mail address of this person is recorded.'), {
      next: t('Add it first.'),
    });
  return { personId, email: row.email.toLowerCase() };
}

const settings: readonly Operation[] = [
  query(organisationActs.get, { allow: anyMember, run: (ctx) => showOrganisation(ctx) }),
  command(organisationActs.update, {
    allow: mayChangeSettings,
    run: async (tx, { version, ...patch }) =>
      tx.update(organisation, { id: (await service.ownOrganisation(tx)).id, version }, patch),
  }),
  command(organisationActs.singlePerson, {
    allow: maySwitchFourEyes,
    run: async (tx, { version, reason }) =>
      tx.update(
        organisation,
        { id: (await service.ownOrganisation(tx)).id, version },
        { singlePersonReason: reason },
      ),
  }),
  command(organisationActs.signIn, {
    allow: mayDecideSignIn,
    run: async (tx, { version, ...input }) => service.decideSignIn(tx, version, input),
  }),
  command(organisationActs.impartiality, {
    allow: mayDecideSignIn,
    run: async (tx, { version, advisedYears }) =>
      tx.update(organisation, { id: (await service.ownOrganisation(tx)).id, version }, { advisedYears }),
  }),
  command(organisationActs.exceptAuditor, {
    allow: mayExcept,
    run: (tx, { version, ...input }) => exceptAuditor(tx, version, input),
  }),
];

const mail: readonly Operation[] = [
  action(organisationActs.mail, {
    allow: mayChangeSettings,
    run: async (ctx) => {
      const { waiting, failed } = await ctx.mail.state();
      return { on: ctx.mail.on, from: ctx.mail.from, waiting, failed: [...failed] };
    },
  }),
  action(organisationActs.testMail, {
    allow: (actor) => allOf(mayChangeSettings(actor), bySignedIn(actor)),
    run: async (ctx) => {
      if (!ctx.mail.on)
        throw new AppError('wrong-state', t('This instance sends no e-mail.'), {
          next: t('Set SMTP_URL and MAIL_FROM and start it again.'),
        });
      const to = await ownAddress(ctx);
      const language = await ctx.read((read) => languageFor(read, ctx.actor.id));
      await inLanguage(language, () =>
        ctx.mail.queue({
          to,
          subject: t('E-mail from {name} works', { name: ctx.org.name }),
          parts: [
            { kind: 'text', text: t('You asked for this message in the settings of your organisation.') },
          ],
        }),
      );
      return { sentTo: to };
    },
  }),
];

const keys: readonly Operation[] = [
  action(keyActs.list, {
    allow: anyMember,
    run: async (ctx) => {
      const keys = await ctx.accounts.keys(await usersSeen(ctx));
      const nameOf = await ctx.read((read) =>
        namesOf(
          read,
          keys.flatMap((each) => each.systems ?? []),
        ),
      );
      return {
        keys: keys.map((each) => ({
          ...each,
          personName: each.userName,
          systems: each.systems?.map(nameOf) ?? null,
        })),
      };
    },
  }),
  action(keyActs.create, {
    allow: (actor, { authority }) =>
      actor.id === null
        ? denied(t('Keys belong to people: sign in and make your own.'))
        : actor.via === 'key'
          ? denied(t('A key makes no further keys. Sign in for that.'))
          : authority
            ? byOwnAuthority(actor)
            : allowed,
    run: async (ctx, input) => {
      const systems = await ctx.read((read) => service.systemsOfKey(read, input.systems));
      return ctx.accounts.createKey(await ownUser(ctx), {
        ...input,
        systems,
        onlyOrg: ctx.actor.onlyHere ? ctx.org.id : null,
      });
    },
  }),
  action(keyActs.revoke, {
    allow: anyMember,
    run: async (ctx, { id }) => {
      const mine = await ctx.accounts.keys(await usersSeen(ctx));
      if (!mine.some((each) => each.id === id))
        throw new AppError('not-found', t('There is no such key among those you may revoke.'));
      await ctx.accounts.revokeKey(id);
      return { revoked: true as const };
    },
  }),
];

export const peopleOperations: readonly Operation[] = [
  ...people,
  ...settings,
  ...mail,
  ...keys,
  ...handoverOperations,
  ...brandingOperations,
];

async function directory(ctx: Ctx) {
  const rows = await ctx.q
    .selectFrom(persons(ctx).as('p'))
    .selectAll('p')
    .select(hasAccount.as('account'))
    .orderBy(sql`coalesce("p"."name", '')`)
    .orderBy('p.id')
    .execute();
  const held = (await ctx.q.selectFrom(memberships(ctx).as('m')).selectAll('m').execute()).map((each) => ({
    ...each,
    scope: each.scope === null ? null : (JSON.parse(each.scope) as MembershipScope),
  }));
  const nameOf = await namesOf(
    ctx,
    held.flatMap(({ scope }) => (scope ? [...scope.units, ...scope.systems] : [])),
  );
  return {
    people: rows.map((row) => ({
      id: row.id,
      ref: row.ref,
      name: row.name ?? 'An erased person',
      email: row.email,
      jobTitle: row.jobTitle,
      active: row.active === 1,
      account: row.account === 1,
      memberships: held
        .filter((each) => each.personId === row.id)
        .map((each) => ({
          id: each.id,
          version: each.version,
          roles: JSON.parse(each.roles) as Role[],
          outside: each.outside === 1,
          ground: each.ground,
          until: each.until,
          scope: each.scope && {
            units: each.scope.units.map(nameOf),
            systems: each.scope.systems.map(nameOf),
          },
        })),
    })),
  };
}

/** What units and AI systems are called, for the parts for which roles hold. */
async function namesOf(
  at: At,
  ids: readonly string[],
): Promise<(id: string) => { readonly id: string; readonly name: string }> {
  const names = new Map<string, string>();
  const wanted = [...new Set(ids)];
  for (const some of chunks(wanted))
    for (const { id, title } of await heads(at).where('id', 'in', some).execute()) names.set(id, title ?? '');
  return (id) => ({ id, name: names.get(id) ?? t('Something that is no more') });
}

/** Whom and what an invitation names. */
function namedBy({ scope, invitedBy }: OpenInvitation): readonly string[] {
  return [...(scope?.units ?? []), ...(scope?.systems ?? []), ...(invitedBy ? [invitedBy] : [])];
}

async function showOrganisation(ctx: Ctx) {
  const row = await ctx.q.selectFrom(organisations(ctx).as('o')).selectAll('o').executeTakeFirst();
  if (!row) throw new AppError('not-found', t('The organisation did not exist at that time.'));
  return decodeRecord(organisation, row);
}

function invitationMessage(ctx: ActionCtx, to: string, path: string): Message {
  return {
    to,
    subject: t('{name} invites you to OpenAIMS', { name: ctx.org.name }),
    parts: [
      {
        kind: 'text',
        text: t(
          '{name} invites you to the AI management system of {name2}. The link works once and for seven days; it opens a sign-in and approves nothing by itself.',
          { name: ctx.actor.name, name2: ctx.org.name },
        ),
      },
      { kind: 'link', label: t('Accept the invitation'), url: ctx.mail.link(path) },
      { kind: 'text', text: t('When you did not expect this, do nothing.') },
    ],
  };
}

/** @throws AppError `wrong-state` when no address is known of whoever asks */
async function ownAddress(ctx: ActionCtx): Promise<string> {
  const row = await ctx.read((read) =>
    read.q
      .selectFrom(persons(read).as('p'))
      .select('p.email')
      .where('p.id', '=', ctx.actor.id!)
      .executeTakeFirst(),
  );
  if (!row?.email) throw new AppError('wrong-state', t('No e-mail address of yours is known here.'));
  return row.email;
}

async function ownUser(ctx: ActionCtx): Promise<string> {
  const row = await ctx.read((read) =>
    read.q
      .selectFrom(persons(read).as('p'))
      .select('p.authUserId')
      .where('p.id', '=', ctx.actor.id!)
      .executeTakeFirst(),
  );
  if (!row?.authUserId)
    throw new AppError('forbidden', t('You have no account of your own to make a key for.'));
  return row.authUserId;
}

/** Whose keys this actor sees: their own, or everybody's of this organisation for an administrator and the operator. */
async function usersSeen(ctx: ActionCtx): Promise<readonly string[]> {
  const all = ctx.actor.id === null || ctx.actor.roles.includes('administrator');
  const rows = await ctx.read((read) => {
    const people = read.q
      .selectFrom(persons(read).as('p'))
      .select('p.authUserId')
      .where('p.authUserId', 'is not', null);
    return (all ? people : people.where('p.id', '=', ctx.actor.id!)).execute();
  });
  return rows.map((row) => row.authUserId!);
}
