import { addDays } from '#kernel/days.ts';
import type { Actor } from '#kernel/policy.ts';
import type { FieldsOf } from '#kernel/record.ts';
import type { obligation } from '#modules/calendar/contract.ts';
import { occurrences } from '#modules/calendar/read.ts';
import { addAbsence, addObligation, completeOccurrence, leaveOccurrence } from '#modules/calendar/service.ts';
import { usualObligations } from '#modules/calendar/usual.ts';
import { evidence } from '#modules/evidence/contract.ts';
import type { Tx } from '#platform/tx.ts';
import type { Scene, Stage } from './cast.ts';

/** Recurring obligations in every state: ahead, due this week, overdue, done with evidence, not done, without an owner. */
export const calendarScene: Scene = async (stage) => {
  const { cast, doing } = stage;
  await plan(stage, usual('management-review'), cast.top, 41);
  await plan(stage, usual('policy-review'), cast.officer, 4);
  await plan(stage, usual('impact-review'), cast.dpo, 100);
  const audits = await plan(stage, usual('internal-audit'), cast.auditor, -121);
  await done(stage, audits, {
    by: cast.auditor,
    daysAgo: 118,
    outcome: 'The audit of clauses 4 to 6 was held.',
    shows: 'Report of the internal audit, clauses 4 to 6',
  });
  const risks = await plan(stage, usual('risk-review'), cast.risk, -96);
  await done(stage, risks, {
    by: cast.risk,
    daysAgo: 95,
    outcome: 'All risks in the register were judged again.',
    shows: 'Minutes of the risk workshop',
  });
  const figures = await plan(stage, usual('monitoring'), cast.engineer, -52);
  await done(stage, figures, {
    by: cast.engineer,
    daysAgo: 50,
    outcome: 'The figures of the month were evaluated.',
    shows: 'Monthly report on the figures',
  });
  await doing(cast.engineer, 'occurrence.leave', async (tx) =>
    leaveOccurrence(
      tx,
      await oldest(tx, figures),
      'The logs of that month were lost when the server was moved.',
    ),
  );
  await plan(
    stage,
    {
      title: 'Surveillance audit by the certification body',
      kind: 'surveillance',
      what: 'The body comes on site; findings are answered by its deadlines.',
      requirementId: null,
      every: 1,
      unit: 'year',
      leadDays: 60,
    },
    null,
    310,
  );
  await away(stage, cast.risk, cast.officer, [-2, 9]);
  await away(stage, cast.engineer, cast.quality, [30, 44]);
};

type Rhythm = Omit<FieldsOf<typeof obligation>, 'ownerId' | 'startsOn' | 'endsOn' | 'endedReason'>;

function usual(id: string): Rhythm {
  const { id: _i, ...rest } = usualObligations.find((each) => each.id === id)!;
  return rest;
}

async function plan(
  { doing, cast }: Stage,
  rhythm: Rhythm,
  owner: Actor | null,
  inDays: number,
): Promise<string> {
  const made = await doing(cast.officer, 'obligation.create', (tx) =>
    addObligation(tx, {
      ...rhythm,
      ownerId: owner?.id ?? null,
      startsOn: addDays(tx.today, inDays),
      endsOn: null,
      endedReason: null,
    }),
  );
  return made.id;
}

async function done(
  { doing }: Stage,
  obligationId: string,
  act: { readonly by: Actor; readonly daysAgo: number; readonly outcome: string; readonly shows: string },
): Promise<void> {
  await doing(act.by, 'occurrence.complete', async (tx) => {
    const doneOn = addDays(tx.today, -act.daysAgo);
    const piece = await tx.insert(evidence, {
      title: act.shows,
      kind: 'link',
      url: 'https://intranet.nordlicht.example/reports',
      fileHash: null,
      fileName: null,
      mediaType: null,
      fileSize: null,
      effectiveOn: doneOn,
      periodFrom: null,
      periodTo: null,
      expiresOn: null,
      ownerId: act.by.id,
      note: null,
    });
    await completeOccurrence(tx, await oldest(tx, obligationId), {
      outcome: act.outcome,
      doneOn,
      shownBy: [piece.id],
    });
  });
}

/** The first occurrence of an obligation that nobody has closed. */
function oldest(tx: Tx, obligationId: string) {
  return tx.q
    .selectFrom(occurrences(tx).as('o'))
    .where('o.obligationId', '=', obligationId)
    .where('o.state', '=', 'due')
    .select(['o.id', 'o.version'])
    .orderBy('o.dueOn')
    .limit(1)
    .executeTakeFirstOrThrow();
}

async function away(
  { doing }: Stage,
  who: Actor,
  standIn: Actor,
  [from, to]: readonly [number, number],
): Promise<void> {
  await doing(who, 'absence.create', (tx) =>
    addAbsence(tx, {
      personId: who.id!,
      standInId: standIn.id!,
      fromOn: addDays(tx.today, from),
      toOn: addDays(tx.today, to),
      note: null,
    }),
  );
}
