import type { Actor } from '#kernel/policy.ts';
import { unit } from '#kernel/unit.ts';
import { control } from '#modules/control/contract.ts';
import { controls } from '#modules/control/read.ts';
import { evidence } from '#modules/evidence/contract.ts';
import { linkEvidence } from '#modules/evidence/service.ts';
import { model } from '#modules/model/contract.ts';
import { risk, treatment } from '#modules/risk/contract.ts';
import { newRisk, newTreatment } from '#modules/risk/service.ts';
import { supplier } from '#modules/supplier/contract.ts';
import { system } from '#modules/system/contract.ts';
import { newSystem } from '#modules/system/service.ts';
import { newUnit } from '#modules/unit/service.ts';
import { writing } from '#platform/runtime.ts';
import type { Tx } from '#platform/tx.ts';
import type { BenchInstance } from './instance.ts';

export const SYSTEMS = 10_000;
export const RISKS = 100_000;

/** How large it is; without units its AI systems belong to none. */
export type Size = { readonly systems: number; readonly risks: number; readonly units: number };

const WHOLE: Size = { systems: SYSTEMS, risks: RISKS, units: 0 };

/** The share of gaps, for the table: what is missing is spread evenly, by the number of the record. */
export const GAPS =
  'of the systems 10 % lack a use, 10 % a decided scope, 30 % a confirmed classification, 20 % what they are made of; of the risks 20 % lack an owner, 10 % an assessment, and a third of those above the appetite a treatment';

const BATCH = 1000;
const MADE_OF = 200;

/**
 * Fills an organisation as large as a ministry's: systems linked to models and suppliers, risks that concern them,
 * treatments that use controls, evidence of controls.
 */
export async function fillLarge({ runtime, org, officer }: BenchInstance, size = WHOLE): Promise<void> {
  const write = <T>(run: (tx: Tx) => Promise<T>) =>
    writing(runtime, { org, actor: officer, operation: 'bench.fill' }, run);
  const batches = async <T>(n: number, one: (tx: Tx, i: number) => Promise<T>) => {
    const made: T[] = [];
    for (let from = 0; from < n; from += BATCH)
      await write(async (tx) => {
        for (let i = from; i < Math.min(n, from + BATCH); i += 1) made.push(await one(tx, i));
      });
    return made;
  };
  const suppliers = await batches(MADE_OF, (tx, i) =>
    tx.insert(supplier, {
      name: `Supplier ${i}`,
      supplies: 'Models',
      country: 'Ireland',
      contract: null,
      ownerId: null,
    }),
  );
  const models = await batches(MADE_OF, (tx, i) =>
    tx.insert(model, {
      name: `Model ${i}`,
      kind: 'Classifier',
      modelVersion: '1',
      origin: 'bought',
      description: null,
      ownerId: null,
    }),
  );
  const units = await batches(size.units, async (tx, i) => tx.insert(unit, newUnit({ name: `Unit ${i}` })));
  const systems = await batches(size.systems, async (tx, i) => {
    const unitId = units[i % Math.max(1, units.length)]?.id ?? null;
    const made = await tx.insert(system, { ...largeSystem(i, officer), unitId });
    if (i % 5 !== 0) {
      await tx.link('uses-model', made.id, models[i % MADE_OF]!.id);
      await tx.link('supplied-by', made.id, suppliers[i % MADE_OF]!.id);
    }
    return made.id;
  });
  const carriers = await write(async (tx) => {
    const all = await controls(tx).select(['id', 'title']).execute();
    for (const each of all.slice(0, 30)) {
      await tx.update(
        control,
        { id: each.id },
        {
          decision: 'included',
          justification: 'Its risks ask for it',
          ownerId: officer.id,
          implementation: 'implemented',
          decidedBy: officer.id,
          decidedOn: '2026-01-10',
        },
      );
      const proof = await tx.insert(
        evidence,
        linkEvidence(tx, {
          title: `Proof of ${each.title}`,
          url: 'https://example.org/proof',
          effectiveOn: '2026-01-10',
        }),
      );
      await tx.link('evidences', proof.id, each.id);
    }
    return all.map((each) => each.id);
  });
  await batches(size.risks, async (tx, i) => {
    const fields = largeRisk(i, officer);
    const made = await tx.insert(risk, fields);
    await tx.link('concerns', made.id, systems[i % size.systems]!);
    if (fields.aboveAppetite && i % 3 !== 0) {
      const measure = await tx.insert(treatment, {
        ...newTreatment(tx, made.id),
        title: `Mend ${i}`,
        description: null,
        ownerId: officer.id,
        dueOn: '2028-06-30',
        state: 'approved',
        approvedBy: officer.id,
        approvedOn: '2026-02-01',
      });
      await tx.link('treats', measure.id, made.id);
      await tx.link('treatment-uses', measure.id, carriers[i % carriers.length]!);
    }
  });
}

function largeSystem(i: number, officer: Actor) {
  return newSystem({
    name: `System ${i}`,
    purpose: 'Ranks what people send in, so that the urgent is read first',
    intendedUse: i % 10 === 0 ? null : 'By case workers, who decide',
    isoRoles: ['ai-customer'],
    scope: i % 10 === 1 ? 'proposed' : 'in',
    ownerId: officer.id,
    bought: i % 2 === 0 ? 'in-house' : 'bought',
    stage: 'operation-monitoring',
    euState: i % 10 < 7 ? 'confirmed' : 'proposed',
  });
}

function largeRisk(i: number, officer: Actor) {
  const above = i % 5 === 2;
  const base = newRisk({
    kind: i % 50 === 0 ? 'opportunity' : 'risk',
    title: `Risk ${i}`,
    ownerId: i % 5 === 0 ? null : officer.id,
    consequencesIndividuals: 'A case is read too late',
    impactDimensions: ['fairness'],
  });
  if (i % 10 === 9) return base;
  return {
    ...base,
    state: 'assessed' as const,
    likelihood: above ? 4 : 2,
    consequence: above ? 4 : 3,
    level: above ? 16 : 6,
    bandId: above ? 'high' : 'medium',
    criteriaVersion: 1,
    assessedBy: officer.id,
    assessedOn: '2026-01-10',
    reviewOn: `2029-0${(i % 9) + 1}-10`,
    aboveAppetite: above,
    option: above ? ('modify' as const) : null,
  };
}
