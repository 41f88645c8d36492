import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { system } from '#modules/system/contract.ts';
import type { Ctx } from '#platform/context.ts';
import { command, type Operation, query } from '#platform/operation.ts';
import { actorNames } from '#platform/register/history.ts';
import { readRecord, registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { caseOf } from './alert-case.ts';
import { alert, alertActs, alertEndpoints } from './alert-contract.ts';
import * as service from './alert-service.ts';
import { monitor } from './contract.ts';
import { mayCloseAlert, mayTriage } from './policy.ts';

const NOT_OFFERED: readonly string[] = [alertEndpoints.create.id, alertEndpoints.remove.id];

/** Alerts are opened by results and by the calendar: nobody adds or removes one by hand. */
const register: readonly Operation[] = registerOperations(alert, alertEndpoints, {
  write: mayTriage,
  list: { sort: '-openedOn,title' },
  prepareCreate: () => {
    throw new AppError('wrong-state', t('An alert is opened by a result or by a window that does not come.'));
  },
}).filter(({ endpoint }) => !NOT_OFFERED.includes(endpoint.id));

export const alertOperations: readonly Operation[] = [
  command(alertActs.watch, {
    allow: mayTriage,
    run: async (tx, input) => service.watchAlert(tx, await seen(tx, input), input.reason),
  }),
  command(alertActs.act, {
    allow: mayTriage,
    run: async (tx, input) => service.actOnAlert(tx, await seen(tx, input), input),
  }),
  command(alertActs.dismiss, {
    allow: mayCloseAlert,
    run: async (tx, input) => service.dismissAlert(tx, await seen(tx, input), input.reason),
  }),
  command(alertActs.close, {
    allow: mayCloseAlert,
    run: async (tx, input) => service.closeAlert(tx, await seen(tx, input), input.reason),
  }),
  query(alertActs.case, { allow: anyMember, run: showCase }),
  ...register,
];

async function showCase(ctx: Ctx, { id }: { readonly id: string }) {
  const of = await readRecord(ctx, alert, { id });
  const watching = await readRecord(ctx, monitor, { id: of.monitorId });
  const watched = await readRecord(ctx, system, { id: of.systemId });
  const { insideHashes: _h, windows, ...state } = await caseOf(ctx, of, watching.spec);
  const people = [of.triagedBy, of.closedBy].filter((each) => each !== null);
  const names = await actorNames(ctx, people);
  const by = (person: string | null) => (person === null ? null : (names.get(person) ?? null));
  const steps = [
    {
      at: of.openedOn,
      step: of.kind === 'gap' ? 'A window did not come' : 'A threshold was crossed',
      by: null,
      resultHash: of.resultHash,
      text: null,
    },
    ...(of.triagedOn
      ? [
          {
            at: of.triagedOn,
            step: TRIAGED[of.triage ?? 'watch'],
            by: by(of.triagedBy),
            resultHash: of.triageHash,
            text: of.triageReason,
          },
        ]
      : []),
    ...(of.closedOn
      ? [
          {
            at: of.closedOn,
            step: 'Closed',
            by: by(of.closedBy),
            resultHash: of.insideHashes.at(-1) ?? null,
            text: of.closedReason,
          },
        ]
      : []),
  ];
  return {
    monitorRef: watching.ref,
    monitorTitle: watching.title,
    systemRef: watched.ref,
    systemName: watched.name,
    ...state,
    windows: [...windows],
    steps,
  };
}

const TRIAGED = {
  watch: 'Left to the next windows',
  incident: 'Taken as an incident',
  nonconformity: 'Taken as a nonconformity',
  dismiss: 'Dismissed',
} as const;

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, alert, input.id), version: input.version };
}
