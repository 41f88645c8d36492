import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember, byOwnAuthority } from '#kernel/policy.ts';
import { filtersOf } from '#kernel/register.ts';
import { system } from '#modules/system/contract.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { impactActs, indicatorActs } from './acts.ts';
import * as answers from './answers.ts';
import { answersIn, bulkScreen, previewScreening } from './bulk.ts';
import {
  answerEndpoints,
  consultation,
  consultationEndpoints,
  entryEndpoints,
  impact,
  impactAnswer,
  impactEndpoints,
  impactEntry,
  indicator,
  indicatorEndpoints,
  screening,
  screeningEndpoints,
} from './contract.ts';
import { decideImpactCriteria, screenedByOthers } from './criteria.ts';
import * as entries from './entries.ts';
import { exportImpact, exportProcessing } from './export.ts';
import { lookAt, stopWatching } from './indicators.ts';
import * as policy from './policy.ts';
import { differenceOf, frameOf, interviewOf, overviewOf, showCriteria } from './queries.ts';
import { criteriaActs, screeningActs } from './screening-acts.ts';
import { screeningFactsOf } from './screening-queries.ts';
import { decideDepth, screenSystem } from './screening-service.ts';
import * as service from './service.ts';

/** The reading verbs of a register, and its edits where they are wanted; what has conditions is written out below. */
function some(operations: readonly Operation[], verbs: readonly string[]): readonly Operation[] {
  return operations.filter((each) => verbs.includes(each.endpoint.id.split('.')[1]!));
}
const READ = ['exportRows', 'list', 'get', 'history', 'linked'];
const nothing = () => {
  throw new AppError('invalid-input', t('This is made by an operation of its own.'));
};

const registers: readonly Operation[] = [
  ...some(
    registerOperations(impact, impactEndpoints, {
      write: policy.mayWriteImpact,
      list: { sort: '-startedOn,-id' },
      prepareCreate: nothing,
      prepareUpdate: (_tx, patch, before) => {
        if (before.state !== 'draft') throw closed();
        return patch;
      },
    }),
    [...READ, 'update'],
  ),
  ...some(
    registerOperations(screening, screeningEndpoints, {
      write: (actor) => policy.mayScreen(actor, null),
      list: { sort: 'title' },
      prepareCreate: nothing,
    }),
    READ,
  ),
  ...some(
    registerOperations(impactAnswer, answerEndpoints, {
      write: policy.mayWriteImpact,
      list: { sort: 'impactId,questionId' },
      prepareCreate: nothing,
    }),
    READ,
  ),
  ...some(
    registerOperations(impactEntry, entryEndpoints, {
      write: policy.mayWriteImpact,
      list: { sort: '-level,id' },
      prepareCreate: nothing,
      prepareUpdate: async (tx, patch, before) => {
        await service.draftOf(tx, before.impactId);
        if (patch.impactId !== undefined && patch.impactId !== before.impactId)
          throw new AppError('invalid-input', t('An impact stays with its assessment.'));
        const fields = { ...before, ...patch };
        await entries.refuseContradiction(tx, fields, before.id);
        const { id: _i, ref: _r, version: _v, ...rated } = { ...before, ...entries.ratedFields(tx, fields) };
        return rated;
      },
    }),
    [...READ, 'update'],
  ),
  ...some(
    registerOperations(consultation, consultationEndpoints, {
      write: policy.mayWriteImpact,
      list: { sort: 'heldOn,id' },
      prepareCreate: async (tx, input) => {
        await service.draftOf(tx, input.impactId ?? '');
        return {
          impactId: '',
          title: '',
          how: null,
          said: null,
          changed: null,
          heldOn: null,
          ...input,
          recordedBy: tx.actor.id,
        };
      },
      prepareUpdate: async (tx, patch, before) => {
        await service.draftOf(tx, before.impactId);
        if (patch.impactId !== undefined && patch.impactId !== before.impactId) throw closed();
        return patch;
      },
    }),
    [...READ, 'create', 'update'],
  ),
  ...some(
    registerOperations(indicator, indicatorEndpoints, {
      write: policy.mayWriteImpact,
      list: { sort: 'nextOn,title' },
      prepareCreate: async (tx, input) => {
        const { state } = await tx.get(impact, input.impactId ?? '');
        if (state === 'superseded') throw closed();
        return {
          impactId: '',
          title: '',
          threshold: null,
          watcherId: null,
          everyDays: 90,
          ...input,
          nextOn: tx.today,
          lookedOn: null,
          lookedBy: null,
          finding: null,
          crossed: false,
          stoppedBecause: null,
        };
      },
      prepareUpdate: (_tx, patch, before) => {
        if (before.stoppedBecause !== null || (patch.impactId ?? before.impactId) !== before.impactId)
          throw closed();
        return patch;
      },
    }),
    [...READ, 'create', 'update'],
  ),
];

