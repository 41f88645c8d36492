import { anyMember } from '#kernel/policy.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { readRecord } from '#platform/register/operations.ts';
import { confirmation, conformityEndpoints as endpoints, verdict } from './contract.ts';
import { overrideList } from './overrides.ts';
import { mayConfirm, mayWithdraw } from './policy.ts';
import { checkRequirements, checksOfRecord, overview } from './queries.ts';
import { requirementPage, rowsOfCheck } from './requirement.ts';
import { confirmRequirement, endOverride, setOverride, withdrawConfirmation } from './service.ts';
import { trendOf } from './trend.ts';

export const conformityOperations: readonly Operation[] = [
  query(endpoints.overview, { heavy: true, allow: anyMember, run: overview }),
  query(endpoints.check, { heavy: true, allow: anyMember, run: checkRequirements }),
  query(endpoints.requirement, {
    heavy: true,
    allow: anyMember,
    run: (ctx, { id }) => requirementPage(ctx, id),
  }),
  query(endpoints.rows, {
    heavy: true,
    allow: anyMember,
    run: async (ctx, input) => {
      const page = await rowsOfCheck(ctx, input);
      return { rows: [...page.rows], next: page.next };
    },
  }),
  query(endpoints.record, {
    heavy: true,
    allow: anyMember,
    run: (ctx, { id }) => checksOfRecord(ctx, id),
  }),
  action(endpoints.confirm, { allow: mayConfirm, run: confirmRequirement }),
  command(endpoints.withdraw, {
    allow: async (actor, { id }, tx) => mayWithdraw(actor, (await tx.get(confirmation, id)).confirmedBy),
    run: (tx, { reason, ...seen }) => withdrawConfirmation(tx, seen, reason),
  }),
  action(endpoints.override, { allow: mayConfirm, run: setOverride }),
  command(endpoints.endOverride, {
    allow: mayConfirm,
    run: (tx, { reason, ...seen }) => endOverride(tx, seen, reason),
  }),
  query(endpoints.overrides, { allow: anyMember, run: overrideList }),
  query(endpoints.trend, { heavy: true, allow: anyMember, run: (ctx, { from }) => trendOf(ctx, from) }),
  query(endpoints.frozen, { allow: anyMember, run: (ctx, input) => readRecord(ctx, verdict, input) }),
];
