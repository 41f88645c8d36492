import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { command, type Operation } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { ideaActs, ideaEndpoints, improvementIdea } from './idea-contract.ts';
import * as ideas from './ideas.ts';
import { mayCarryOut, mayDecideIdea, mayRaise, mayWork } from './policy.ts';

export const ideaOperations: readonly Operation[] = [
  command(ideaActs.decide, {
    allow: mayDecideIdea,
    run: async (tx, input) => ideas.decideIdea(tx, await seen(tx, input), input),
  }),
  command(ideaActs.finish, {
    allow: async (actor, { id }, tx) =>
      mayCarryOut(actor, await tx.get(improvementIdea, await resolveId(tx, improvementIdea, id))),
    run: async (tx, input) => ideas.finishIdea(tx, await seen(tx, input), input),
  }),
  command(ideaActs.review, {
    allow: mayWork,
    run: async (tx, input) => ideas.reviewBenefit(tx, await seen(tx, input), input),
  }),
  command(ideaActs.resume, {
    allow: mayDecideIdea,
    run: async (tx, input) => ideas.resumeIdea(tx, await seen(tx, input), input.reason),
  }),
  ...registerOperations(improvementIdea, ideaEndpoints, {
    write: (actor, subject) =>
      subject === null || (subject.state === 'proposed' && subject.proposedBy === actor.id)
        ? mayRaise(actor)
        : mayWork(actor),
    remove: mayWork,
    list: { sort: '-proposedOn,title' },
    prepareCreate: ideas.newIdea,
    prepareUpdate: (_tx, patch, before) => {
      if (before.state === 'reviewed' || before.state === 'declined')
        throw new AppError('wrong-state', t('This improvement has ended; it is not edited.'));
      return patch;
    },
  }),
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, improvementIdea, input.id), version: input.version };
}
