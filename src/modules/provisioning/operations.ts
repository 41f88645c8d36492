import { AppError } from '#kernel/errors.ts';
import { msg, t } from '#kernel/language.ts';
import type { RecordOf } from '#kernel/record.ts';
import { action, command, type Operation } from '#platform/operation.ts';
import { persons } from '#platform/people-tables.ts';
import { type At, links } from '#platform/view.ts';
import { directoryGroup, provisioningActs, provisioningToken } from './contract.ts';
import { applyRoles, membersOf } from './members.ts';
import { mayChangeProvisioning, mayRevokeToken, maySeeProvisioning } from './policy.ts';
import { directoryGroups, directoryUsers, GROUP_MEMBER, provisioningTokens } from './read.ts';
import { makeToken } from './tokens.ts';

export const provisioningOperations: readonly Operation[] = [
  action(provisioningActs.list, {
    allow: maySeeProvisioning,
    run: async (ctx) => ({
      address: ctx.mail.link('/scim/v2'),
      ...(await ctx.read(async (read) => ({
        users: await countUsers(read),
        tokens: await tokensOf(read),
        groups: await groupsOf(read),
      }))),
    }),
  }),
  command(provisioningActs.makeToken, {
    allow: mayChangeProvisioning,
    run: async (tx, input) => {
      const { token, ...made } = await makeToken(tx, input);
      return { ...shown(made), token };
    },
  }),
  command(provisioningActs.revokeToken, {
    allow: mayRevokeToken,
    run: async (tx, seen) => shown(await tx.update(provisioningToken, seen, { revoked: true })),
  }),
  command(provisioningActs.setRoles, {
    allow: mayChangeProvisioning,
    run: async (tx, { id, version, roles }) => {
      if (tx.actor.id !== null && (await membersOf(tx, id)).includes(tx.actor.id))
        throw new AppError('forbidden', t('You are in this group, and nobody changes their own roles.'), {
          next: msg('Ask another administrator.'),
        });
      await tx.update(directoryGroup, { id, version }, { roles: [...new Set(roles)] });
      await applyRoles(tx, id, roles);
      return (await groupsOf(tx)).find((each) => each.id === id)!;
    },
  }),
];

function shown({ id, version, name, expiresOn, revoked }: RecordOf<typeof provisioningToken>) {
  return { id, version, name, expiresOn, revoked };
}

async function countUsers(at: At): Promise<number> {
  const row = await at.q
    .selectFrom(directoryUsers(at).as('d'))
    .select((eb) => eb.fn.countAll().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

async function tokensOf(at: At) {
  const rows = await at.q
    .selectFrom(provisioningTokens(at).as('t'))
    .select(['t.id', 't.version', 't.name', 't.expiresOn', 't.revoked'])
    .orderBy('t.revoked')
    .orderBy('t.name')
    .orderBy('t.id')
    .execute();
  return rows.map((row) => ({ ...row, revoked: row.revoked === 1 }));
}

async function groupsOf(at: At) {
  const rows = await at.q
    .selectFrom(directoryGroups(at).as('g'))
    .select(['g.id', 'g.version', 'g.displayName', 'g.roles'])
    .orderBy('g.displayName')
    .orderBy('g.id')
    .execute();
  const members = await at.q
    .selectFrom(links(at, GROUP_MEMBER).as('l'))
    .innerJoin(persons(at).as('p'), 'p.id', 'l.to_id')
    .select(['l.from_id', 'p.id', 'p.name'])
    .orderBy('p.name')
    .orderBy('p.id')
    .execute();
  return rows.map((row) => ({
    ...row,
    roles: JSON.parse(row.roles) as RecordOf<typeof directoryGroup>['roles'],
    members: members
      .filter((each) => each.from_id === row.id)
      .map(({ id, name }) => ({ id, name: name ?? 'An erased person' })),
  }));
}
