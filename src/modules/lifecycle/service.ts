import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { nextState } from '#kernel/lifecycle.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { system } from '#modules/system/contract.ts';
import { fourEyes } from '#platform/four-eyes.ts';
import type { Tx } from '#platform/tx.ts';
import { fieldProblems } from '#platform/validate.ts';
import { contentOf, gateRule, lifecycleRecord } from './contract.ts';
import { type Content, contentSchema, kinds, missingIn, type RecordKind, tallyOf } from './kinds.ts';
import { recordLifecycle } from './lifecycle.ts';
import { gateRules, lifecycleRecords } from './read.ts';
import type { Rule } from './rules.ts';

type Fields = FieldsOf<typeof lifecycleRecord>;
type LifecycleRecord = RecordOf<typeof lifecycleRecord>;
type Seen = { readonly id: string; readonly version: number };

/** A record as it is when somebody has just begun it. @throws AppError `invalid-input`, `not-found` */
export async function newRecord(tx: Tx, input: Partial<Fields>): Promise<Fields> {
  await tx.get(system, input.systemId ?? '');
  const kind = input.kind as RecordKind;
  const content = checkedContent(kind, input.content ?? {});
  if (input.replacesId) await refuseOther(tx, input.replacesId, { systemId: input.systemId!, kind });
  return {
    systemId: input.systemId!,
    kind,
    title: input.title ?? '',
    state: recordLifecycle.initial,
    content,
    ownerId: input.ownerId ?? tx.actor.id,
    reviewOn: input.reviewOn ?? null,
    preparedBy: null,
    preparedOn: null,
    approvedBy: null,
    approvedOn: null,
    singlePersonReason: null,
    replacesId: input.replacesId ?? null,
    supersededOn: null,
    reaffirmedBy: null,
    reaffirmedOn: null,
    ...derived(kind, content),
  };
}

/** A change of a draft. What was handed over or approved stays as it is. @throws AppError `wrong-state` */
export function changeRecord(patch: Partial<Fields>, before: LifecycleRecord): Partial<Fields> {
  if (before.state !== 'draft')
    throw new AppError(
      'wrong-state',
      t('Only a draft is edited: what was handed over or approved stays as it was read.'),
      {
        next:
          before.state === 'prepared'
            ? t('Take it back to draft first.')
            : t('Begin its next edition instead.'),
      },
    );
  for (const fixed of ['systemId', 'kind', 'replacesId'] as const)
    if (patch[fixed] !== undefined && patch[fixed] !== before[fixed])
      throw new AppError(
        'invalid-input',
        t('A record stays with its AI system and its kind. Write a new one instead.'),
      );
  if (patch.content === undefined) return patch;
  const content = checkedContent(before.kind, { ...contentOf(before), ...(patch.content ?? {}) });
  return { ...patch, content, ...derived(before.kind, content) };
}

/** Hands it over: complete, and by a named person. @throws AppError `wrong-state` naming what is missing */
export async function prepareRecord(tx: Tx, seen: Seen): Promise<LifecycleRecord> {
  const before = await tx.get(lifecycleRecord, seen.id);
  const state = nextState(recordLifecycle, before.state, 'prepare');
  const missing = missingIn(before.kind, contentOf(before));
  if (missing.length > 0)
    throw new AppError('wrong-state', t('Still missing: {missing}.', { missing: missing.join('; ') }), {
      next: t('Fill these in, then hand the record over.'),
    });
  return tx.update(lifecycleRecord, seen, { state, preparedBy: tx.actor.id, preparedOn: tx.today });
}

/** Back to draft, for another change. */
export async function takeBackRecord(tx: Tx, seen: Seen): Promise<LifecycleRecord> {
  const before = await tx.get(lifecycleRecord, seen.id);
  return tx.update(lifecycleRecord, seen, {
    state: nextState(recordLifecycle, before.state, 'takeBack'),
    preparedBy: null,
    preparedOn: null,
  });
}

