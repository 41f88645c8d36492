import { setTimeout as pause } from 'node:timers/promises';
import { supplier } from '#modules/supplier/contract.ts';
import { suppliers } from '#modules/supplier/read.ts';
import type { JobHandler } from '#platform/module.ts';
import { defineModule } from '#platform/module.ts';
import type { Tx } from '#platform/tx.ts';

/** Work in two steps with a pause between, so that a kill falls into the middle; made to run twice, as jobs must. */
const twoSteps: JobHandler = {
  kind: 'faults.two-steps',
  run: async (ctx, { name }) => {
    await ctx.write((tx) => once(tx, `${name}, first step`));
    await pause(120);
    await ctx.write((tx) => once(tx, `${name}, second step`));
  },
};

/** Leaves a trace each time it runs, so that a day that was run twice shows. */
const everyDay: JobHandler = {
  kind: 'faults.every-day',
  daily: true,
  run: async (ctx) => {
    await ctx.write((tx) => add(tx, `Day ${ctx.today}`));
  },
};

export const slowWork = defineModule({ name: 'faults', title: 'Faults', jobs: [twoSteps, everyDay] });

async function once(tx: Tx, name: string): Promise<void> {
  const known = await tx.q
    .selectFrom(suppliers(tx).as('supplier'))
    .select('supplier.id')
    .where('supplier.name', '=', name)
    .executeTakeFirst();
  if (!known) await add(tx, name);
}

const add = (tx: Tx, name: string) =>
  tx.insert(supplier, { name, supplies: null, country: null, contract: null, ownerId: null });
