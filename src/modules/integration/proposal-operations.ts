import { msg } from '#kernel/language.ts';
import { allOf, anyMember } from '#kernel/policy.ts';
import type { JobHandler } from '#platform/module.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { proposal, proposalEndpoints } from './proposal-contract.ts';
import { mayDecideProposal } from './proposal-policy.ts';
import * as service from './proposal-service.ts';

export const proposalOperations: readonly Operation[] = [
  query(proposalEndpoints.list, { allow: anyMember, run: service.listProposals }),
  query(proposalEndpoints.get, { allow: anyMember, run: (ctx, { id }) => service.findProposal(ctx, id) }),
  action(proposalEndpoints.preview, {
    allow: anyMember,
    run: async (ctx, wanted) => {
      const { summary, effects } = await service.preview(ctx, wanted);
      return { summary, effects: effects.map((each) => ({ ...each, fields: [...each.fields] })) };
    },
  }),
  action(proposalEndpoints.create, { allow: anyMember, run: service.propose }),
  action(proposalEndpoints.approve, {
    allow: async (actor, { id }, ctx) =>
      allOf(anyMember(actor), mayDecideProposal(actor, await service.findProposal(ctx, id))),
    run: async (ctx, { id, version }) => {
      const found = await ctx.read((read) => service.findProposal(read, id));
      return service.approve(ctx, { id: found.id, version });
    },
  }),
  command(proposalEndpoints.reject, {
    allow: async (actor, { id }, tx) => mayDecideProposal(actor, await tx.get(proposal, id)),
    run: async (tx, { id, version, reason }) => {
      await service.decide(tx, { id, version }, { id: 'reject', reason });
      return tx.get(proposal, id);
    },
  }),
];

/** Once a day: closes the proposals that nobody decided in time. */
export const expireJob: JobHandler = {
  kind: 'proposal.expire',
  daily: true,
  past: msg('let the proposal run out'),
  run: service.expireProposals,
};
