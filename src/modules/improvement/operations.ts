import { t } from '#kernel/language.ts';
import { anyMember, byOwnAuthority, denied } from '#kernel/policy.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { linkOperations } from '#platform/register/link-operations.ts';
import { readRecord, registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import * as actions from './actions.ts';
import {
  actionActs,
  actionEndpoints,
  nonconformityActs as acts,
  correctiveAction,
  nonconformity,
  nonconformityEndpoints,
  nonconformityLinks,
} from './contract.ts';
import { reportFile } from './document.ts';
import { ideaOperations } from './idea-operations.ts';
import { mayApprovePlan, mayCarryOut, mayClose, mayGrade, mayRaise, mayWork } from './policy.ts';
import { newNonconformity } from './raise.ts';
import * as rounds from './rounds.ts';
import * as service from './service.ts';
import { similarCases } from './similar.ts';
import { recordSimilar } from './similar-record.ts';
import { trendsOf } from './trends.ts';
import { nonconformityViews as views } from './views-contract.ts';

const registers: readonly Operation[] = [
  ...registerOperations(nonconformity, nonconformityEndpoints, {
    write: (actor, subject) => (subject === null ? mayRaise(actor) : mayWork(actor)),
    remove: (actor, subject) =>
      subject.state === 'open'
        ? mayClose(actor)
        : denied(t('Work on it has begun. Decide that it is no nonconformity instead, with the reason.')),
    list: { sort: 'dueOn,-foundOn' },
    prepareCreate: newNonconformity,
    prepareUpdate: service.prepareEdit,
  }),
  ...registerOperations(correctiveAction, actionEndpoints, {
    write: mayWork,
    remove: () => denied(t('A corrective action is cancelled with a reason, not removed.')),
    list: { sort: 'dueOn,title' },
    prepareCreate: actions.planAction,
    prepareUpdate: actions.editAction,
  }),
  ...linkOperations(nonconformity, nonconformityLinks, { allow: mayWork }),
];

const reads: readonly Operation[] = [
  query(views.parts, {
    allow: anyMember,
    run: async (ctx, { id }) => {
      const { parts } = await rounds.partsNow(ctx, await readRecord(ctx, nonconformity, { id }));
      return { parts: [...parts] };
    },
  }),
  query(views.similar, {
    heavy: true,
    allow: anyMember,
    run: async (ctx, { id, words }) => similarCases(ctx, await readRecord(ctx, nonconformity, { id }), words),
  }),
  query(views.trends, { heavy: true, allow: anyMember, run: trendsOf }),
  action(views.file, { allow: anyMember, run: reportFile }),
];

const writes: readonly Operation[] = [
  command(acts.grade, {
    allow: mayGrade,
    run: async (tx, input) => service.gradeNonconformity(tx, await seen(tx, input), input),
  }),
  command(acts.correct, {
    allow: mayWork,
    run: async (tx, input) => service.correctNonconformity(tx, await seen(tx, input), input),
  }),
  command(acts.analyse, {
    allow: mayWork,
    run: async (tx, input) => service.analyseCause(tx, await seen(tx, input), input),
  }),
  command(acts.recordSimilar, {
    allow: mayWork,
    run: async (tx, input) => recordSimilar(tx, await seen(tx, input), input),
  }),
  command(acts.decideAction, {
    allow: mayWork,
    run: async (tx, input) => service.decideAction(tx, await seen(tx, input), input),
  }),
  command(acts.chooseEffectiveness, {
    allow: mayWork,
    run: async (tx, input) => rounds.chooseEffectiveness(tx, await seen(tx, input), input),
  }),
  command(acts.approve, {
    allow: mayApprovePlan,
    run: async (tx, input) => rounds.approvePlan(tx, await seen(tx, input)),
  }),
  command(acts.judge, {
    allow: byOwnAuthority,
    run: async (tx, input) => rounds.judgeEffectiveness(tx, await seen(tx, input), input),
  }),
  command(acts.followUp, {
    allow: mayWork,
    run: async (tx, input) => service.recordFollowUp(tx, await seen(tx, input), input),
  }),
  command(acts.close, {
    allow: mayClose,
    run: async (tx, input) => rounds.closeNonconformity(tx, await seen(tx, input), input.note),
  }),
  command(acts.reopen, {
    allow: mayClose,
    run: async (tx, input) => rounds.reopenNonconformity(tx, await seen(tx, input), input.reason),
  }),
  command(acts.dismiss, {
    allow: mayClose,
    run: async (tx, input) => service.dismissNonconformity(tx, await seen(tx, input), input.reason),
  }),
  command(acts.resume, {
    allow: mayClose,
    run: async (tx, input) => service.resumeNonconformity(tx, await seen(tx, input), input.reason),
  }),
  command(actionActs.start, {
    allow: async (actor, input, tx) => mayCarryOut(actor, await owned(tx, input.id)),
    run: async (tx, input) => actions.startAction(tx, await seenAction(tx, input)),
  }),
  command(actionActs.finish, {
    allow: async (actor, input, tx) => mayCarryOut(actor, await owned(tx, input.id)),
    run: async (tx, input) => actions.finishAction(tx, await seenAction(tx, input), input),
  }),
  command(actionActs.cancel, {
    allow: mayWork,
    run: async (tx, input) => actions.cancelAction(tx, await seenAction(tx, input), input.reason),
  }),
];

export const improvementOperations: readonly Operation[] = [
  ...reads,
  ...writes,
  ...registers,
  ...ideaOperations,
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, nonconformity, input.id), version: input.version };
}

async function seenAction(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, correctiveAction, input.id), version: input.version };
}

async function owned(tx: Tx, id: string) {
  return tx.get(correctiveAction, await resolveId(tx, correctiveAction, id));
}
