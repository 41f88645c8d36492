import { addDays } from '#kernel/days.ts';
import type { Actor } from '#kernel/policy.ts';
import { shownCard } from '#modules/card/content.ts';
import { card } from '#modules/card/contract.ts';
import { changeCard, newCard, publishCard, switchOn } from '#modules/card/service.ts';
import { dataset } from '#modules/dataset/contract.ts';
import { datasets } from '#modules/dataset/read.ts';
import { changeDataset, confirmQuality, newDataset, withdrawDataset } from '#modules/dataset/service.ts';
import { lifecycleRecord } from '#modules/lifecycle/contract.ts';
import { extendOpening, moveStage } from '#modules/lifecycle/open-gate.ts';
import { gateOpenings } from '#modules/lifecycle/read.ts';
import { defaultRules } from '#modules/lifecycle/rules.ts';
import { approveRecord, decideRule, newRecord, prepareRecord } from '#modules/lifecycle/service.ts';
import { resource } from '#modules/resource/contract.ts';
import { system } from '#modules/system/contract.ts';
import { acting } from '#platform/runtime.ts';
import type { Scene, Stage } from './cast.ts';
import { demoCards, demoData, demoRecords, demoResources } from './lifecycle-data.ts';

/** The life cycle at work: records on their way, gates in every condition, data with lineage, resources, cards. */
export const lifecycle: Scene = async (stage) => {
  await records(stage);
  await gates(stage);
  await data(stage);
  await needs(stage);
  await cards(stage);
};

async function records({ doing, cast, ids }: Stage): Promise<void> {
  for (const { system: key, kind, title, state, content, reviewInDays } of demoRecords) {
    const made = await doing(cast.engineer, 'lifecycleRecord.create', async (tx) => {
      const reviewOn = reviewInDays === undefined ? null : addDays(tx.today, reviewInDays);
      const one = await tx.insert(
        lifecycleRecord,
        await newRecord(tx, { systemId: ids.get(key)!, kind, title, content, reviewOn }),
      );
      await tx.link('life-cycle-of', one.id, one.systemId);
      return one;
    });
    if (state === 'draft') continue;
    const prepared = await doing(cast.engineer, 'lifecycleRecord.prepare', (tx) =>
      prepareRecord(tx, { id: made.id, version: made.version }),
    );
    if (state === 'approved')
      await doing(cast.quality, 'lifecycleRecord.approve', (tx) =>
        approveRecord(tx, { id: made.id, version: prepared.version }),
      );
  }
}

/** One gate passed twice, one system moved back, one exception prolonged that runs out soon. */
async function gates({ runtime, org, doing, cast, ids }: Stage): Promise<void> {
  const move = async (
    actor: Actor,
    key: string,
    input: Omit<Parameters<typeof moveStage>[1], 'id' | 'version'>,
  ) => {
    const { id, version } = await doing(actor, 'system.get', (tx) => tx.get(system, ids.get(key)!));
    await moveStage(await acting(runtime, { org, actor, operation: 'system.moveStage' }), {
      id,
      version,
      ...input,
    });
  };
  const today = await doing(cast.top, 'system.get', async (tx) => tx.today);
  const inDays = (days: number) => addDays(today, days);
  for (const stage of ['re-evaluation', 'operation-monitoring'] as const)
    await doing(cast.officer, 'gateRule.decide', (tx) => {
      const { needs } = defaultRules.find((rule) => rule.stage === stage)!;
      const without = {
        low: ['impact.assessed', 'monitoring.on', 'monitoring.latest'],
        medium: [],
        high: [],
        critical: [],
      };
      return decideRule(tx, {
        stage,
        needs,
        without,
        reason:
          'What is of low risk is neither screened for impacts nor measured by monitors; the yearly look is enough.',
      });
    });
  await move(cast.engineer, 'spam', { stage: 're-evaluation', reason: 'The yearly look.' });
  await move(cast.engineer, 'spam', { stage: 'operation-monitoring', reason: 'Nothing was found.' });
  await move(cast.engineer, 'pricing', {
    stage: 'design-development',
    reason: 'The test found that the postcode stands for origin.',
  });
  await move(cast.top, 'pricing', {
    stage: 'verification-validation',
    reason: 'Tests of the changed model may begin before its design is written down.',
    exceptionUntil: inDays(3),
    authority: 'Member of the board for insurance',
  });
  const opening = await doing(cast.top, 'gateOpening.get', (tx) =>
    tx.q
      .selectFrom(gateOpenings(tx).as('o'))
      .select(['o.id', 'o.version'])
      .where('o.systemId', '=', ids.get('pricing')!)
      .where('o.state', '=', 'exception')
      .executeTakeFirstOrThrow(),
  );
  await extendOpening(await acting(runtime, { org, actor: cast.top, operation: 'gateOpening.extend' }), {
    ...opening,
    until: inDays(9),
    reason: 'The actuary who writes the design is back on Monday.',
  });
}

