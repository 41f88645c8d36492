import { addDays } from '#kernel/days.ts';
import { membership, organisation, person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';
import { freezeVerdicts } from '#modules/conformity/api.ts';
import { control } from '#modules/control/contract.ts';
import { contractsInScope } from '#modules/control/contracts.ts';
import { controls } from '#modules/control/read.ts';
import {
  approveStatement,
  attachCheckpoint,
  excludeControl,
  includeControl,
  issueStatement,
  judgeControl,
  prepareStatement,
} from '#modules/control/service.ts';
import { evidence } from '#modules/evidence/contract.ts';
import { attachEvidence } from '#modules/evidence/service.ts';
import { risk } from '#modules/risk/contract.ts';
import { SUGGESTED } from '#modules/risk/queries.ts';
import {
  acceptRisk,
  approveTreatment,
  assessRisk,
  cancelTreatment,
  closeRisk,
  decideCriteria,
  finishTreatment,
  newRisk,
  planTreatment,
  treatRisk,
} from '#modules/risk/service.ts';
import { system } from '#modules/system/contract.ts';
import { systems } from '#modules/system/read.ts';
import { classifySystem, confirmClassification, decideScope, newSystem } from '#modules/system/service.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import type { Runtime } from '#platform/instance.ts';
import { acting, writing } from '#platform/runtime.ts';
import { makeCheckpoint } from '#platform/trail/checkpoint-store.ts';
import type { Cast, Doing, Ids } from './cast.ts';
import { confirmations, keepVerdicts } from './conformity.ts';
import { demoControls, demoRisks, demoSystems } from './data.ts';
import { resources } from './resources.ts';
import { scenes } from './scenes.ts';

const OPERATOR: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };

/** Whoever explores the demo: they act as its governance officer and administrator. */
export type DemoVisitor = { readonly name: string; readonly email: string; readonly userId: string };

/**
 * The demo organisation: a made-up insurer and care company with 14 AI systems and a few that were asked for, half-finished, so that every state
 * occurs. Everything is written through the same operations as by people, each with its trail entry.
 */
export async function createDemo(runtime: Runtime, visitor?: DemoVisitor): Promise<string> {
  const org = await createOrganisation(runtime, {
    kind: 'demo',
    name: 'Nordlicht Care (demo)',
    timeZone: 'Europe/Berlin',
    actor: OPERATOR,
  });
  const doing: Doing = (actor, operation, run) => writing(runtime, { org, actor, operation }, run);
  const cast = await people(doing, visitor);
  await doing(cast.officer, 'organisation.update', async (tx) => {
    const [row] = await tx.handle.exec(
      `select "id" from "organisation" where "org_id" = ? and "to_seq" is null`,
      [org],
    );
    await tx.update(
      organisation,
      { id: row!.id as string },
      {
        sectors: ['healthcare', 'insurance'],
        people: 320,
        bodyKind: 'private-public-services',
        establishment: 'union',
      },
    );
  });
  const ids = await inventory(doing, cast);
  await resources(doing, cast, ids);
  await keepVerdicts(runtime, org, cast);
  await decideControls(doing, cast);
  await keepVerdicts(runtime, org, cast);
  await risks(doing, cast, ids);
  await firstStatement(runtime, doing, cast, org);
  await confirmations(runtime, org, cast);
  await afterwards(doing, cast);
  for (const scene of scenes) await scene({ runtime, org, doing, cast, ids });
  await keepVerdicts(runtime, org, cast);
  return org;
}

async function people(doing: Doing, visitor: DemoVisitor | undefined): Promise<Cast> {
  const add = (name: string, roles: readonly Role[], account?: DemoVisitor): Promise<Actor> =>
    doing(OPERATOR, 'person.create', async (tx) => {
      const made = await tx.insert(person, {
        name,
        email: account?.email ?? null,
        jobTitle: null,
        organisationName: null,
        authUserId: account?.userId ?? null,
        active: true,
        language: null,
      });
      await tx.insert(membership, {
        personId: made.id,
        roles: [...roles],
        outside: false,
        ground: null,
        until: null,
        scope: null,
      });
      return { id: made.id, name, via: 'session', roles };
    });
  const officer = await add(visitor?.name ?? 'Anna Berg', ['administrator', 'governance-officer'], visitor);
  const top = await add('Dr. Helene Vogt', ['top-management']);
  const manager = await add('Jonas Reiter', ['risk-manager']);
  const engineer = await add('Mira Sandoval', ['ai-engineer']);
  const auditor = await add('Peter Lindqvist', ['internal-auditor']);
  const dpo = await add('Aylin Demir', ['data-protection-officer']);
  const quality = await add('Tomasz Nowak', ['quality-manager']);
  const staff = await add('Lena Hoffmann', ['staff']);
  return { officer, top, risk: manager, engineer, auditor, dpo, quality, staff };
}

