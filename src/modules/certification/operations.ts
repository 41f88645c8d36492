import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import { anyMember, denied } from '#kernel/policy.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import { command, type Operation, query } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import * as audits from './audits.ts';
import {
  certificationActs as acts,
  certificationAuditActs as auditActs,
  certification,
  certificationAudit,
  certificationAuditEndpoints,
  certificationDemand,
  certificationEndpoints,
  certificationFinding,
  certificationFindingEndpoints,
  demandActs,
  demandEndpoints,
  certificationFindingActs as findingActs,
} from './contract.ts';
import { demandLifecycle } from './lifecycle.ts';
import { mayKeepFile, mayRecordDecision } from './policy.ts';
import { proofsOf } from './proofs.ts';
import { calendarOfOne, processOf } from './queries.ts';
import * as service from './service.ts';
import { certificationViews as views } from './views-contract.ts';

const reads: readonly Operation[] = [
  query(views.calendar, { allow: anyMember, run: (ctx, { id }) => calendarOfOne(ctx, id) }),
  query(views.process, { allow: anyMember, run: (ctx, { id }) => processOf(ctx, id) }),
  query(views.proofs, {
    heavy: true,
    allow: anyMember,
    run: async (ctx) => ({ promises: await proofsOf(ctx) }),
  }),
];

const writes: readonly Operation[] = [
  command(acts.contract, {
    allow: mayKeepFile,
    run: async (tx, input) => service.recordContract(tx, await seen(tx, certification, input), input),
  }),
  command(acts.grant, {
    allow: mayRecordDecision,
    run: async (tx, { id, version, ...input }) =>
      service.recordCertificate(tx, await seen(tx, certification, { id, version }), input),
  }),
  command(acts.renew, {
    allow: mayRecordDecision,
    run: async (tx, { id, version, ...input }) =>
      service.recordRenewal(tx, await seen(tx, certification, { id, version }), input),
  }),
  command(acts.suspend, {
    allow: mayRecordDecision,
    run: async (tx, input) => service.recordSuspension(tx, await seen(tx, certification, input), input),
  }),
  command(acts.restore, {
    allow: mayRecordDecision,
    run: async (tx, input) =>
      service.recordRestoration(tx, await seen(tx, certification, input), input.reason),
  }),
  command(acts.withdraw, {
    allow: mayRecordDecision,
    run: async (tx, input) => service.recordWithdrawal(tx, await seen(tx, certification, input), input),
  }),
  command(acts.giveUp, {
    allow: mayRecordDecision,
    run: async (tx, input) => service.giveUp(tx, await seen(tx, certification, input), input.reason),
  }),
  command(auditActs.hold, {
    allow: mayKeepFile,
    run: async (tx, { id, version, ...input }) =>
      audits.holdAudit(tx, await seen(tx, certificationAudit, { id, version }), input),
  }),
  command(auditActs.cancel, {
    allow: mayKeepFile,
    run: async (tx, input) => audits.cancelAudit(tx, await seen(tx, certificationAudit, input), input.reason),
  }),
  command(findingActs.answer, {
    allow: mayKeepFile,
    run: async (tx, input) => audits.answerFinding(tx, await seen(tx, certificationFinding, input), input),
  }),
  command(findingActs.reply, {
    allow: mayRecordDecision,
    run: async (tx, input) => audits.recordReply(tx, await seen(tx, certificationFinding, input), input),
  }),
  command(findingActs.note, {
    allow: mayKeepFile,
    run: async (tx, input) =>
      audits.noteFinding(tx, await seen(tx, certificationFinding, input), input.reason),
  }),
  command(demandActs.end, {
    allow: mayKeepFile,
    run: async (tx, input) => {
      const at = await seen(tx, certificationDemand, input);
      const before = await tx.get(certificationDemand, at.id);
      const endedOn = input.endedOn ?? tx.today;
      service.refuse('The demand cannot be ended like this.', [
        ...service.notBefore('endedOn', endedOn, before.since),
        ...service.notAfter('endedOn', endedOn, tx.today),
      ]);
      return tx.update(certificationDemand, at, {
        state: nextState(demandLifecycle, before.state, 'end'),
        endedOn,
        endedReason: input.reason,
      });
    },
  }),
  command(demandActs.resume, {
    allow: mayKeepFile,
    run: async (tx, input) => {
      const at = await seen(tx, certificationDemand, input);
      const before = await tx.get(certificationDemand, at.id);
      return tx.update(certificationDemand, at, {
        state: nextState(demandLifecycle, before.state, 'resume'),
        endedOn: null,
        endedReason: input.reason,
      });
    },
  }),
];

const kept = () => denied(t('What was recorded of a certification stays in its file.'));
const registers: readonly Operation[] = [
  ...registerOperations(certification, certificationEndpoints, {
    write: mayKeepFile,
    remove: (actor, subject) => (subject.state === 'preparing' ? mayKeepFile(actor) : kept()),
    list: { sort: 'title' },
    prepareCreate: (_tx, input) => service.newCertification(input),
  }),
  ...registerOperations(certificationAudit, certificationAuditEndpoints, {
    write: mayKeepFile,
    remove: kept,
    list: { sort: '-heldFrom,-plannedFrom' },
    prepareCreate: audits.planAudit,
    prepareUpdate: audits.editAudit,
  }),
  ...registerOperations(certificationFinding, certificationFindingEndpoints, {
    write: mayKeepFile,
    remove: kept,
    list: { sort: 'answerDueOn,title' },
    prepareCreate: audits.writeFinding,
    prepareUpdate: audits.editFinding,
  }),
  ...registerOperations(certificationDemand, demandEndpoints, {
    write: mayKeepFile,
    list: { sort: '-since,title' },
    prepareCreate: (_tx, input) => ({
      title: '',
      kind: 'other' as const,
      who: null,
      standard: 'ISO/IEC 42001:2023',
      wording: null,
      source: null,
      binding: 'required' as const,
      since: '',
      wantedBy: null,
      ownerId: null,
      endedOn: null,
      endedReason: null,
      ...input,
      state: demandLifecycle.initial,
    }),
  }),
];

export const certificationOperations: readonly Operation[] = [...reads, ...writes, ...registers];

async function seen(
  tx: Tx,
  definition: RecordDefinition,
  input: { readonly id: string; readonly version: number },
) {
  return { id: await resolveId(tx, definition, input.id), version: input.version };
}