const screeningOperations: readonly Operation[] = [
  query(criteriaActs.show, { allow: anyMember, run: showCriteria }),
  command(criteriaActs.decide, {
    allow: policy.mayDecideImpactCriteria,
    run: async (tx, input) => {
      const { id, version } = await decideImpactCriteria(tx, input);
      return { id, version, toScreenAgain: await screenedByOthers(tx, version) };
    },
  }),
  command(screeningActs.screen, {
    allow: async (actor, { systemId }, tx) =>
      policy.mayScreen(actor, await tx.get(system, await resolveId(tx, system, systemId))),
    run: async (tx, input) => screenSystem(tx, await resolveId(tx, system, input.systemId), input),
  }),
  command(screeningActs.decide, {
    allow: policy.mayOverrideScreening,
    run: async (tx, input) =>
      decideDepth(tx, { id: await resolveId(tx, screening, input.id), version: input.version }, input),
  }),
  query(screeningActs.preview, {
    heavy: true,
    allow: anyMember,
    run: (ctx, { answers: common, ...query_ }) => {
      const { q, ...rest } = query_;
      return previewScreening(ctx, { ...filtersOf(rest), ...(q && { q }) }, answersIn(common));
    },
  }),
  action(screeningActs.bulk, {
    inParts: true,
    allow: (actor) => policy.mayScreen(actor, null),
    run: bulkScreen,
  }),
  query(screeningActs.facts, { allow: anyMember, run: (ctx, { id }) => screeningFactsOf(ctx, id) }),
];

const interview: readonly Operation[] = [
  query(impactActs.frame, { allow: anyMember, run: async (ctx) => frameOf(ctx) }),
  query(impactActs.overview, { heavy: true, allow: anyMember, run: overviewOf }),
  query(impactActs.interview, { allow: anyMember, run: (ctx, { id }) => interviewOf(ctx, id) }),
  query(impactActs.difference, { allow: anyMember, run: differenceOf }),
  command(impactActs.answer, {
    allow: policy.mayWriteImpact,
    run: async (tx, { id, ...input }) =>
      answers.answerQuestion(tx, { ...input, impactId: await resolveId(tx, impact, id) }),
  }),
  command(impactActs.settle, {
    allow: policy.mayWriteImpact,
    run: async (tx, { id, ...input }) => ({
      added: await entries.settleNone(tx, { ...input, impactId: await resolveId(tx, impact, id) }),
    }),
  }),
  command(impactActs.entry, {
    allow: policy.mayWriteImpact,
    run: async (tx, { id, ...input }) =>
      entries.addEntry(tx, { ...input, impactId: await resolveId(tx, impact, id) }),
  }),
  command(impactActs.removeEntry, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) => {
      await entries.removeEntry(tx, await seenEntry(tx, input));
      return { removed: true as const };
    },
  }),
  command(impactActs.measures, {
    allow: policy.mayWriteImpact,
    run: async (tx, { id, measureIds }) => ({
      measures: await entries.setMeasures(tx, await resolveId(tx, impactEntry, id), measureIds),
    }),
  }),
  command(impactActs.accept, {
    allow: byOwnAuthority,
    run: async (tx, input) => entries.acceptEntry(tx, await seenEntry(tx, input), input.reason),
  }),
  command(impactActs.raiseRisk, {
    allow: policy.mayWriteImpact,
    run: async (tx, { id, ...input }) => entries.feedRisk(tx, await resolveId(tx, impactEntry, id), input),
  }),
  command(impactActs.advise, {
    allow: (actor, { noOfficer }) => (noOfficer ? policy.mayStateNoOfficer : policy.mayAdvise)(actor),
    run: async (tx, { id, ...input }) => answers.adviseImpact(tx, await resolveId(tx, impact, id), input),
  }),
  command(impactActs.decideConsultation, {
    allow: policy.mayDecideConsultation,
    run: async (tx, { id, ...input }) =>
      answers.decidePriorConsultation(tx, await resolveId(tx, impact, id), input),
  }),
  command(impactActs.notify, {
    allow: policy.mayDecideConsultation,
    run: async (tx, { id, ...input }) => answers.recordNotice(tx, await resolveId(tx, impact, id), input),
  }),
];