async function inventory(doing: Doing, cast: Cast): Promise<Ids> {
  const ids = new Map<string, string>();
  for (const each of demoSystems) {
    const made = await doing(cast.engineer, 'system.create', (tx) =>
      tx.insert(system, newSystem({ ...each.fields, ownerId: each.owned ? cast.engineer.id : null })),
    );
    ids.set(each.key, made.id);
    let version = made.version;
    if (each.scope)
      version = (
        await doing(cast.officer, 'system.decideScope', (tx) =>
          decideScope(tx, { id: made.id, version }, { scope: each.scope!, reason: each.scopeReason }),
        )
      ).version;
    if (each.answers)
      version = (
        await doing(cast.officer, 'system.classify', (tx) =>
          classifySystem(tx, { id: made.id, version }, { answers: each.answers!, facts: each.facts ?? {} }),
        )
      ).version;
    if (each.confirmed)
      await doing(cast.officer, 'system.confirmClassification', (tx) =>
        confirmClassification(tx, { id: made.id, version }, each.confirmed),
      );
  }
  return ids;
}

/** Every control decided, as the first Statement needs; some are changed afterwards. */
async function decideControls(doing: Doing, cast: Cast): Promise<void> {
  const rows = await doing(cast.officer, 'control.list', async (tx) =>
    tx.q
      .selectFrom(controls(tx).as('c'))
      .select(['c.id', 'c.annexId', 'c.version'])
      .where('c.annexId', 'is not', null)
      .execute(),
  );
  const contracts = await doing(cast.officer, 'supplier.list', contractsInScope);
  for (const row of rows) {
    const plan = demoControls[row.annexId!];
    const owned = await doing(cast.officer, 'control.update', (tx) =>
      tx.update(
        control,
        { id: row.id },
        {
          ownerId: plan?.engineer ? cast.engineer.id : cast.officer.id,
          implementation: plan?.implementation ?? 'not-started',
          description: plan?.how ?? null,
        },
      ),
    );
    const target = { id: row.id, version: owned.version };
    if (plan?.excluded)
      await doing(cast.officer, 'control.exclude', (tx) =>
        excludeControl(tx, target, { justification: plan.excluded!, trapsSeen: [] }),
      );
    else
      await doing(cast.officer, 'control.include', (tx) =>
        includeControl(tx, target, {
          statedReasons: plan?.contract
            ? contracts.map(({ text, ref }) => ({ kind: 'contract' as const, text, ref }))
            : plan?.reason
              ? [{ kind: 'law', text: plan.reason, ref: plan.ref ?? null }]
              : [{ kind: 'policy', text: 'Baseline of our AI policy', ref: null }],
        }),
      );
    if (plan?.evidence) await prove(doing, cast, { controlId: row.id, ...plan.evidence });
    if (plan?.effective)
      await doing(cast.officer, 'control.judge', (tx) =>
        judgeControl(
          tx,
          { id: row.id, version: target.version + 1 },
          { effectiveness: 'effective', reason: plan.effective! },
        ),
      );
  }
}

async function prove(
  doing: Doing,
  cast: Cast,
  proof: {
    readonly controlId: string;
    readonly title: string;
    readonly daysAgo: number;
    readonly expiresInDays: number | null;
  },
): Promise<void> {
  await doing(cast.officer, 'evidence.create', async (tx) => {
    const made = await tx.insert(evidence, {
      title: proof.title,
      kind: 'link',
      url: 'https://intranet.nordlicht.example/documents',
      fileHash: null,
      fileName: null,
      mediaType: null,
      fileSize: null,
      effectiveOn: addDays(tx.today, -proof.daysAgo),
      periodFrom: null,
      periodTo: null,
      expiresOn: proof.expiresInDays === null ? null : addDays(tx.today, proof.expiresInDays),
      ownerId: cast.officer.id,
      note: null,
    });
    await attachEvidence(tx, made.id, proof.controlId);
  });
}

