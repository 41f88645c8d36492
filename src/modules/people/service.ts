import { AppError } from '#kernel/errors.ts';
import { type MembershipScope, membership, organisation, person } from '#kernel/people.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { Role } from '#kernel/roles.ts';
import { refuseWithoutAdministrator } from '#platform/last-administrator.ts';
import { memberships, organisations } from '#platform/people-tables.ts';
import type { Tx } from '#platform/tx.ts';
import { heads } from '#platform/view.ts';

type Membership = RecordOf<typeof membership>;
type Organisation = RecordOf<typeof organisation>;

/** The organisation's own record. */
export async function ownOrganisation(tx: Tx): Promise<Organisation> {
  const row = await tx.q.selectFrom(organisations(tx).as('o')).select('o.id').executeTakeFirstOrThrow();
  return tx.get(organisation, row.id);
}

/**
 * Decides from when deciding roles need a second factor, and how fresh the proof behind an act of authority must be.
 * @throws AppError `invalid-input` for a first day that is over: nobody shall be shut out without notice
 */
export async function decideSignIn(
  tx: Tx,
  version: number,
  input: {
    readonly secondFactorFrom?: string | null | undefined;
    readonly stepUpMinutes?: number | null | undefined;
  },
): Promise<Organisation> {
  const own = await ownOrganisation(tx);
  const { secondFactorFrom: from, stepUpMinutes } = input;
  if (from && from !== own.secondFactorFrom && from < tx.today)
    throw new AppError('invalid-input', 'This day is over.', {
      problems: [{ path: 'secondFactorFrom', message: 'Choose today or a later day' }],
    });
  return tx.update(
    organisation,
    { id: own.id, version },
    {
      ...(from !== undefined && { secondFactorFrom: from }),
      ...(stepUpMinutes !== undefined && { stepUpMinutes }),
    },
  );
}

/** Gives a person roles. Somebody from outside needs the ground of their authority. */
export async function grantRoles(
  tx: Tx,
  personId: string,
  input: {
    readonly roles: readonly Role[];
    readonly outside: boolean;
    readonly ground: string | null;
    readonly until: string | null;
    readonly scope: MembershipScope | null;
  },
): Promise<Membership> {
  await refuseUnknownPart(tx, input.scope);
  const who = await tx.get(person, personId);
  if (!who.active) throw new AppError('wrong-state', 'This person has left; they get no roles.');
  refuseGroundless(input);
  return tx.insert(membership, { personId, ...input, roles: [...new Set(input.roles)] });
}

/** Changes roles, where they hold or when they end; the last administrator of the whole organisation stays one. */
export async function changeRoles(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
  patch: {
    readonly roles?: readonly Role[] | undefined;
    readonly until?: string | null | undefined;
    readonly scope?: MembershipScope | null | undefined;
  },
): Promise<Membership> {
  await refuseUnknownPart(tx, patch.scope ?? null);
  const changed = await tx.update(membership, seen, {
    ...(patch.roles && { roles: [...patch.roles] }),
    ...(patch.until !== undefined && { until: patch.until }),
    ...(patch.scope !== undefined && { scope: patch.scope }),
  });
  await refuseWithoutAdministrator(tx);
  return changed;
}

/** Ends a membership; the last administrator stays. */
export async function endMembership(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
): Promise<void> {
  await tx.remove(membership, seen);
  await refuseWithoutAdministrator(tx);
}

/** Lets a person go: every membership ends, the record stays. @returns the account whose sessions and keys must end */
export async function deactivatePerson(
  tx: Tx,
  seen: { readonly id: string; readonly version: number },
): Promise<RecordOf<typeof person>> {
  const left = await tx.update(person, seen, { active: false });
  const held = await tx.q
    .selectFrom(memberships(tx).as('m'))
    .select(['m.id', 'm.version'])
    .where('m.personId', '=', seen.id)
    .execute();
  for (const each of held) await tx.remove(membership, each);
  await refuseWithoutAdministrator(tx);
  return left;
}

/** @throws AppError `invalid-input` when roles would hold for a unit or an AI system that is not there */
async function refuseUnknownPart(tx: Tx, scope: MembershipScope | null): Promise<void> {
  for (const [field, type] of [
    ['units', 'unit'],
    ['systems', 'system'],
  ] as const) {
    const ids = [...new Set(scope?.[field] ?? [])];
    if (ids.length === 0) continue;
    const there = await tx.q
      .selectFrom('record')
      .innerJoin(heads(tx).as('head'), 'head.id', 'record.id')
      .where('record.org_id', '=', tx.org.id)
      .where('record.type', '=', type)
      .where('record.id', 'in', ids)
      .select('record.id')
      .execute();
    if (there.length < ids.length)
      throw new AppError('invalid-input', 'Roles hold only for what is there.', {
        problems: [
          {
            path: `scope.${field}`,
            message: type === 'unit' ? 'There is no such unit' : 'There is no such AI system',
          },
        ],
      });
  }
}

/** @throws AppError `invalid-input` when an outsider's authority has no ground */
export function refuseGroundless(input: { readonly outside: boolean; readonly ground: string | null }): void {
  if (input.outside && !input.ground?.trim())
    throw new AppError('invalid-input', 'Somebody from outside needs a recorded authority.', {
      problems: [{ path: 'ground', message: 'Say by what right: a contract, a mandate, a board decision' }],
    });
}
