import { render } from '#documents/render.ts';
import { fileName } from '#documents/words.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { freezeVerdicts } from '#modules/conformity/api.ts';
import type { ActionCtx, Ctx } from '#platform/context.ts';
import { action, command, type FileAnswer, type Operation, query } from '#platform/operation.ts';
import { actorNames, historyOf } from '#platform/register/history.ts';
import { readRecord, registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import {
  control,
  controlActs,
  controlEndpoints,
  type StatementLine,
  statement,
  statementActs,
} from './contract.ts';
import { contractsInScope } from './contracts.ts';
import { statementDocument, statementJson } from './document.ts';
import { differences, frozenLines, type Statement, statementsIn, workingLines } from './lines.ts';
import * as policy from './policy.ts';
import * as service from './service.ts';

const registers = registerOperations(control, controlEndpoints, {
  write: policy.mayWriteControl,
  list: { sort: 'annexId,title' },
  prepareCreate: (tx, input) =>
    service.newControl({
      ...input,
      annexId: null,
      decision: 'included',
      decidedBy: tx.actor.id,
      decidedOn: tx.today,
    }),
  prepareUpdate: (_tx, patch, before) => {
    if (before.annexId !== null && patch.title !== undefined && patch.title !== before.title)
      throw new AppError(
        'invalid-input',
        t('The title of an Annex A control is a fact of the standard. Describe your own in the description.'),
      );
    return patch;
  },
  remove: (actor, subject) =>
    subject.annexId === null
      ? policy.mayInclude(actor)
      : {
          allowed: false,
          reason: t('A control of Annex A is left out with a justification, never removed.'),
        },
});

export const controlOperations: readonly Operation[] = [
  ...registers,
  command(controlActs.include, {
    allow: policy.mayInclude,
    run: async (tx, input) => service.includeControl(tx, await seen(tx, input), input),
  }),
  command(controlActs.exclude, {
    allow: policy.mayExclude,
    run: async (tx, input) => service.excludeControl(tx, await seen(tx, input), input),
  }),
  command(controlActs.judge, {
    allow: policy.mayJudge,
    run: async (tx, input) => service.judgeControl(tx, await seen(tx, input), input),
  }),
  query(statementActs.working, { heavy: true, allow: anyMember, run: working }),
  query(statementActs.list, {
    allow: anyMember,
    run: async (ctx) => ({ rows: (await allStatements(ctx)).map(summary) }),
  }),
  query(statementActs.get, { allow: anyMember, run: (ctx, input) => byIdOrNumber(ctx, input.id) }),
  query(statementActs.history, {
    allow: anyMember,
    run: async (ctx, { id }) => ({
      entries: [...(await historyOf(ctx, statement, await resolveId(ctx, statement, id)))].map(
        ({ changed: _c, ...entry }) => ({ ...entry, sentence: entry.sentence.split(':')[0]!, changed: [] }),
      ),
    }),
  }),
  command(statementActs.prepare, {
    allow: policy.mayPrepare,
    run: (tx, input) => service.prepareStatement(tx, input.scope),
  }),
  command(statementActs.approve, { allow: policy.mayApprove, run: service.approveStatement }),
  action(statementActs.issue, { allow: policy.mayIssue, run: issue }),
  command(statementActs.withdraw, {
    allow: policy.mayPrepare,
    run: (tx, input) => service.withdrawStatement(tx, input, input.reason),
  }),
  query(statementActs.difference, { heavy: true, allow: anyMember, run: difference }),
  action(statementActs.file, { allow: anyMember, run: (ctx, input) => file(ctx, input) }),
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, control, input.id), version: input.version };
}

async function working(ctx: Ctx) {
  const lines = await workingLines(ctx);
  const problems = lines.flatMap((line) => line.problems);
  const [issued] = await statementsIn(ctx, ['issued']);
  const [waiting] = await statementsIn(ctx, ['prepared', 'approved']);
  return {
    lines: [...lines],
    contracts: [...(await contractsInScope(ctx))],
    issued: issued ? summary(issued) : null,
    waiting: waiting ? summary(waiting) : null,
    ready: problems.length === 0,
    problems,
  };
}

/**
 * Issues and freezes the verdicts of that moment, then signs the committed state, so that the checkpoint covers both,
 * then attaches the note by a second entry (spine.md section 5).
 */
async function issue(
  ctx: ActionCtx,
  input: { readonly id: string; readonly version: number },
): Promise<Statement> {
  const issued = await ctx.write((tx) => service.issueStatement(tx, input));
  await freezeVerdicts(ctx, { purpose: 'statement', subjectId: issued.id });
  const note = await ctx.checkpoint(`Statement of Applicability, version ${issued.number}`);
  return ctx.write((tx) => service.attachCheckpoint(tx, issued.id, note));
}

async function difference(ctx: Ctx, input: { readonly id: string; readonly to?: string | undefined }) {
  const before = await byIdOrNumber(ctx, input.id);
  const after =
    input.to === undefined ? frozenLines(await workingLines(ctx)) : (await byIdOrNumber(ctx, input.to)).lines;
  return { changes: [...differences(before.lines, after)] };
}

async function file(
  ctx: ActionCtx,
  input: { readonly id: string; readonly format: 'docx' | 'pdf' | 'xlsx' | 'json' | 'html' | 'md' },
): Promise<FileAnswer> {
  const { version, lines, names } = await ctx.scan(async (read) => {
    const chosen = input.id === 'working' ? null : await byIdOrNumber(read, input.id);
    const known = await actorNames(
      read,
      [chosen?.preparedBy, chosen?.approvedBy, chosen?.issuedBy].filter(
        (each): each is string => typeof each === 'string',
      ),
    );
    const shown: readonly StatementLine[] = chosen ? chosen.lines : frozenLines(await workingLines(read));
    return { version: chosen, lines: shown, names: Object.fromEntries(known) };
  });
  const words = version?.number
    ? t('statement-of-applicability-v{number}', { number: version.number })
    : t('statement-of-applicability-in-work');
  const name = fileName(words, input.format);
  if (input.format === 'json')
    return {
      body: Buffer.from(`${JSON.stringify(statementJson(version, lines, ctx.org.name), null, 2)}\n`),
      mediaType: 'application/json',
      name,
    };
  const drawn = await render(
    statementDocument(version, lines, { organisation: ctx.org.name, now: ctx.now, names }),
    input.format,
  );
  return { body: drawn.bytes, mediaType: drawn.mediaType, name };
}

function allStatements(ctx: Ctx) {
  return statementsIn(ctx, ['prepared', 'approved', 'issued', 'superseded', 'withdrawn']);
}

/** `issued`, a version number, a reference or an id. */
async function byIdOrNumber(ctx: Ctx, wanted: string): Promise<Statement> {
  if (wanted !== 'issued' && !/^\d+$/.test(wanted)) return readRecord(ctx, statement, { id: wanted });
  const found = (await allStatements(ctx)).find((each) =>
    wanted === 'issued' ? each.state === 'issued' : each.number === Number(wanted),
  );
  if (found) return found;
  throw new AppError(
    'not-found',
    wanted === 'issued'
      ? t('No Statement of Applicability has been issued yet.')
      : t('There is no version {wanted} of the Statement of Applicability.', { wanted }),
    { next: t('Export the one in work with "working", or issue one first.') },
  );
}

function summary(each: Statement) {
  const { lines, ...rest } = each;
  return {
    ...rest,
    included: lines.filter((line) => line.decision === 'included').length,
    excluded: lines.filter((line) => line.decision === 'excluded').length,
  };
}