async function risks(doing: Doing, cast: Cast, ids: Ids): Promise<void> {
  await doing(cast.top, 'risk.setCriteria', (tx) =>
    decideCriteria(tx, {
      ...SUGGESTED,
      bands: [...SUGGESTED.bands],
      appetiteStatement: 'We accept what a careful patient would accept.',
    }),
  );
  for (const each of demoRisks) {
    const made = await doing(cast.risk, 'risk.create', async (tx) => {
      const one = await tx.insert(
        risk,
        newRisk({ ...each.fields, ownerId: each.owned === false ? null : cast.risk.id }),
      );
      for (const key of each.systems) await tx.link('concerns', one.id, ids.get(key)!);
      return one;
    });
    let version = made.version;
    const { rated, treat, plan, accept, close } = each;
    if (rated)
      version = (
        await doing(cast.risk, 'risk.assess', (tx) =>
          assessRisk(
            tx,
            { id: made.id, version },
            {
              likelihood: rated[0],
              consequence: rated[1],
              reviewOn: each.reviewInDays === undefined ? undefined : addDays(tx.today, each.reviewInDays),
            },
          ),
        )
      ).version;
    if (treat)
      version = (
        await doing(cast.risk, 'risk.treat', (tx) =>
          treatRisk(
            tx,
            { id: made.id, version },
            {
              option: treat.option,
              reason: treat.reason,
              residualLikelihood: treat.residual?.[0],
              residualConsequence: treat.residual?.[1],
            },
          ),
        )
      ).version;
    if (plan) await treatment(doing, cast, made.id, plan);
    if (accept)
      version = (
        await doing(cast.top, 'risk.accept', (tx) =>
          acceptRisk(tx, { id: made.id, version }, { reason: accept }),
        )
      ).version;
    if (close) await doing(cast.risk, 'risk.close', (tx) => closeRisk(tx, { id: made.id, version }, close));
  }
}

async function treatment(
  doing: Doing,
  cast: Cast,
  riskId: string,
  plan: NonNullable<(typeof demoRisks)[number]['plan']>,
): Promise<void> {
  const planned = (title: string) =>
    doing(cast.risk, 'treatment.plan', async (tx) => {
      const rows = await tx.q
        .selectFrom(controls(tx).as('c'))
        .select('c.id')
        .where('c.annexId', 'in', [...plan.controls])
        .execute();
      return planTreatment(tx, riskId, {
        title,
        description: null,
        ownerId: cast.engineer.id,
        dueOn: addDays(tx.today, plan.dueInDays),
        controlIds: rows.map((row) => row.id),
      });
    });
  if (plan.insteadOf) {
    const [title, reason] = plan.insteadOf;
    const { id, version } = await planned(title);
    await doing(cast.risk, 'treatment.cancel', (tx) => cancelTreatment(tx, { id, version }, reason));
  }
  const made = await planned(plan.title);
  if (plan.state === 'proposed') return;
  const approved = await doing(cast.top, 'treatment.approve', (tx) =>
    approveTreatment(tx, { id: made.id, version: made.version }),
  );
  if (plan.state === 'done')
    await doing(cast.engineer, 'treatment.finish', (tx) =>
      finishTreatment(
        tx,
        { id: made.id, version: approved.version },
        { outcome: 'Carried out and checked in the weekly review.' },
      ),
    );
}

async function firstStatement(runtime: Runtime, doing: Doing, cast: Cast, org: string): Promise<void> {
  const prepared = await doing(cast.officer, 'statement.prepare', (tx) =>
    prepareStatement(tx, 'Development and use of AI in care, claims and recruiting'),
  );
  const approved = await doing(cast.top, 'statement.approve', (tx) =>
    approveStatement(tx, { id: prepared.id, version: prepared.version }),
  );
  const issued = await doing(cast.officer, 'statement.issue', (tx) =>
    issueStatement(tx, { id: approved.id, version: approved.version }),
  );
  await freezeVerdicts(await acting(runtime, { org, actor: cast.officer, operation: 'statement.issue' }), {
    purpose: 'statement',
    subjectId: issued.id,
  });
  const note = await makeCheckpoint(runtime, org, 'Statement of Applicability, version 1');
  await doing(cast.officer, 'statement.issue', (tx) => attachCheckpoint(tx, issued.id, note));
}

/** What moved since the Statement was issued and 5.3 was confirmed, so that both have something to show. */
async function afterwards(doing: Doing, cast: Cast): Promise<void> {
  await doing(cast.officer, 'system.update', async (tx) => {
    const [row] = await tx.q
      .selectFrom(systems(tx).as('s'))
      .select('s.id')
      .where('s.name', '=', 'Claims anomaly detection')
      .execute();
    await tx.update(system, { id: row!.id }, { ownerId: null });
  });
  await doing(cast.officer, 'control.update', async (tx) => {
    const rows = await tx.q
      .selectFrom(controls(tx).as('c'))
      .select(['c.id', 'c.annexId'])
      .where('c.annexId', 'in', ['A.8.4', 'A.6.2.8'])
      .execute();
    for (const row of rows) await tx.update(control, { id: row.id }, { implementation: 'partial' });
    await tx.insert(control, {
      annexId: null,
      title: 'Second reader for every rejected application',
      description: 'A person reads every application that the ranker puts last.',
      ownerId: cast.officer.id,
      implementation: 'implemented',
      implementationNote: null,
      effectiveness: 'not-judged',
      effectivenessReason: null,
      effectivenessOn: null,
      effectivenessBy: null,
      decision: 'included',
      justification: null,
      statedReasons: [{ kind: 'policy', text: 'Promise to the works council', ref: null }],
      decidedBy: cast.officer.id,
      decidedOn: tx.today,
    });
  });
}
