import { addDays, daysBetween } from '#kernel/days.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import { person } from '#kernel/people.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { midSentence } from '#kernel/words.ts';
import type { Tx } from '#platform/tx.ts';
import { type At, heads, links } from '#platform/view.ts';
import { absence, obligation, occurrence } from './contract.ts';
import { occurrenceLifecycle } from './lifecycle.ts';
import { absences, obligations, occurrences } from './read.ts';
import { daysOf, shortestPeriod } from './rule.ts';
import { usualObligations } from './usual.ts';

type Obligation = RecordOf<typeof obligation>;
type Occurrence = RecordOf<typeof occurrence>;
type Seen = { readonly id: string; readonly version: number };

/** An obligation may be written down this long after it first fell due; what lies further back nobody can show now. */
const OLDEST_START = 400;
/** So many occurrences are made at a time; the next night makes the rest. */
const AT_ONCE = 60;
const LAST_DAY = '2100-12-31';

/** @throws AppError `invalid-input` naming the field that does not fit */
function refuseOddRule(tx: Tx, fields: FieldsOf<typeof obligation>, startChanged: boolean): void {
  if (startChanged && daysBetween(fields.startsOn, tx.today) > OLDEST_START)
    throw problem('startsOn', `Give a first day that is not older than ${OLDEST_START} days`);
  if (fields.endsOn !== null && fields.endsOn < fields.startsOn)
    throw problem('endsOn', 'The last day must not lie before the first');
  if (fields.leadDays >= shortestPeriod(fields))
    throw problem('leadDays', 'The lead time must be shorter than the time between two due days');
  if (fields.endsOn !== null && !fields.endedReason?.trim()) throw problem('endedReason', 'Say why it ends');
  if (fields.requirementId !== null && tx.catalog.requirement(fields.requirementId) === null)
    throw problem('requirementId', 'The library has no such requirement');
}

/** Writes an obligation down and makes its first occurrence. @throws AppError `invalid-input` */
export async function addObligation(tx: Tx, fields: FieldsOf<typeof obligation>): Promise<Obligation> {
  refuseOddRule(tx, fields, true);
  const made = await tx.insert(obligation, fields);
  await rollOn(tx, made);
  return made;
}

/** Changes an obligation; what is still to come follows it. @throws AppError `conflict`, `invalid-input` */
export async function changeObligation(
  tx: Tx,
  seen: Seen,
  patch: Partial<FieldsOf<typeof obligation>>,
): Promise<Obligation> {
  const before = await tx.get(obligation, seen.id);
  const fields = { ...before, ...patch };
  refuseOddRule(tx, fields, fields.startsOn !== before.startsOn);
  const changed = await tx.update(obligation, seen, patch);
  await followRule(tx, changed, before);
  return changed;
}

/** Records that somebody is away. @throws AppError `invalid-input` */
export async function addAbsence(tx: Tx, fields: FieldsOf<typeof absence>) {
  await refuseOddAbsence(tx, fields, null);
  return tx.insert(absence, fields);
}

/**
 * Makes what the rule has let fall due since the last occurrence, and the next one to come. Runs after every change
 * of an obligation or of one of its occurrences, and each night; running it twice makes nothing twice.
 * @returns how many were made
 */
async function rollOn(tx: Tx, duty: Obligation): Promise<number> {
  let last = await tx.q
    .selectFrom(occurrences(tx).as('o'))
    .where('o.obligationId', '=', duty.id)
    .select(['o.dueOn', 'o.state'])
    .orderBy('o.dueOn', 'desc')
    .limit(1)
    .executeTakeFirst();
  for (let made = 0; made < AT_ONCE; made += 1) {
    if (last?.state === 'due' && last.dueOn >= tx.today) return made;
    const span = { after: last?.dueOn ?? null, until: duty.endsOn ?? LAST_DAY, limit: 1 };
    const [day] = daysOf(duty, span);
    if (day === undefined) return made;
    last = await tx.insert(occurrence, newOccurrence(duty, day));
  }
  return AT_ONCE;
}

function newOccurrence(duty: Obligation, day: string): FieldsOf<typeof occurrence> {
  return {
    obligationId: duty.id,
    title: duty.title,
    kind: duty.kind,
    requirementId: duty.requirementId,
    dueOn: day,
    opensOn: addDays(day, -duty.leadDays),
    ownerId: duty.ownerId,
    state: 'due',
    doneOn: null,
    closedBy: null,
    standInFor: null,
    outcome: null,
    reason: null,
  };
}

