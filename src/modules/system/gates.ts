import { msg, t } from '#kernel/language.ts';
import type { GateCondition } from '#platform/context.ts';
import { readRecord } from '#platform/register/operations.ts';
import { system } from './contract.ts';

/** What every gate asks of the system's own record; other modules add theirs. */
export const systemGates: readonly GateCondition[] = [
  {
    id: 'system.owner',
    title: msg('Somebody owns the AI system'),
    judge: async (ctx, id) =>
      (await readRecord(ctx, system, { id })).ownerId
        ? { ok: true, reason: t('It has an owner.') }
        : { ok: false, reason: t('Nobody owns it. Name an owner.'), fix: `/systems/${id}` },
  },
  {
    id: 'system.scope',
    title: msg('Its place in the scope is decided'),
    judge: async (ctx, id) => {
      const { scope } = await readRecord(ctx, system, { id });
      return scope === 'proposed'
        ? { ok: false, reason: t('Nobody has decided whether it is in the scope.'), fix: `/systems/${id}` }
        : {
            ok: true,
            reason: scope === 'in' ? t('It is in the scope.') : t('It is out of the scope, with a reason.'),
          };
    },
  },
  {
    id: 'system.classified',
    title: msg('Its classification is confirmed by a person'),
    judge: async (ctx, id) => {
      const { euState } = await readRecord(ctx, system, { id });
      return euState === 'confirmed'
        ? { ok: true, reason: t('A person has confirmed it.') }
        : {
            ok: false,
            reason:
              euState === 'proposed'
                ? t('It is only proposed. A person with the authority must confirm it.')
                : t('It is not classified yet.'),
            fix: `/systems/${id}/classification`,
          };
    },
  },
];
