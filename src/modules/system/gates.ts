import type { GateCondition } from '#platform/context.ts';
import { readRecord } from '#platform/register/operations.ts';
import { system } from './contract.ts';

/** What every gate asks of the system's own record; other modules add theirs. */
export const systemGates: readonly GateCondition[] = [
  {
    id: 'system.owner',
    title: 'Somebody owns the AI system',
    judge: async (ctx, id) =>
      (await readRecord(ctx, system, { id })).ownerId
        ? { ok: true, reason: 'It has an owner.' }
        : { ok: false, reason: 'Nobody owns it. Name an owner.', fix: `/systems/${id}` },
  },
  {
    id: 'system.scope',
    title: 'Its place in the scope is decided',
    judge: async (ctx, id) => {
      const { scope } = await readRecord(ctx, system, { id });
      return scope === 'proposed'
        ? { ok: false, reason: 'Nobody has decided whether it is in the scope.', fix: `/systems/${id}` }
        : {
            ok: true,
            reason: scope === 'in' ? 'It is in the scope.' : 'It is out of the scope, with a reason.',
          };
    },
  },
  {
    id: 'system.classified',
    title: 'Its classification is confirmed by a person',
    judge: async (ctx, id) => {
      const { euState } = await readRecord(ctx, system, { id });
      return euState === 'confirmed'
        ? { ok: true, reason: 'A person has confirmed it.' }
        : {
            ok: false,
            reason:
              euState === 'proposed'
                ? 'It is only proposed. A person with the authority must confirm it.'
                : 'It is not classified yet.',
            fix: `/systems/${id}/classification`,
          };
    },
  },
];