/** Approved by somebody who did not prepare it; what it replaces, and any other approved one of its kind, is superseded. */
export async function approveRecord(tx: Tx, seen: Seen): Promise<LifecycleRecord> {
  const before = await tx.get(lifecycleRecord, seen.id);
  const state = nextState(recordLifecycle, before.state, 'approve');
  const singlePersonReason = await fourEyes(
    tx,
    before.preparedBy,
    'approve a record that you prepared yourself',
  );
  const former = await tx.q
    .selectFrom(lifecycleRecords(tx).as('r'))
    .select(['r.id', 'r.version'])
    .where('r.systemId', '=', before.systemId)
    .where('r.kind', '=', before.kind)
    .where('r.state', '=', 'approved')
    .orderBy('r.ref')
    .execute();
  for (const each of former)
    await tx.update(lifecycleRecord, each, {
      state: nextState(recordLifecycle, 'approved', 'supersede'),
      supersededOn: tx.today,
    });
  return tx.update(lifecycleRecord, seen, {
    state,
    approvedBy: tx.actor.id,
    approvedOn: tx.today,
    singlePersonReason,
  });
}

/** An approved record was looked at again and still holds, for instance after its AI system changed. */
export async function reaffirmRecord(tx: Tx, seen: Seen): Promise<LifecycleRecord> {
  const before = await tx.get(lifecycleRecord, seen.id);
  if (before.state !== 'approved')
    throw new AppError('wrong-state', t('Only an approved record is confirmed to still hold.'));
  return tx.update(
    lifecycleRecord,
    { ...seen, again: true },
    { reaffirmedBy: tx.actor.id, reaffirmedOn: tx.today },
  );
}

/** The next edition: a draft with the content of the approved record, which stays in force until this one is approved. */
export async function reviseRecord(tx: Tx, seen: Seen): Promise<LifecycleRecord> {
  const before = await tx.get(lifecycleRecord, seen.id);
  if (before.version !== seen.version)
    throw new AppError(
      'conflict',
      t('Version {version} is current; you started from version {version2}.', {
        version: before.version,
        version2: seen.version,
      }),
    );
  if (before.state !== 'approved')
    throw new AppError(
      'wrong-state',
      t('Only an approved record gets a next edition. Edit the draft instead.'),
    );
  const open = await tx.q
    .selectFrom(lifecycleRecords(tx).as('r'))
    .select('r.ref')
    .where('r.replacesId', '=', before.id)
    .where('r.state', 'in', ['draft', 'prepared'])
    .executeTakeFirst();
  if (open)
    throw new AppError('duplicate', t('Its next edition is begun already: {ref}.', { ref: open.ref }));
  const { id, ref: _r, version: _v, ...fields } = before;
  const made = await tx.insert(
    lifecycleRecord,
    await newRecord(tx, { ...fields, ownerId: tx.actor.id, replacesId: id, reviewOn: null }),
  );
  await tx.link('life-cycle-of', made.id, made.systemId);
  return made;
}

/** What one gate asks for is decided from here on; the decisions before stay as its earlier versions (A.6.1.3). */
export async function decideRule(tx: Tx, input: Rule & { readonly reason: string }) {
  const { stage, needs, without, reason } = input;
  const decided = { stage, needs, without, reason, decidedBy: tx.actor.id, decidedOn: tx.today };
  const row = await tx.q
    .selectFrom(gateRules(tx).as('g'))
    .select('g.id')
    .where('g.stage', '=', stage)
    .executeTakeFirst();
  const { id, version } = row ? await tx.update(gateRule, row, decided) : await tx.insert(gateRule, decided);
  return { id, version };
}

function checkedContent(kind: RecordKind, content: Readonly<Record<string, unknown>>): Content {
  const result = contentSchema(kind).safeParse(content);
  if (result.success) return result.data;
  throw new AppError(
    'invalid-input',
    t('These values do not fit a record of the kind "{title}".', { title: kinds[kind].title }),
    {
      problems: fieldProblems(result.error).map((each) => ({ ...each, path: `content.${each.path}` })),
    },
  );
}

function derived(kind: RecordKind, content: Content) {
  const tally = tallyOf(kind, content);
  return {
    criteria: tally?.total ?? null,
    criteriaOpen: tally?.open ?? null,
    criteriaFailed: tally?.failed ?? null,
    conclusion: kind === 'verification' ? ((content.conclusion ?? null) as Fields['conclusion']) : null,
  };
}

async function refuseOther(
  tx: Tx,
  replacesId: string,
  wanted: { readonly systemId: string; readonly kind: RecordKind },
): Promise<void> {
  const former = await tx.get(lifecycleRecord, replacesId);
  if (former.systemId !== wanted.systemId || former.kind !== wanted.kind)
    throw new AppError(
      'invalid-input',
      t('It can only take the place of a record of the same AI system and kind.'),
    );
}
