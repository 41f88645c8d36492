import { anyMember } from '#kernel/policy.ts';
import type { Ctx } from '#platform/context.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import { evidence, evidenceActs, evidenceEndpoints } from './contract.ts';
import { mayWriteEvidence } from './policy.ts';
import { evidenceUses } from './read.ts';
import * as service from './service.ts';

export const evidenceOperations: readonly Operation[] = [
  ...registerOperations(evidence, evidenceEndpoints, {
    write: mayWriteEvidence,
    list: { sort: '-effectiveOn,title' },
    prepareCreate: (tx, input) => {
      service.checkDates(input);
      return service.linkEvidence(tx, input);
    },
    prepareUpdate: (_tx, patch, before) => {
      service.checkDates({ ...before, ...patch });
      return patch;
    },
  }),
  action(evidenceActs.upload, { inParts: true, allow: mayWriteEvidence, run: service.uploadEvidence }),
  action(evidenceActs.replace, { inParts: true, allow: mayWriteEvidence, run: service.replaceFile }),
  action(evidenceActs.file, { allow: anyMember, run: (ctx, input) => service.fileOf(ctx, input) }),
  command(evidenceActs.attach, {
    allow: mayWriteEvidence,
    run: async (tx, input) => {
      await service.attachEvidence(tx, await resolveId(tx, evidence, input.id), input.recordId);
      return { attached: true as const };
    },
  }),
  command(evidenceActs.detach, {
    allow: mayWriteEvidence,
    run: async (tx, input) => {
      await tx.unlink('evidences', await resolveId(tx, evidence, input.id), input.recordId);
      return { detached: true as const };
    },
  }),
  query(evidenceActs.of, { allow: anyMember, run: (ctx, { id }) => evidenceOf(ctx, id) }),
];

async function evidenceOf(ctx: Ctx, recordId: string) {
  const rows = await evidenceUses(ctx).where('use.to_id', '=', recordId).orderBy('piece.title').execute();
  return {
    evidence: rows.map(({ recordId: _r, ...row }) => ({
      ...row,
      pinnedVersion: row.pinnedVersion ?? null,
      state: stateOf(row, ctx.today),
    })),
  };
}

type Dated = {
  readonly effectiveOn: string | null;
  readonly expiresOn: string | null;
  readonly version: number;
  readonly pinnedVersion: number | null;
};

/** How far a piece can be relied on today. */
function stateOf(row: Dated, today: string): 'current' | 'expired' | 'older-version' | 'undated' {
  if (row.expiresOn !== null && row.expiresOn < today) return 'expired';
  if (row.pinnedVersion !== null && row.pinnedVersion < row.version) return 'older-version';
  return row.effectiveOn === null ? 'undated' : 'current';
}