async function data({ doing, cast }: Stage): Promise<void> {
  const known = await doing(cast.engineer, 'dataset.list', (tx) =>
    tx.q.selectFrom(datasets(tx).as('d')).select(['d.id', 'd.name']).orderBy('d.ref').execute(),
  );
  const idOf = (name: string) => known.find((each) => each.name === name)!.id;
  for (const [name, fields] of Object.entries(demoData)) {
    const changed = await doing(cast.engineer, 'dataset.update', async (tx) => {
      const before = await tx.get(dataset, idOf(name));
      return tx.update(dataset, { id: before.id, version: before.version }, changeDataset(fields, before));
    });
    if (name === 'Applications 2019–2025')
      await doing(cast.engineer, 'dataset.confirmQuality', (tx) =>
        confirmQuality(tx, { id: changed.id, version: changed.version }),
      );
  }
  const add = (name: string, rest: Parameters<typeof newDataset>[0]) =>
    doing(cast.engineer, 'dataset.create', (tx) =>
      tx.insert(dataset, newDataset({ name, ownerId: cast.engineer.id, ...rest })),
    );
  const raw = await add('Applicant system, nightly copy', {
    purpose: 'Origin of the data for the ranking; never used by itself',
    source: 'Own applicant system',
    personalData: 'personal',
    description: 'Everything that applicants typed, with names',
  });
  const fair = await add('Forms of the careers fair 2024', {
    purpose: 'Addition to the training data',
    source: 'Collected at the fair in Bremen',
    personalData: 'personal',
    description: '310 forms on paper, typed in',
  });
  await doing(cast.engineer, 'dataset.link', async (tx) => {
    await tx.link('derived-from', idOf('Applications 2019–2025'), raw.id);
  });
  await doing(cast.dpo, 'dataset.withdraw', (tx) =>
    withdrawDataset(
      tx,
      { id: fair.id, version: fair.version },
      'Nobody can show the consent of the people at the fair.',
    ),
  );
}

async function needs({ doing, cast, ids }: Stage): Promise<void> {
  await doing(cast.engineer, 'resource.create', async (tx) => {
    for (const { system: key, ...fields } of demoResources)
      await tx.insert(resource, {
        stages: [],
        purpose: null,
        availability: 'unknown',
        versionText: null,
        provider: null,
        amount: null,
        location: null,
        energyKwh: null,
        waterLitres: null,
        figuresFrom: null,
        figuresNote: null,
        people: null,
        skills: null,
        ownerId: cast.engineer.id,
        ...fields,
        systemId: ids.get(key)!,
      });
  });
}

/** Cards: written by the engineer, published by the officer, the ranking's in two versions and public. */
async function cards({ doing, cast, ids }: Stage): Promise<void> {
  for (const { system: key, first, second } of demoCards) {
    const made = await doing(cast.engineer, 'card.create', async (tx) => {
      const one = await tx.insert(card, await newCard(tx, { ...first, systemId: ids.get(key)! }));
      await tx.link('card-of', one.id, one.systemId);
      return one;
    });
    if (!second) continue;
    const write = (patch: Parameters<typeof changeCard>[1]) =>
      doing(cast.engineer, 'card.update', async (tx) => {
        const before = await tx.get(card, made.id);
        return tx.update(card, { id: before.id, version: before.version }, changeCard(tx, patch, before));
      });
    const publish = (version: number, changes: string | null) =>
      doing(cast.officer, 'card.publish', (tx) => publishCard(tx, { id: made.id, version }, changes));
    const measures = await doing(cast.engineer, 'card.preview', async (tx) => {
      const shown = await shownCard(tx, await tx.get(card, made.id), await tx.get(system, made.systemId));
      return shown.measures.filter((each) => each.fits);
    });
    const decided = await write({
      measures: measures.map(({ id }) =>
        id === 'general-logic'
          ? {
              id,
              state: 'planned' as const,
              how: 'A page for works councils and researchers comes in spring',
            }
          : {
              id,
              state: 'used' as const,
              how: 'On the page of your application, and in the handbook of recruiters',
            },
      ),
    });
    const published = await publish(decided.version, null);
    await doing(cast.officer, 'card.switchOn', (tx) =>
      switchOn(tx, { id: made.id, version: published.version }, null),
    );
    await publish((await write(second)).version, 'Limits for people over 50');
  }
}
