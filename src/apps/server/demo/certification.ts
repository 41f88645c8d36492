import { addDays } from '#kernel/days.ts';
import type { FieldsOf } from '#kernel/record.ts';
import {
  answerFinding,
  cancelAudit,
  holdAudit,
  noteFinding,
  planAudit,
  recordReply,
  writeFinding,
} from '#modules/certification/audits.ts';
import { lastDay } from '#modules/certification/calendar.ts';
import {
  certificationAudit,
  certificationDemand,
  certificationFinding,
  certification as certificationRecord,
} from '#modules/certification/contract.ts';
import {
  giveUp,
  newCertification,
  recordCertificate,
  recordContract,
  recordSuspension,
  recordWithdrawal,
} from '#modules/certification/service.ts';
import type { Tx } from '#platform/tx.ts';
import type { Scene, Stage } from './cast.ts';

type Kind = FieldsOf<typeof certificationAudit>['kind'];
const BODY = {
  body: 'Certus Nord (made up)',
  accreditedBy: 'The national accreditation body',
  accreditation: 'MS-0000',
  accreditationChecked: 'yes',
} as const;

/** The certification of the AI management system before its stage 1, beside older certificates in every state; and who asks for it. */
export const certification: Scene = async (stage) => {
  await demands(stage);
  const ai = await contracted(
    stage,
    {
      title: 'AI management system of Nordlicht Care',
      standard: 'ISO/IEC 42001:2023',
      scope:
        'Development and use of AI in care, claims and recruiting, as producer and user; Statement version 1',
      sites: ['Hamburg', 'Lübeck', 'Kiel'],
      aiRoles: 'Producer and user',
      soaVersion: 1,
      people: 34,
      ...BODY,
    },
    20,
  );
  await audit(stage, { of: ai, kind: 'stage-1', from: 42, to: 43 });
  await begin(stage, { title: 'Environmental management', standard: 'ISO 14001:2015' });
  const dropped = await begin(stage, { title: 'Energy management', standard: 'ISO 50001:2018' });
  await stage.doing(stage.cast.quality, 'certification.giveUp', (tx) =>
    giveUp(tx, { id: dropped, version: 1 }, 'The group certifies energy for all houses.'),
  );
  await quality(stage);
  const suspended = await granted(stage, 'Information security', 'ISO/IEC 27001:2022', 400);
  await stage.doing(stage.cast.quality, 'certification.suspend', async (tx) =>
    recordSuspension(tx, await current(tx, suspended), {
      suspendedOn: addDays(tx.today, -30),
      reason: 'The surveillance was moved twice after the change of the data centre.',
    }),
  );
  const withdrawn = await granted(stage, 'Quality management for medical devices', 'ISO 13485:2016', 900);
  await stage.doing(stage.cast.quality, 'certification.withdraw', async (tx) =>
    recordWithdrawal(tx, await current(tx, withdrawn), {
      endedOn: addDays(tx.today, -200),
      reason: 'The house no longer makes devices.',
    }),
  );
};

async function demands({ doing, cast }: Stage): Promise<void> {
  const add = (fields: Partial<FieldsOf<typeof certificationDemand>>, daysAgo: number) =>
    doing(cast.officer, 'certificationDemand.create', (tx) =>
      tx.insert(certificationDemand, {
        title: '',
        kind: 'other',
        who: null,
        standard: 'ISO/IEC 42001:2023',
        wording: null,
        source: null,
        binding: 'required',
        wantedBy: null,
        ownerId: cast.officer.id,
        state: 'current',
        endedOn: null,
        endedReason: null,
        ...fields,
        since: addDays(tx.today, -daysAgo),
      }),
    );
  await add(
    {
      title: 'The association of clinics asks for it in tenders',
      kind: 'tender',
      who: 'Clinics of the north',
      source: 'Tender 2026/14, section 5',
    },
    200,
  );
  await add({ title: 'The reinsurer takes it as an advantage', kind: 'insurer', binding: 'preferred' }, 120);
  await add({ title: 'A customer announced it for next year', kind: 'customer', binding: 'expected' }, 30);
  await add(
    {
      title: 'A pilot customer asked for it',
      kind: 'customer',
      state: 'ended',
      endedReason: 'The pilot is over.',
    },
    300,
  );
}

