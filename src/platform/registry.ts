import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { LinkKind } from '#kernel/link.ts';
import type { Belonging } from '#kernel/part.ts';
import { membership, organisation, person } from '#kernel/people.ts';
import type { RecordDefinition } from '#kernel/record.ts';
import { unit } from '#kernel/unit.ts';
import type { AppModule, Operation, Registry } from './context.ts';

export type { Registry } from './context.ts';

/** Builds the registry. @throws Error when two modules register the same name: a mistake of the program */
export function buildRegistry(modules: readonly AppModule[]): Registry {
  const records = new Map<string, RecordDefinition>(
    [organisation, person, membership, unit].map((definition) => [
      definition.type,
      definition as unknown as RecordDefinition,
    ]),
  );
  const kinds = new Map<string, LinkKind>();
  for (const module of modules) {
    for (const definition of module.records) claim(records, definition.type, definition);
    for (const kind of module.links) claim(kinds, kind.kind, kind);
  }
  const operations = new Map<string, { readonly module: AppModule; readonly operation: Operation }>();
  for (const module of modules)
    for (const operation of module.operations)
      claim(operations, operation.endpoint.id, { module, operation });
  const belongs = new Map<string, Belonging>();
  for (const module of modules) for (const each of module.belongs ?? []) claim(belongs, each.type, each);
  const linkKinds = [...kinds.values()];
  const required = linkKinds.filter((kind) => kind.required).map((kind) => kind.kind);
  return {
    modules,
    records,
    operations,
    belongs,
    linkKinds,
    requiredLinkKinds: () => required,
    linkKind: (name) => {
      const kind = kinds.get(name);
      if (!kind) throw new AppError('invalid-input', t('There is no link of the kind "{name}".', { name }));
      return kind;
    },
  };
}

function claim<T>(map: Map<string, T>, name: string, value: T): void {
  if (map.has(name)) throw new Error(`"${name}" is registered twice`);
  map.set(name, value);
}
