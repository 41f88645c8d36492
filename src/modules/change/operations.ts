import { render } from '#documents/render.ts';
import { fileName } from '#documents/words.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember, bySignedIn } from '#kernel/policy.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { mayAnswer, staleActs } from '#kernel/stale-endpoints.ts';
import type { ActionCtx } from '#platform/context.ts';
import { demand } from '#platform/demand.ts';
import { action, command, type FileAnswer, type Operation, query } from '#platform/operation.ts';
import { actorNames } from '#platform/register/history.ts';
import { readRecord, registerOperations, resolveId } from '#platform/register/operations.ts';
import { dependentsOf } from '#platform/staleness/marks.ts';
import { significantChange } from '#platform/staleness/preview.ts';
import { countMarks, listMarks } from '#platform/staleness/read.ts';
import type { Tx } from '#platform/tx.ts';
import { staleBook } from './book.ts';
import {
  managementChange,
  managementChangeEndpoints,
  staleAnswer,
  systemChange,
  systemChangeEndpoints,
} from './contract.ts';
import { changeActs, managementActs } from './contract-acts.ts';
import { changeNote } from './document.ts';
import { mayApproveChange, mayDecideRule, mayWriteChange } from './policy.ts';
import {
  affectedOf,
  openOf,
  previewChange,
  rulesOf,
  staleList,
  staleOf,
  subjectOf,
  subjectsFor,
} from './queries.ts';
import { recogniseChanges } from './recognise.ts';
import * as service from './service.ts';

/** Changes are announced or recognised, and withdrawn with a reason: never added or removed as bare rows. */
const systemRegister = registerOperations(systemChange, systemChangeEndpoints, {
  write: mayWriteChange,
  list: { sort: '-ref' },
  prepareCreate: () => {
    throw new AppError('wrong-state', t('A change of an AI system is announced, or recognised in the log.'));
  },
  prepareUpdate: (_tx, patch, before): Partial<FieldsOf<typeof systemChange>> => {
    refuseFinal(before.state);
    // What was approved is what was written then.
    return before.state === 'approved'
      ? { ...patch, state: 'announced', approvedBy: null, approvedOn: null, singlePersonReason: null }
      : patch;
  },
}).filter(({ endpoint }) => endpoint.method !== 'DELETE' && endpoint.id !== 'systemChange.create');

const managementRegister = registerOperations(managementChange, managementChangeEndpoints, {
  write: mayWriteChange,
  list: { sort: '-ref' },
  prepareCreate: (tx, input) => service.newManagementChange(tx, input),
  prepareUpdate: (_tx, patch, before): Partial<FieldsOf<typeof managementChange>> => {
    refuseFinal(before.state);
    return before.state === 'approved'
      ? { ...patch, state: 'planned', approvedBy: null, approvedOn: null, singlePersonReason: null }
      : patch;
  },
}).filter(({ endpoint }) => endpoint.method !== 'DELETE');

const systemActs: readonly Operation[] = [
  action(changeActs.announce, {
    inParts: true,
    allow: mayWriteChange,
    run: async (ctx, { subject, ...input }) => {
      const found = await ctx.read((read) => subjectOf(read, { cause: input.cause, subject }));
      return ctx.write((tx) => service.announceChange(tx, { ...input, subjectId: found.id }));
    },
  }),
  query(changeActs.preview, { heavy: true, allow: anyMember, run: previewChange }),
  query(changeActs.subjects, { allow: anyMember, run: subjectsFor }),
  command(changeActs.approve, {
    allow: mayApproveChange,
    run: async (tx, input) => service.approveChange(tx, await seen(tx, input)),
  }),
  command(changeActs.carryOut, {
    allow: mayWriteChange,
    run: async (tx, input) => service.carryOutChange(tx, await seen(tx, input)),
  }),
  action(changeActs.review, {
    inParts: true,
    allow: mayApproveChange,
    run: async (ctx, input) => {
      const open = await ctx.scan(async (read) =>
        openOf(read, await readRecord(read, systemChange, { id: input.id })),
      );
      return ctx.write(async (tx) =>
        service.reviewChange(tx, await seen(tx, input), { conclusion: input.conclusion, open }),
      );
    },
  }),
  command(changeActs.withdraw, {
    allow: mayApproveChange,
    run: async (tx, input) => service.withdrawChange(tx, await seen(tx, input), input.reason),
  }),
  query(changeActs.affected, { heavy: true, allow: anyMember, run: affectedOf }),
  action(changeActs.note, { allow: anyMember, run: note }),
  action(changeActs.recognise, { allow: mayWriteChange, run: (ctx) => recogniseChanges(ctx) }),
  query(changeActs.rules, { allow: anyMember, run: rulesOf }),
  action(changeActs.decideRule, { allow: mayDecideRule, run: decideRule }),
];

