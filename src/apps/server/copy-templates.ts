import { AppError } from '#kernel/errors.ts';
import { compare, copiedFrom, hashOf, mayTake, type Template, templatesOf } from '#modules/practice/api.ts';
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

/**
 * Takes the chosen templates that are new, or changed there and untouched here. Each becomes what the ordinary
 * operation of its register makes of it, in the name of whoever acts, by their rights here; a last entry says from whom
 * all of it came. What was changed here is never written over.
 */
export async function copyTemplates(
  runtime: Runtime,
  { source, client }: Between,
  keys: readonly string[],
): Promise<TemplatesCopied> {
  demand(mayTake(client.actor));
  const wanted = new Set(keys);
  const templates = await reading(runtime, source, templatesOf, true);
  const done: { readonly item: PreviewItem; readonly template: Template; readonly targetId: string }[] = [];
  const refused: { key: string; reason: string }[] = [];
  let kept = 0;
  try {
    for (const template of templates.filter((each) => wanted.has(`${each.kind} ${each.id}`))) {
      // Looked at anew each time: a requirement names the framework that was copied just before it.
      const known = new Map(
        done.map((each) => [each.item.key, { targetId: each.targetId, hash: hashOf(each.item.fields) }]),
      );
      const frameworks = templates.filter((each) => each.kind === 'ownFramework' && each !== template);
      const items = await comparison(runtime, { source, client }, [...frameworks, template], known);
      const item = items.at(-1)!;
      if (item.state !== 'new' && item.state !== 'changed') {
        kept += 1;
        continue;
      }
      const targetId = await write(runtime, client, { item, template }).catch((error: unknown) => {
        if (!(error instanceof AppError)) throw error;
        refused.push({ key: item.key, reason: error.message });
        return null;
      });
      if (targetId !== null) done.push({ item, template, targetId });
    }
  } finally {
    if (done.length > 0) await record(runtime, { source, client }, done);
  }
  return { copied: done.length, kept, refused };
}

function comparison(
  runtime: Runtime,
  { source, client }: Between,
  templates: readonly Template[],
  known: ReadonlyMap<string, { readonly targetId: string; readonly hash: string }> = new Map(),
): Promise<readonly PreviewItem[]> {
  return reading(
    runtime,
    client,
    async (ctx) => compare(ctx, templates, new Map([...(await copiedFrom(ctx, source.org)), ...known])),
    known.size === 0,
  );
}

/** The ordinary operation of the register, under its own rule. @returns the id of what it made or changed */
async function write(
  runtime: Runtime,
  client: Call,
  { item, template }: { readonly item: PreviewItem; readonly template: Template },
): Promise<string> {
  const { kind, target, fields } = item;
  const id = `${kind}.${target ? 'update' : 'create'}`;
  const { operation } = runtime.registry.operations.get(id)!;
  const input = parseInput(
    operation.endpoint.input,
    target ? { ...target, ...fields } : { ...template.first, ...fields },
  );
  const { id: made } = (await perform(runtime, client, { operation, input })) as { readonly id: string };
  return made;
}

async function record(
  runtime: Runtime,
  { source, client }: Between,
  done: readonly { readonly item: PreviewItem; readonly template: Template; readonly targetId: string }[],
): Promise<void> {
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
