import { addDays } from '#kernel/days.ts';
import type { Actor } from '#kernel/policy.ts';
import { snapshotJob } from '#modules/conformity/jobs.ts';
import {
  confirmRequirement,
  endOverride,
  setOverride,
  withdrawConfirmation,
} from '#modules/conformity/service.ts';
import type { Runtime } from '#platform/instance.ts';
import { position } from '#platform/register/position.ts';
import { acting } from '#platform/runtime.ts';
import type { Cast } from './cast.ts';

const as = (runtime: Runtime, org: string, actor: Actor) => (operation: string) =>
  acting(runtime, { org, actor, operation });

/** Keeps how the verdicts moved, as the job of every night does. */
export async function keepVerdicts(runtime: Runtime, org: string, cast: Cast): Promise<void> {
  await snapshotJob.run(await as(runtime, org, cast.officer)('conformity.snapshot'), {});
}

/** What people said of the requirements: confirmed, withdrawn again, set beside the computed verdict, ended. */
export async function confirmations(runtime: Runtime, org: string, cast: Cast): Promise<void> {
  const officer = as(runtime, org, cast.officer);
  const confirm = async (id: string, statement: string, months: number | null) => {
    const ctx = await officer('conformity.confirm');
    return confirmRequirement(ctx, {
      id,
      seenAt: await ctx.read(position),
      statement,
      expiresOn: months === null ? null : addDays(ctx.today, months * 30),
    });
  };
  await confirm(
    '6.1.1',
    'Criteria and appetite are decided by the board; opportunities are in the register.',
    12,
  );
  // Somebody loses their AI system afterwards, so that this one stands on older facts.
  await confirm('5.3', 'The roles are named, known to the staff and on the chart of responsibilities.', null);
  const early = await confirm('8.2', 'Every risk was judged in the workshop of this autumn.', null);
  await (await officer('conformity.withdraw')).write((tx) =>
    withdrawConfirmation(
      tx,
      { id: early.id, version: early.version },
      'The review of RSK-0008 was left out.',
    ),
  );
  const beside = async (id: string, reason: string) => {
    const ctx = await officer('conformity.override');
    return setOverride(ctx, { id, verdict: 'missing', reason, until: addDays(ctx.today, 90) });
  };
  await beside('4.3', 'The list of systems is there; the written scope that the clause asks for is not.');
  const ended = await beside('4.1', 'The workshop on issues had not been held.');
  await (await officer('conformity.endOverride')).write((tx) =>
    endOverride(tx, { id: ended.id, version: ended.version }, 'The workshop was held.'),
  );
}
