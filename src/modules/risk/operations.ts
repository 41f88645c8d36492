import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { anyMember, byOwnAuthority } from '#kernel/policy.ts';
import type { FieldsOf } from '#kernel/record.ts';
import { command, type Operation, query } from '#platform/operation.ts';
import { registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import { risk, riskActs, riskEndpoints, treatment, treatmentActs, treatmentEndpoints } from './contract.ts';
import { mayApproveTreatment, mayAssess, mayDecideCriteria, mayWriteRisk } from './policy.ts';
import { assessmentsOf, concernedSystems, heatMap, library, showCriteria } from './queries.ts';
import { risks } from './read.ts';
import * as service from './service.ts';
import { risksToAccept } from './to-accept.ts';

const riskRegister = registerOperations(risk, riskEndpoints, {
  write: mayWriteRisk,
  list: {
    sort: '-level,title',
    filters: {
      /** What the inbox calls "accept or refuse": whose plan is decided and approved. */
      toAccept: (rows, value, ctx) =>
        rows.where('record.id', value === 'true' ? 'in' : 'not in', risksToAccept(ctx).select('r.id')),
    },
  },
  prepareCreate: (_tx, input) => service.newRisk(input),
  prepareUpdate: (_tx, patch, before) => {
    if (before.state === 'closed')
      throw new AppError('wrong-state', t('A closed risk is not edited. Open it again first.'));
    return patch;
  },
});

const registers: readonly Operation[] = [
  ...riskRegister.filter(({ endpoint }) => endpoint.id !== riskEndpoints.create.id),
  command(riskEndpoints.create, {
    allow: mayWriteRisk,
    run: async (tx, { systemIds, ...input }) => {
      const made = await tx.insert(risk, service.newRisk(input));
      for (const each of new Set(systemIds)) await tx.link('concerns', made.id, each);
      return made;
    },
  }),
  ...registerOperations(treatment, treatmentEndpoints, {
    write: mayWriteRisk,
    list: { sort: 'dueOn,title' },
    prepareCreate: async (tx, input) => {
      await tx.get(risk, input.riskId ?? '');
      return {
        title: '',
        description: null,
        ownerId: null,
        dueOn: null,
        ...input,
        ...service.newTreatment(tx, input.riskId ?? ''),
      };
    },
    prepareUpdate: (_tx, patch, before): Partial<FieldsOf<typeof treatment>> => {
      if (before.state === 'done' || before.state === 'cancelled')
        throw new AppError('wrong-state', t('A finished treatment is not edited.'));
      if (patch.riskId !== undefined && patch.riskId !== before.riskId)
        throw new AppError(
          'invalid-input',
          t('A treatment stays with its risk. Plan a new one for the other risk.'),
        );
      // What was approved is what was written then: a change needs a new approval.
      return before.state === 'approved'
        ? { ...patch, state: 'proposed', approvedBy: null, approvedOn: null, singlePersonReason: null }
        : patch;
    },
  }),
];

const acts: readonly Operation[] = [
  query(riskActs.criteria, { allow: anyMember, run: showCriteria }),
  command(riskActs.setCriteria, {
    allow: mayDecideCriteria,
    run: async (tx, input) => {
      const { id, version } = await service.decideCriteria(tx, input);
      return { id, version, toReassess: await countOlder(tx, version) };
    },
  }),
  command(riskActs.assess, {
    allow: mayAssess,
    run: async (tx, input) => service.assessRisk(tx, await seen(tx, input), input),
  }),
  command(riskActs.treat, {
    allow: mayAssess,
    run: async (tx, input) => service.treatRisk(tx, await seen(tx, input), input),
  }),
  command(riskActs.accept, {
    allow: byOwnAuthority,
    run: async (tx, input) => service.acceptRisk(tx, await seen(tx, input), input),
  }),
  command(riskActs.close, {
    allow: mayAssess,
    run: async (tx, input) => service.closeRisk(tx, await seen(tx, input), input.reason),
  }),
  command(riskActs.reopen, {
    allow: mayAssess,
    run: async (tx, input) => service.reopenRisk(tx, await seen(tx, input), input.reason),
  }),
  command(riskActs.concern, {
    allow: mayWriteRisk,
    run: async (tx, input) => {
      const id = await resolveId(tx, risk, input.id);
      const current = await concernedSystems(tx, id);
      for (const each of current.filter((system) => !input.systemIds.includes(system)))
        await tx.unlink('concerns', id, each);
      for (const each of input.systemIds.filter((system) => !current.includes(system)))
        await tx.link('concerns', id, each);
      return { linked: input.systemIds.length };
    },
  }),
  query(riskActs.heatMap, { heavy: true, allow: anyMember, run: heatMap }),
  query(riskActs.assessments, { allow: anyMember, run: (ctx, { id }) => assessmentsOf(ctx, id) }),
  query(riskActs.library, { allow: anyMember, run: library }),
  command(riskActs.adopt, { allow: mayWriteRisk, run: adopt }),
  command(treatmentActs.plan, {
    allow: mayWriteRisk,
    run: async (tx, { id, ...input }) => service.planTreatment(tx, await resolveId(tx, risk, id), input),
  }),
  command(treatmentActs.setControls, {
    allow: mayWriteRisk,
    run: async (tx, { id, controlIds }) => ({ controls: await service.setControls(tx, id, controlIds) }),
  }),
  command(treatmentActs.approve, { allow: mayApproveTreatment, run: service.approveTreatment }),
  command(treatmentActs.finish, {
    allow: mayWriteRisk,
    run: (tx, input) => service.finishTreatment(tx, input, input),
  }),
  command(treatmentActs.cancel, {
    allow: mayWriteRisk,
    run: (tx, input) => service.cancelTreatment(tx, input, input.reason),
  }),
];

export const riskOperations: readonly Operation[] = [...acts, ...registers];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, risk, input.id), version: input.version };
}

async function countOlder(tx: Tx, version: number): Promise<number> {
  const row = await tx.q
    .selectFrom(risks(tx).as('r'))
    .where('r.criteriaVersion', '<>', version)
    .where('r.state', '<>', 'closed')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return Number(row.n);
}

async function adopt(
  tx: Tx,
  input: { readonly libraryIds: readonly string[]; readonly systemId?: string | undefined },
) {
  const entries = tx.catalog.riskLibrary().risks;
  const created: { id: string; ref: string; title: string }[] = [];
  for (const libraryId of input.libraryIds) {
    const entry = entries.find((each) => each.id === libraryId);
    if (!entry)
      throw new AppError('invalid-input', t('The library has no risk "{libraryId}".', { libraryId }), {
        problems: [{ path: 'libraryIds', message: libraryId }],
      });
    const made = await tx.insert(
      risk,
      service.newRisk({
        title: entry.title,
        category: entry.category,
        libraryId,
        source: entry.typicalCauses.join('; '),
        event: entry.description,
        impactDimensions: [...entry.impactDimensions],
      }),
    );
    if (input.systemId) await tx.link('concerns', made.id, input.systemId);
    created.push({ id: made.id, ref: made.ref, title: made.title });
  }
  return { created };
}