const acts: readonly Operation[] = [
  command(impactActs.start, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) =>
      service.startImpact(tx, { ...input, systemId: await resolveId(tx, system, input.systemId) }),
  }),
  command(impactActs.discard, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) => {
      await service.discardImpact(tx, await seen(tx, input));
      return { removed: true as const };
    },
  }),
  command(impactActs.takeOver, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) => service.takeOver(tx, await seen(tx, input)),
  }),
  command(impactActs.submit, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) => service.submitImpact(tx, await seen(tx, input)),
  }),
  command(impactActs.sendBack, {
    allow: policy.maySendBack,
    run: async (tx, input) => service.sendBackImpact(tx, await seen(tx, input), input.reason),
  }),
  // The approval and what it freezes are committed, then signed, then the note is attached (spine.md section 5).
  action(impactActs.approve, {
    inParts: true,
    allow: policy.mayApproveImpact,
    run: async (ctx, input) => {
      const approved = await ctx.write(async (tx) => service.approveImpact(tx, await seen(tx, input), input));
      const note = await ctx.checkpoint(`Impact assessment ${approved.ref}, version ${approved.number}`);
      return ctx.write((tx) => service.attachImpactCheckpoint(tx, approved.id, note));
    },
  }),
  command(impactActs.watch, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) => service.watchImpact(tx, await seen(tx, input)),
  }),
  command(impactActs.review, {
    allow: policy.mayApproveImpact,
    run: async (tx, input) => service.reviewImpact(tx, await seen(tx, input), input.reason),
  }),
  command(impactActs.redo, {
    allow: policy.mayWriteImpact,
    run: async (tx, { id, because }) => service.redoImpact(tx, await resolveId(tx, impact, id), because),
  }),
  command(impactActs.publish, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) => service.publishSummary(tx, await seen(tx, input), input),
  }),
  action(impactActs.export, { allow: anyMember, run: (ctx, input) => exportImpact(ctx, input) }),
  action(impactActs.processing, {
    allow: anyMember,
    run: (ctx, { format }) => exportProcessing(ctx, format),
  }),
  command(indicatorActs.look, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) => lookAt(tx, await seenIndicator(tx, input), input),
  }),
  command(indicatorActs.stop, {
    allow: policy.mayWriteImpact,
    run: async (tx, input) => stopWatching(tx, await seenIndicator(tx, input), input.reason),
  }),
];

export const impactOperations: readonly Operation[] = [
  ...screeningOperations,
  ...interview,
  ...acts,
  ...registers,
];

type Seen = { readonly id: string; readonly version: number };
const seen = async (tx: Tx, { id, version }: Seen) => ({ id: await resolveId(tx, impact, id), version });
const seenEntry = async (tx: Tx, { id, version }: Seen) => ({
  id: await resolveId(tx, impactEntry, id),
  version,
});
const seenIndicator = async (tx: Tx, { id, version }: Seen) => ({
  id: await resolveId(tx, indicator, id),
  version,
});

function closed(): AppError {
  return new AppError(
    'wrong-state',
    t('This belongs to a version that is no longer worked on, or stays where it is.'),
    {
      next: t('Begin the next version, and change it there.'),
    },
  );
}