/**
 * After an obligation changed: what is still to come follows the new rule and owner, what was missed stays missed.
 */
async function followRule(tx: Tx, duty: Obligation, before: Obligation): Promise<void> {
  const open = await tx.q
    .selectFrom(occurrences(tx).as('o'))
    .where('o.obligationId', '=', duty.id)
    .where('o.state', '=', 'due')
    .select(['o.id', 'o.dueOn'])
    .orderBy('o.dueOn')
    .execute();
  const moved = (['every', 'unit', 'startsOn', 'endsOn'] as const).some(
    (name) => duty[name] !== before[name],
  );
  for (const { id, dueOn } of open) {
    if (moved && dueOn >= tx.today) await tx.remove(occurrence, { id });
    else
      await tx.update(
        occurrence,
        { id },
        {
          title: duty.title,
          ownerId: duty.ownerId,
          requirementId: duty.requirementId,
          kind: duty.kind,
          opensOn: addDays(dueOn, -duty.leadDays),
        },
      );
  }
  await rollOn(tx, duty);
}

/** Rolls every obligation on; the work of each night. @returns how many occurrences were made */
export async function rollAll(tx: Tx): Promise<number> {
  const rows = await tx.q.selectFrom(obligations(tx).as('d')).select('d.id').orderBy('d.id').execute();
  let made = 0;
  for (const { id } of rows) made += await rollOn(tx, await tx.get(obligation, id));
  return made;
}

/**
 * Records an occurrence as done. It needs something that shows it: evidence at the occurrence, or records named here.
 * @throws AppError `conflict` for an older version, `wrong-state`, `invalid-input` without anything that shows it
 */
export async function completeOccurrence(
  tx: Tx,
  seen: Seen,
  input: {
    readonly outcome: string;
    readonly doneOn?: string | undefined;
    readonly shownBy: readonly string[];
  },
): Promise<Occurrence> {
  const before = await currentOf(tx, seen);
  const state = nextState(occurrenceLifecycle, before.state, 'complete');
  const doneOn = input.doneOn ?? tx.today;
  if (doneOn > tx.today) throw problem('doneOn', 'It cannot be done on a day that has not come yet');
  const shown = await recordsOf(tx, input.shownBy);
  if (shown.length === 0 && !(await hasEvidence(tx, before.id)))
    throw problem('shownBy', 'Name evidence or a record that shows it, or add a file first');
  const done = await tx.update(occurrence, seen, {
    state,
    doneOn,
    outcome: input.outcome,
    closedBy: tx.actor.id,
    standInFor: await stoodInFor(tx, before),
  });
  for (const each of shown) await tx.link('shown-by', done.id, each.id, each.version);
  await rollOn(tx, await tx.get(obligation, before.obligationId));
  return done;
}

/** Records why it was not done. @throws AppError `conflict`, `wrong-state` */
export async function leaveOccurrence(tx: Tx, seen: Seen, reason: string): Promise<Occurrence> {
  const before = await currentOf(tx, seen);
  const state = nextState(occurrenceLifecycle, before.state, 'leave');
  if (before.dueOn > tx.today)
    throw new AppError('wrong-state', t('Its day has not come yet.'), {
      next: t('Change the obligation instead, when it shall not fall due then.'),
    });
  const left = await tx.update(occurrence, seen, {
    state,
    reason,
    closedBy: tx.actor.id,
    standInFor: await stoodInFor(tx, before),
  });
  await rollOn(tx, await tx.get(obligation, before.obligationId));
  return left;
}

/** Takes a closing back that was an error; what was said stays in the history. @throws AppError `conflict`, `wrong-state` */
export async function reopenOccurrence(tx: Tx, seen: Seen, reason: string): Promise<Occurrence> {
  const before = await currentOf(tx, seen);
  const state = nextState(occurrenceLifecycle, before.state, 'reopen');
  for (const link of await links(tx, 'shown-by').where('from_id', '=', before.id).execute())
    await tx.unlink('shown-by', before.id, link.to_id);
  return tx.update(occurrence, seen, {
    state,
    reason,
    doneOn: null,
    outcome: null,
    closedBy: null,
    standInFor: null,
  });
}

