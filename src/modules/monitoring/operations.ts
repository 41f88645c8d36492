import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { system } from '#modules/system/contract.ts';
import { command, type Operation, query } from '#platform/operation.ts';
import { readRecord, registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { alertOperations } from './alert-operations.ts';
import { monitor, monitorActs, monitorEndpoints } from './contract.ts';
import { dryRunOf } from './dry-run.ts';
import { mayEvaluate, mayPost, maySwitchOn, mayWriteMonitor } from './policy.ts';
import { postResult } from './post.ts';
import * as queries from './queries.ts';
import { recordId } from './record-id.ts';
import { resultEndpoints } from './result-contract.ts';
import * as service from './service.ts';
import { verifyCopy } from './verify.ts';

/** The standard verbs; adding is written out, since a monitor is made together with its link to the AI system. */
const register: readonly Operation[] = registerOperations(monitor, monitorEndpoints, {
  write: mayWriteMonitor,
  list: { sort: 'title' },
  prepareCreate: () => {
    throw new AppError('wrong-state', t('A monitor is written down with its spec, one at a time.'));
  },
  prepareUpdate: service.changeMonitor,
}).filter(({ endpoint }) => endpoint.id !== monitorEndpoints.create.id);

const acts: readonly Operation[] = [
  command(monitorEndpoints.create, { allow: mayWriteMonitor, run: service.createMonitor }),
  query(monitorActs.spec, { allow: anyMember, run: queries.specFile }),
  query(monitorActs.dryRun, {
    heavy: true,
    allow: anyMember,
    run: async (ctx, input) => dryRunOf(ctx, await readRecord(ctx, monitor, input)),
  }),
  command(monitorActs.activate, {
    allow: maySwitchOn,
    run: async (tx, input) => service.activateMonitor(tx, await seen(tx, input), input),
  }),
  command(monitorActs.pause, {
    allow: mayWriteMonitor,
    run: async (tx, input) => service.haltMonitor(tx, await seen(tx, input), 'pause', input.reason),
  }),
  command(monitorActs.retire, {
    allow: mayWriteMonitor,
    run: async (tx, input) => service.haltMonitor(tx, await seen(tx, input), 'retire', input.reason),
  }),
  command(monitorActs.evaluate, {
    allow: mayEvaluate,
    run: async (tx, { conclusion, statement, ...input }) =>
      service.evaluateResults(tx, await seen(tx, input), { conclusion, statement }),
  }),
  query(monitorActs.evaluations, { allow: anyMember, run: queries.listEvaluations }),
  command(monitorActs.measureFor, {
    allow: mayWriteMonitor,
    run: async (tx, input) => {
      const ends = { monitorId: await resolveId(tx, monitor, input.id), of: await recordId(tx, input.of) };
      await tx.link('measured-by', ends.of, ends.monitorId);
      return ends;
    },
  }),
  command(monitorActs.measureNoMore, {
    allow: mayWriteMonitor,
    run: async (tx, input) => {
      const ends = { monitorId: await resolveId(tx, monitor, input.id), of: await recordId(tx, input.of) };
      await tx.unlink('measured-by', ends.of, ends.monitorId);
      return ends;
    },
  }),
  query(monitorActs.ofSystem, {
    allow: anyMember,
    run: async (ctx, { id }) => queries.monitorsOf(ctx, await resolveId(ctx, system, id)),
  }),
];

const results: readonly Operation[] = [
  command(resultEndpoints.post, { allow: mayPost, run: postResult }),
  query(resultEndpoints.list, { allow: anyMember, run: queries.listResults }),
  query(resultEndpoints.get, { allow: anyMember, run: queries.showResult }),
  query(resultEndpoints.file, { allow: anyMember, run: queries.resultFile }),
  query(resultEndpoints.verify, { allow: anyMember, run: (ctx, { result }) => verifyCopy(ctx, result) }),
  query(resultEndpoints.series, { heavy: true, allow: anyMember, run: queries.seriesOf }),
  query(resultEndpoints.compare, { allow: anyMember, run: queries.compareVersions }),
];

export const monitoringOperations: readonly Operation[] = [
  ...results,
  ...acts,
  ...register,
  ...alertOperations,
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, monitor, input.id), version: input.version };
}