const managementOperations: readonly Operation[] = [
  command(managementActs.approve, {
    allow: mayApproveChange,
    run: async (tx, input) => service.approveManagementChange(tx, await seenManagement(tx, input)),
  }),
  command(managementActs.carryOut, {
    allow: mayWriteChange,
    run: async (tx, input) => service.carryOutManagementChange(tx, await seenManagement(tx, input), input),
  }),
  command(managementActs.review, {
    allow: mayApproveChange,
    run: async (tx, input) =>
      service.reviewManagementChange(tx, await seenManagement(tx, input), input.effect),
  }),
  command(managementActs.withdraw, {
    allow: mayWriteChange,
    run: async (tx, input) =>
      service.withdrawManagementChange(tx, await seenManagement(tx, input), input.reason),
  }),
];

export const changeOperations: readonly Operation[] = [
  ...systemRegister,
  ...managementRegister,
  ...systemActs,
  ...managementOperations,
  query(staleActs.list, { heavy: true, allow: anyMember, run: staleList }),
  query(staleActs.of, {
    heavy: true,
    allow: anyMember,
    run: async (ctx, { id }) => ({ marks: [...(await staleOf(ctx, id))] }),
  }),
  action(staleActs.stillRight, { allow: bySignedIn, run: stillRight }),
];

/**
 * Answers an open mark, and the open ones of earlier changes of the same kind behind the same record: whoever looks now
 * has them all in view. Changes of another kind stay open.
 */
async function stillRight(
  ctx: ActionCtx,
  input: {
    readonly dependent: string;
    readonly id: string;
    readonly part: string | null;
    readonly cause: string;
    readonly seq: number;
    readonly reason: string;
  },
) {
  const open = await ctx.scan((read) =>
    listMarks(read, staleBook(read), { dependents: [input.dependent], ids: [input.id], limit: 1000 }),
  );
  const same = open.filter((each) => each.part === input.part);
  const mark = same.find((each) => each.cause === input.cause && each.seq === input.seq);
  if (!mark)
    throw new AppError('wrong-state', t('This is not waiting to be looked at because of that change.'), {
      next: t('Load the page again: somebody may have looked at it meanwhile.'),
    });
  demand(mayAnswer(ctx.actor, mark.ownerId));
  const { dependent, part, cause, reason } = input;
  const covered = same.filter((each) => each.cause === cause && each.seq <= input.seq);
  await ctx.write(async (tx) => {
    for (const { seq } of covered)
      await tx.insert(staleAnswer, {
        dependent,
        recordId: input.id,
        part,
        cause,
        seq,
        reason,
        answeredBy: tx.actor.id,
        answeredOn: tx.today,
      });
  });
  return { answered: covered.length, left: same.length - covered.length };
}

async function decideRule(
  ctx: ActionCtx,
  input: {
    readonly cause: string;
    readonly dependent: string;
    readonly marks: boolean;
    readonly reason: string;
  },
) {
  significantChange(ctx.registry, input.cause);
  if (!dependentsOf(ctx.registry).some((each) => each.id === input.dependent))
    throw new AppError(
      'invalid-input',
      t('No register knows "{dependent}" as resting on AI systems.', { dependent: input.dependent }),
      {
        problems: [{ path: 'dependent', message: t('Choose one that the registers know') }],
      },
    );
  const made = await ctx.write((tx) => service.decideRule(tx, input));
  const counts = await ctx.scan((read) =>
    countMarks(read, staleBook(read), { causes: [input.cause], dependents: [input.dependent] }),
  );
  return {
    id: made.id,
    cause: made.cause,
    dependent: made.dependent,
    marks: made.marks,
    decided: true,
    reason: made.reason,
    decidedBy: made.decidedBy,
    decidedOn: made.decidedOn,
    open: counts.reduce((sum, each) => sum + each.count, 0),
  };
}

async function note(
  ctx: ActionCtx,
  input: { readonly id: string; readonly format: 'docx' | 'pdf' | 'html' | 'md' },
): Promise<FileAnswer> {
  const { change, facts } = await ctx.scan(async (read) => {
    const found = await readRecord(read, systemChange, { id: input.id });
    const people = [found.madeBy, found.responsibleId, found.approvedBy, found.reviewedBy, found.withdrawnBy];
    const { tally, rows, subjects } = await affectedOf(read, { id: found.id, limit: 1_000_000 });
    return {
      change: found,
      facts: {
        organisation: read.org.name,
        now: read.now,
        why: t(significantChange(read.registry, found.cause).title),
        names: await actorNames(
          read,
          people.filter((each) => each !== null),
        ),
        subjects,
        tally,
        rows,
      },
    };
  });
  const drawn = await render(changeNote(change, facts), input.format);
  return {
    body: drawn.bytes,
    mediaType: drawn.mediaType,
    name: fileName(t('change-note-{ref}', { ref: change.ref }), input.format),
  };
}

function refuseFinal(state: string): void {
  if (state === 'reviewed' || state === 'withdrawn')
    throw new AppError('wrong-state', t('A change that is reviewed or withdrawn is not edited.'));
}

type Versioned = { readonly id: string; readonly version: number };

async function seen(tx: Tx, input: Versioned) {
  return { id: await resolveId(tx, systemChange, input.id), version: input.version };
}

async function seenManagement(tx: Tx, input: Versioned) {
  return { id: await resolveId(tx, managementChange, input.id), version: input.version };
}
