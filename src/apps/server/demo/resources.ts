import type { FieldsOf } from '#kernel/record.ts';
import { dataset } from '#modules/dataset/contract.ts';
import { newDataset } from '#modules/dataset/service.ts';
import { model } from '#modules/model/contract.ts';
import { supplier } from '#modules/supplier/contract.ts';
import type { Cast, Doing, Ids } from './cast.ts';

type Data = Partial<FieldsOf<typeof dataset>> & { readonly feeds: readonly string[] };

/** The data behind every AI system in scope, each described. */
const DATA: readonly Data[] = [
  {
    name: 'Applications 2019–2025',
    purpose: 'Training of the applicant ranker',
    source: 'Own applicant system',
    personalData: 'personal',
    description: '41,000 applications with the decisions made on them; few from abroad before 2022',
    feeds: ['cv'],
  },
  {
    name: 'Emergency calls of the last day',
    purpose: 'Input of the triage scoring, never training',
    source: 'Own dispatch centre',
    personalData: 'special-categories',
    description: 'Transcripts and times of calls; deleted after 24 hours',
    feeds: ['triage'],
  },
  {
    name: 'Claims 2018–2025',
    purpose: 'Training and test of pricing and of the anomaly detection',
    source: 'Own claims system',
    personalData: 'special-categories',
    description: 'Claims without names; rare diagnoses are grouped',
    feeds: ['pricing', 'fraud'],
  },
  {
    name: 'Questions on the website',
    purpose: 'Test of the answers of the assistant',
    source: 'Chats of visitors who agreed',
    personalData: 'personal',
    description: '2,100 questions with answers judged by care managers; German only',
    feeds: ['chat'],
  },
  {
    name: 'Incoming mail',
    purpose: 'Input of the spam filter',
    source: 'Own mail server',
    personalData: 'personal',
    description: 'Mail of the day; the vendor sees senders and subjects',
    feeds: ['spam'],
  },
  {
    name: 'Wound photographs',
    purpose: 'Input of the wound assessment',
    source: 'Taken by nurses with consent',
    personalData: 'special-categories',
    description: 'Photographs with a scale; dark skin is rare in them',
    feeds: ['device'],
  },
  {
    name: 'Shifts and absences',
    purpose: 'Input of the shift planning',
    source: 'Own staff system',
    personalData: 'personal',
    description: 'Shifts, absences and wishes of two years',
    feeds: ['roster'],
  },
  {
    name: 'Letters to families',
    purpose: 'Examples for the drafts of letters',
    source: 'Own archive, names taken out',
    personalData: 'none',
    description: '300 letters chosen by care managers',
    feeds: ['letters'],
  },
];

/** What the AI systems are made of: suppliers, models and data sets, linked. */
export async function resources(doing: Doing, cast: Cast, systems: Ids): Promise<void> {
  const parts = await doing(cast.engineer, 'supplier.create', async (tx) => {
    const vendor = await tx.insert(supplier, {
      name: 'Triage Systems AG',
      supplies: 'Triage scoring as a service',
      country: 'Switzerland',
      contract: 'Frame contract 2025-17',
      ownerId: cast.engineer.id,
    });
    const cloud = await tx.insert(supplier, {
      name: 'Lumen Language Models',
      supplies: 'Large language model behind an API',
      country: 'Ireland',
      contract: null,
      ownerId: null,
    });
    const llm = await tx.insert(model, {
      name: 'Lumen L3',
      kind: 'Large language model',
      modelVersion: '3.1',
      origin: 'bought',
      description: null,
      ownerId: cast.engineer.id,
    });
    const boosted = await tx.insert(model, {
      name: 'Applicant ranker',
      kind: 'Gradient boosting',
      modelVersion: '2026-09',
      origin: 'in-house',
      description: 'Ranks applications by fit for care jobs',
      ownerId: cast.engineer.id,
    });
    await tx.link('model-from', llm.id, cloud.id);
    return { vendor: vendor.id, llm: llm.id, boosted: boosted.id };
  });
  await doing(cast.engineer, 'dataset.create', async (tx) => {
    for (const { feeds, ...fields } of DATA) {
      const made = await tx.insert(dataset, newDataset({ ...fields, ownerId: cast.engineer.id }));
      for (const key of feeds) await tx.link('uses-data', systems.get(key)!, made.id);
      if (feeds.includes('cv')) await tx.link('trained-on', parts.boosted, made.id);
    }
  });
  await doing(cast.engineer, 'system.link', async (tx) => {
    await tx.link('uses-model', systems.get('cv')!, parts.boosted);
    await tx.link('uses-model', systems.get('chat')!, parts.llm);
    await tx.link('supplied-by', systems.get('triage')!, parts.vendor);
  });
}
