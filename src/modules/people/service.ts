import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { type MembershipScope, membership, organisation, person } from '#kernel/people.ts';
import type { RecordOf } from '#kernel/record.ts';
import type { Role } from '#kernel/roles.ts';
import { refuseWithoutAdministrator } from '#platform/last-administrator.ts';
import { memberships, organisations } from '#platform/people-tables.ts';
import type { Tx } from '#platform/tx.ts';
import { type At, heads } from '#platform/view.ts';

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
    throw new AppError('invalid-input', t('This day is over.'), {
      problems: [{ path: 'secondFactorFrom', message: t('Choose today or a later day') }],
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
  const scope = await partOf(tx, input.scope);
  const who = await tx.get(person, personId);
  if (!who.active) throw new AppError('wrong-state', t('This person has left; they get no roles.'));
  refuseGroundless(input);
  return tx.insert(membership, { personId, ...input, roles: [...new Set(input.roles)], scope });
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
  const scope = await partOf(tx, patch.scope ?? null);
  const changed = await tx.update(membership, seen, {
    ...(patch.roles && { roles: [...patch.roles] }),
    ...(patch.until !== undefined && { until: patch.until }),
    ...(patch.scope !== undefined && { scope }),
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

/**
 * The part for which roles shall hold, with references made ids.
 * @throws AppError `invalid-input` for a unit or an AI system that is not there
 */
export async function partOf(at: At, scope: MembershipScope | null): Promise<MembershipScope | null> {
  return (
    scope && {
      units: await idsOf(at, 'unit', scope.units, (name) =>
        notThere('scope.units', t('There is no unit {name}', { name })),
      ),
      systems: await idsOf(at, 'system', scope.systems, (name) =>
        notThere('scope.systems', t('There is no AI system {name}', { name })),
      ),
    }
  );
}

/** The AI systems of a narrower key, by id or reference. @throws AppError `invalid-input` for one that is not there */
export async function systemsOfKey(
  at: At,
  wanted: readonly string[] | null,
): Promise<readonly string[] | null> {
  return (
    wanted &&
    idsOf(
      at,
      'system',
      wanted,
      (lost) =>
        new AppError('invalid-input', t('A key is narrowed to AI systems that are there.'), {
          problems: [{ path: 'systems', message: t('There is no AI system {lost}', { lost }) }],
        }),
    )
  );
}

function notThere(path: string, message: string): AppError {
  return new AppError('invalid-input', t('Roles hold only for what is there.'), {
    problems: [{ path, message }],
  });
}

/** The ids of what is named by id or reference, each once. @throws what `refusal` makes of the first that is not there */
async function idsOf(
  at: At,
  type: 'unit' | 'system',
  given: readonly string[],
  refusal: (name: string) => AppError,
): Promise<string[]> {
  if (given.length === 0) return [];
  const refs = given.map((each) => each.toUpperCase());
  const rows = await at.q
    .selectFrom('record')
    .innerJoin(heads(at).as('head'), 'head.id', 'record.id')
    .where('record.org_id', '=', at.org.id)
    .where('record.type', '=', type)
    .where((eb) => eb.or([eb('record.id', 'in', given), eb('record.ref', 'in', refs)]))
    .select(['record.id', 'record.ref'])
    .execute();
  const ids = given.map((each, i) => {
    const found = rows.find(({ id, ref }) => id === each || ref === refs[i]);
    if (!found) throw refusal(each);
    return found.id;
  });
  return [...new Set(ids)];
}

/** @throws AppError `invalid-input` when an outsider's authority has no ground */
export function refuseGroundless(input: { readonly outside: boolean; readonly ground: string | null }): void {
  if (input.outside && !input.ground?.trim())
    throw new AppError('invalid-input', t('Somebody from outside needs a recorded authority.'), {
      problems: [
        { path: 'ground', message: t('Say by what right: a contract, a mandate, a board decision') },
      ],
    });
}
