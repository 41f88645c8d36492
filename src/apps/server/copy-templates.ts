import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import {
  compare,
  copiedFrom,
  hashOf,
  isMethod,
  mayTake,
  methodDecision,
  operationFor,
  type Template,
  templatesOf,
} from '#modules/practice/api.ts';
import { type PreviewItem, templateCopy } from '#modules/practice/contract.ts';
import { demand } from '#platform/demand.ts';
import type { Runtime } from '#platform/instance.ts';
import { type Call, perform, reading, writing } from '#platform/runtime.ts';
import { parseInput } from '#platform/validate.ts';

/** Somebody in both organisations, each time as who they are there. */
type Between = { readonly source: Call; readonly client: Call };

export type TemplatesCopied = {
  readonly copied: number;
  readonly kept: number;
  readonly refused: readonly { readonly key: string; readonly reason: string }[];
};

/** What copying would do, template by template; nothing is written. */
export async function previewTemplates(runtime: Runtime, { source, client }: Between) {
  demand(mayTake(client.actor));
  const templates = await reading(runtime, source, templatesOf, true);
  const items = await comparison(runtime, { source, client }, templates);
  const { name } = await runtime.organisations.get(source.org);
  return { source: { id: source.org, name }, items };
}

/** Which templates are taken, and which methods may replace what was decided here, by the version that was looked at. */
type Choice = {
  readonly keys: readonly string[];
  readonly replace: Readonly<Record<string, number>>;
};
type Done = { readonly item: PreviewItem; readonly template: Template; readonly targetId: string };

/**
 * Takes the chosen templates that are new, or changed there and untouched here, and methods that differ where that was
 * chosen. Each becomes what the ordinary operation of its register makes of it, in the name of whoever acts, by their
 * rights here; a last entry says from whom all of it came. What was changed here is never written over unasked.
 * @throws AppError `proof-needed` before anything is written, when a method asks for a fresh proof of who acts
 */
export async function copyTemplates(
  runtime: Runtime,
  { source, client }: Between,
  { keys, replace }: Choice,
): Promise<TemplatesCopied> {
  demand(mayTake(client.actor));
  const wanted = new Set(keys);
  const templates = await reading(runtime, source, templatesOf, true);
  const items = await comparison(runtime, { source, client }, templates);
  const chosen = items.flatMap((item, i) =>
    wanted.has(item.key) ? [{ item, template: templates[i]! }] : [],
  );
  await reading(runtime, client, async (ctx) => {
    for (const { item } of chosen) {
      const decision = await methodDecision(ctx, item);
      if (!decision.allowed && decision.needs === 'proof') demand(decision);
    }
  });
  const done: Done[] = [];
  const refused: { key: string; reason: string }[] = [];
  let kept = 0;
  // What frameworks are called here that were made in this run, by their references there.
  const frameworks = new Map<string, string>();
  try {
    for (const { item, template } of chosen) {
      if (!isTaken(item, replace)) {
        kept += 1;
        continue;
      }
      try {
        const ready = withFramework({ item, template }, frameworks);
        expectSeen(item, replace);
        const made = await write(runtime, client, { item: ready, template });
        if (item.kind === 'ownFramework') frameworks.set(template.ref, made.ref);
        done.push({ item: ready, template, targetId: made.id });
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        refused.push({ key: item.key, reason: error.message });
      }
    }
  } finally {
    if (done.length > 0) await record(runtime, { source, client }, done);
  }
  return { copied: done.length, kept, refused };
}

function isTaken({ key, state }: PreviewItem, replace: Choice['replace']): boolean {
  return state === 'new' || state === 'changed' || (state === 'differs' && key in replace);
}

/** @throws AppError `conflict` when what would be replaced is no longer what was looked at */
function expectSeen({ key, state, target }: PreviewItem, replace: Choice['replace']): void {
  if (state === 'differs' && replace[key] !== target?.version)
    throw new AppError('conflict', t('It was decided anew here since you looked. Look at it again.'));
}

/** A requirement with what its framework is called here. @throws AppError `wrong-state` when that was not taken */
function withFramework(
  { item, template }: { readonly item: PreviewItem; readonly template: Template },
  made: ReadonlyMap<string, string>,
): PreviewItem {
  if (item.kind !== 'ownRequirement' || item.fields.framework !== null) return item;
  const framework = made.get(String(template.fields.framework));
  if (framework === undefined)
    throw new AppError(
      'wrong-state',
      t('The framework of "{title}" is not here. Take that as well.', { title: item.title }),
    );
  return { ...item, fields: { ...item.fields, framework } };
}

function comparison(
  runtime: Runtime,
  { source, client }: Between,
  templates: readonly Template[],
): Promise<readonly PreviewItem[]> {
  return reading(
    runtime,
    client,
    async (ctx) => compare(ctx, templates, await copiedFrom(ctx, source.org)),
    true,
  );
}

/** The ordinary operation of the register, under its own rule. @returns what it made or changed */
async function write(
  runtime: Runtime,
  client: Call,
  { item, template }: { readonly item: PreviewItem; readonly template: Template },
): Promise<{ readonly id: string; readonly ref: string }> {
  const { kind, target, fields } = item;
  const { operation } = runtime.registry.operations.get(operationFor(kind, target !== null))!;
  const given = isMethod(kind)
    ? { ...(target && { version: target.version }), ...fields }
    : target
      ? { ...target, ...fields }
      : { ...template.first, ...fields };
  const input = parseInput(operation.endpoint.input, given);
  return (await perform(runtime, client, { operation, input })) as {
    readonly id: string;
    readonly ref: string;
  };
}

async function record(runtime: Runtime, { source, client }: Between, done: readonly Done[]): Promise<void> {
  const { name } = await runtime.organisations.get(source.org);
  await writing(runtime, { ...client, operation: 'templateCopy.create' }, (tx) =>
    tx.insert(templateCopy, {
      sourceOrg: source.org,
      sourceName: name,
      copiedBy: tx.actor.id,
      copiedOn: tx.today,
      items: done.map(({ item, template, targetId }) => ({
        kind: item.kind,
        sourceId: template.id,
        sourceRef: template.ref,
        targetId,
        hash: hashOf(item.fields),
      })),
    }),
  );
}