/** A certificate that runs, with findings in every state. */
async function quality(stage: Stage): Promise<void> {
  const { doing, cast } = stage;
  const id = await contracted(
    stage,
    {
      title: 'Quality management',
      standard: 'ISO 9001:2015',
      scope: 'Care in all houses',
      ...BODY,
    },
    680,
  );
  const one = await audit(stage, { of: id, kind: 'stage-1', from: -640, to: -639, held: true });
  const two = await audit(stage, { of: id, kind: 'stage-2', from: -600, to: -598, held: true });
  await grant(stage, id, 560);
  const first = await audit(stage, { of: id, kind: 'surveillance-1', from: -250, to: -249, held: true });
  await audit(stage, { of: id, kind: 'surveillance-2', from: 100, to: 101 });
  const moved = await audit(stage, { of: id, kind: 'special', from: -100, to: -99 });
  await doing(cast.quality, 'certificationAudit.cancel', async (tx) =>
    cancelAudit(tx, { id: moved, version: 1 }, 'The complaint was taken back.'),
  );
  const write = (auditId: string, fields: Partial<FieldsOf<typeof certificationFinding>>) =>
    doing(cast.quality, 'certificationFinding.create', async (tx) =>
      tx.insert(certificationFinding, await writeFinding(tx, { auditId, ...fields })),
    );
  const answered = (found: { id: string; version: number }) =>
    doing(cast.quality, 'certificationFinding.answer', (tx) =>
      answerFinding(tx, found, { answer: 'Described and sent with the evidence.' }),
    );
  await answered(await write(one, { kind: 'area-of-concern', title: 'The list of processes is thin' }));
  const concern = await answered(
    await write(one, { kind: 'area-of-concern', title: 'No date of the next review' }),
  );
  await doing(cast.quality, 'certificationFinding.reply', (tx) =>
    recordReply(
      tx,
      { id: concern.id, version: concern.version },
      { reply: 'accepted', text: 'Seen in stage 2.', on: tx.today },
    ),
  );
  const remark = await write(two, { kind: 'positive', title: 'Shift leaders know their objectives' });
  await doing(cast.quality, 'certificationFinding.note', (tx) =>
    noteFinding(tx, { id: remark.id, version: remark.version }, 'Told in the meeting of shift leaders.'),
  );
  await doing(cast.quality, 'certificationFinding.create', async (tx) =>
    tx.insert(
      certificationFinding,
      await writeFinding(tx, {
        auditId: first,
        kind: 'minor',
        title: 'Two trainings without a record of who took part',
        statement: 'Records of participation are missing for two of thirty trainings.',
        objectiveEvidence: 'List of trainings of the last year.',
        requirements: ['iso-9001-2015:7.2'],
        answerDueOn: addDays(tx.today, 12),
      }),
    ),
  );
}

async function begin(
  { doing, cast }: Stage,
  fields: Partial<FieldsOf<typeof certificationRecord>>,
): Promise<string> {
  const made = await doing(cast.officer, 'certification.create', (tx) =>
    tx.insert(certificationRecord, newCertification({ ...fields, ownerId: cast.quality.id })),
  );
  return made.id;
}

async function contracted(
  stage: Stage,
  fields: Partial<FieldsOf<typeof certificationRecord>>,
  daysAgo: number,
): Promise<string> {
  const id = await begin(stage, fields);
  await stage.doing(stage.cast.officer, 'certification.contract', async (tx) =>
    recordContract(tx, await current(tx, id), {
      contractOn: addDays(tx.today, -daysAgo),
      contract: 'C-2026-7',
    }),
  );
  return id;
}

async function granted(stage: Stage, title: string, standard: string, daysAgo: number): Promise<string> {
  const id = await contracted(stage, { title, standard, scope: 'All houses', ...BODY }, daysAgo + 150);
  await audit(stage, { of: id, kind: 'stage-1', from: -daysAgo - 100, to: -daysAgo - 99, held: true });
  await audit(stage, { of: id, kind: 'stage-2', from: -daysAgo - 50, to: -daysAgo - 48, held: true });
  await grant(stage, id, daysAgo);
  return id;
}

function grant({ doing, cast }: Stage, id: string, daysAgo: number) {
  return doing(cast.quality, 'certification.grant', async (tx) => {
    const decidedOn = addDays(tx.today, -daysAgo);
    return recordCertificate(tx, await current(tx, id), {
      certificateNumber: `CN-${daysAgo}`,
      decidedOn,
      validUntil: lastDay(decidedOn),
    });
  });
}

async function audit(
  { doing, cast }: Stage,
  plan: {
    readonly of: string;
    readonly kind: Kind;
    readonly from: number;
    readonly to: number;
    readonly held?: boolean;
  },
): Promise<string> {
  const made = await doing(cast.quality, 'certificationAudit.create', async (tx) =>
    tx.insert(
      certificationAudit,
      await planAudit(tx, {
        certificationId: plan.of,
        kind: plan.kind,
        plannedFrom: addDays(tx.today, plan.from),
        plannedTo: addDays(tx.today, plan.to),
        timeTenths: 20,
      }),
    ),
  );
  if (plan.held)
    await doing(cast.quality, 'certificationAudit.hold', (tx) =>
      holdAudit(
        tx,
        { id: made.id, version: made.version },
        {
          heldFrom: addDays(tx.today, plan.from),
          heldTo: addDays(tx.today, plan.to),
          conclusion: 'Held as planned; the findings are written down.',
        },
      ),
    );
  return made.id;
}

async function current(tx: Tx, id: string) {
  const { version } = await tx.get(certificationRecord, id);
  return { id, version };
}
