import { z } from 'zod';
import { t } from '#kernel/language.ts';
import { anyMember } from '#kernel/policy.ts';
import { stages, system } from '#modules/system/contract.ts';
import type { Ctx } from '#platform/context.ts';
import { action, command, type Operation, query } from '#platform/operation.ts';
import { readRecord, registerOperations, resolveId } from '#platform/register/operations.ts';
import type { Tx } from '#platform/tx.ts';
import {
  gateActs,
  gateOpening,
  lifecycleRecord,
  openingEndpoints,
  recordActs,
  recordEndpoints,
} from './contract.ts';
import { gateTo, judgeGates, openingsOf, registeredConditions, rulesOf } from './gate.ts';
import { contentSchema, kinds, recordKinds } from './kinds.ts';
import { extendOpening, moveStage, resolveOpening } from './open-gate.ts';
import * as policy from './policy.ts';
import { defaultRules } from './rules.ts';
import * as service from './service.ts';

const READING = ['exportRows', 'list', 'get', 'history', 'linked'];

const registers: readonly Operation[] = [
  ...registerOperations(lifecycleRecord, recordEndpoints, {
    write: policy.mayWriteRecord,
    remove: (actor, subject) =>
      subject.state === 'draft'
        ? policy.mayWriteRecord(actor)
        : { allowed: false, reason: t('Only a draft is removed; what was approved stays as a record.') },
    list: { sort: '-ref' },
    prepareCreate: service.newRecord,
    prepareUpdate: (_tx, patch, before) => service.changeRecord(patch, before),
  }).map(linkedToSystem),
  // An opening is made by moving a system through its gate, never typed.
  ...registerOperations(gateOpening, openingEndpoints, {
    write: policy.mayOpenGate,
    list: { sort: '-openedOn,-ref' },
    prepareCreate: () => {
      throw new Error('an opening is made by its gate');
    },
  }).filter(({ endpoint }) => READING.includes(endpoint.id.split('.')[1]!)),
];

export const lifecycleOperations: readonly Operation[] = [
  query(recordActs.kinds, { allow: anyMember, run: async () => ({ kinds: recordKinds.map(kindShown) }) }),
  query(gateActs.rules, { allow: anyMember, run: showRules }),
  command(gateActs.decideRule, { allow: policy.mayDecideRule, run: service.decideRule }),
  ...registers,
  command(recordActs.prepare, {
    allow: policy.mayWriteRecord,
    run: async (tx, input) => service.prepareRecord(tx, await seen(tx, input)),
  }),
  command(recordActs.takeBack, {
    allow: policy.mayWriteRecord,
    run: async (tx, input) => service.takeBackRecord(tx, await seen(tx, input)),
  }),
  command(recordActs.approve, {
    allow: policy.mayApproveRecord,
    run: async (tx, input) => service.approveRecord(tx, await seen(tx, input)),
  }),
  command(recordActs.reaffirm, {
    allow: policy.mayApproveRecord,
    run: async (tx, input) => service.reaffirmRecord(tx, await seen(tx, input)),
  }),
  command(recordActs.revise, {
    allow: policy.mayWriteRecord,
    run: async (tx, input) => service.reviseRecord(tx, await seen(tx, input)),
  }),
  query(gateActs.gate, { allow: anyMember, run: (ctx, { id, stage }) => gateTo(ctx, id, stage) }),
  query(gateActs.gates, { allow: anyMember, run: showGates }),
  action(gateActs.moveStage, { inParts: true, allow: policy.mayOpenGate, run: moveStage }),
  action(gateActs.resolve, { inParts: true, allow: policy.mayOpenGate, run: resolveOpening }),
  action(gateActs.extend, { inParts: true, allow: policy.mayExcept, run: extendOpening }),
];

async function seen(tx: Tx, input: { readonly id: string; readonly version: number }) {
  return { id: await resolveId(tx, lifecycleRecord, input.id), version: input.version };
}

/** A new record is linked to its system at once, so that both pages show it. */
function linkedToSystem(operation: Operation): Operation {
  if (operation.endpoint.id !== 'lifecycleRecord.create' || operation.kind !== 'command') return operation;
  return {
    ...operation,
    run: async (tx: Tx, input: never) => {
      const made = (await operation.run(tx, input)) as { id: string; systemId: string };
      await tx.link('life-cycle-of', made.id, made.systemId);
      return made;
    },
  } as Operation;
}

function kindShown(kind: (typeof recordKinds)[number]) {
  const { title, clause, purpose, fields } = kinds[kind];
  return {
    kind,
    title,
    clause,
    purpose,
    required: fields.filter((field) => field.required).map((field) => field.key),
    schema: z.toJSONSchema(contentSchema(kind), { io: 'input' }) as unknown,
  };
}

async function showGates(ctx: Ctx, input: { readonly id: string }) {
  const each = await readRecord(ctx, system, input);
  const { riskClass, because, gates } = await judgeGates(ctx, each);
  const at = each.stage === null ? -1 : stages.indexOf(each.stage);
  return {
    system: {
      id: each.id,
      ref: each.ref,
      name: each.name,
      version: each.version,
      stage: each.stage,
      ownerId: each.ownerId,
    },
    riskClass,
    because,
    gates: gates.map((gate, i) => ({
      ...gate,
      place: i < at ? ('behind' as const) : i === at ? ('here' as const) : ('ahead' as const),
    })),
    openings: [...(await openingsOf(ctx, each.id))],
  };
}

async function showRules(ctx: Ctx) {
  return {
    rules: (await rulesOf(ctx)).map((rule, i) => ({
      stage: rule.stage,
      needs: rule.needs,
      without: rule.without,
      reason: 'reason' in rule ? rule.reason : null,
      decidedBy: 'decidedBy' in rule ? rule.decidedBy : null,
      decidedOn: 'decidedOn' in rule ? rule.decidedOn : null,
      version: 'version' in rule ? rule.version : null,
      proposed: defaultRules[i]!.needs,
    })),
    conditions: registeredConditions(ctx).map(({ id, title, stages: only }) => ({
      id,
      title,
      stages: only ? [...only] : null,
    })),
  };
}