/** Takes over usual obligations that are not there yet. @throws AppError `not-found` for an unknown one */
export async function adoptUsual(
  tx: Tx,
  input: { readonly ids: readonly string[]; readonly startsOn: string; readonly ownerId: string | null },
): Promise<number> {
  for (const id of new Set(input.ids)) {
    const usual = usualObligations.find((each) => each.id === id);
    if (!usual) throw new AppError('not-found', t('There is no usual obligation "{id}".', { id }));
    const { id: _i, ...rest } = usual;
    await addObligation(tx, {
      ...rest,
      startsOn: input.startsOn,
      ownerId: input.ownerId,
      endsOn: null,
      endedReason: null,
    });
  }
  return new Set(input.ids).size;
}

/**
 * Holds an absence against people and the other absences: one stand-in who is there, and no chain of them.
 * @throws AppError `invalid-input` naming the field
 */
export async function refuseOddAbsence(
  tx: Tx,
  fields: FieldsOf<typeof absence>,
  own: string | null,
): Promise<void> {
  if (fields.toOn < fields.fromOn) throw problem('toOn', 'The last day must not lie before the first');
  if (fields.standInId === fields.personId) throw problem('standInId', 'Somebody else must stand in');
  for (const [name, id] of [
    ['personId', fields.personId],
    ['standInId', fields.standInId],
  ] as const)
    if (!(await tx.find(person, id))?.active)
      throw problem(name, 'There is no such person here, or they have left');
  const overlapping = await tx.q
    .selectFrom(absences(tx).as('a'))
    .where('a.fromOn', '<=', fields.toOn)
    .where('a.toOn', '>=', fields.fromOn)
    .select(['a.id', 'a.personId', 'a.standInId'])
    .execute();
  const others = overlapping.filter((each) => each.id !== own);
  if (others.some((each) => each.personId === fields.personId))
    throw problem('fromOn', 'An absence of this person is recorded for some of these days already');
  if (others.some((each) => each.personId === fields.standInId))
    throw problem('standInId', 'They are away themselves on some of these days');
  if (others.some((each) => each.standInId === fields.personId))
    throw problem(
      'fromOn',
      'This person stands in for somebody on some of these days; name another stand-in there first',
    );
}

/** Whose tasks come to this person on a day. */
export async function standsInFor(at: At, personId: string | null, day: string) {
  if (personId === null) return [];
  return at.q
    .selectFrom(absences(at).as('a'))
    .where('a.standInId', '=', personId)
    .where('a.fromOn', '<=', day)
    .where('a.toOn', '>=', day)
    .select(['a.personId', 'a.fromOn', 'a.toOn'])
    .orderBy('a.fromOn')
    .orderBy('a.id')
    .execute();
}

async function stoodInFor(tx: Tx, { ownerId }: Occurrence): Promise<string | null> {
  if (ownerId === null || ownerId === tx.actor.id) return null;
  const away = await standsInFor(tx, tx.actor.id, tx.today);
  return away.some((each) => each.personId === ownerId) ? ownerId : null;
}

async function currentOf(tx: Tx, seen: Seen): Promise<Occurrence> {
  const before = await tx.get(occurrence, seen.id);
  if (before.version !== seen.version)
    throw new AppError(
      'conflict',
      t('Somebody changed this meanwhile: it is {label} now.', {
        label: midSentence(t(occurrenceLifecycle.states[before.state].label)),
      }),
      {
        next: t('Look at it again before you write.'),
      },
    );
  return before;
}

async function hasEvidence(tx: Tx, id: string): Promise<boolean> {
  return (await links(tx, 'evidences').where('to_id', '=', id).limit(1).execute()).length > 0;
}

/** Records by id or reference, with the version that is meant. @throws AppError `invalid-input` */
async function recordsOf(tx: Tx, names: readonly string[]) {
  const found: { readonly id: string; readonly version: number }[] = [];
  for (const name of new Set(names.map((each) => each.trim()))) {
    const row = await tx.q
      .selectFrom('record')
      .innerJoin(heads(tx).as('h'), 'h.id', 'record.id')
      .where('record.org_id', '=', tx.org.id)
      .where((eb) => eb.or([eb('record.id', '=', name), eb('record.ref', '=', name.toUpperCase())]))
      .select(['record.id', 'h.version'])
      .executeTakeFirst();
    if (!row) throw problem('shownBy', `There is no ${name} here`);
    found.push({ id: row.id, version: Number(row.version) });
  }
  return found;
}

function problem(path: string, message: string): AppError {
  return new AppError('invalid-input', `${message}.`, { problems: [{ path, message }] });
}
