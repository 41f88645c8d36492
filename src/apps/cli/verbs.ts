import type { Command } from 'commander';
import { type Endpoint, pathParams } from '#kernel/endpoint.ts';
import { AppError } from '#kernel/errors.ts';
import { jsonSchema } from '#platform/http/openapi.ts';
import type { AppModule } from '#platform/module.ts';
import type { Operation } from '#platform/operation.ts';
import { answerOf, type Session, withSession } from './session.ts';

type Property = {
  readonly type?: string | string[];
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Property[];
};

/** One command per endpoint: `./aims risk list`, `./aims risk accept RSK-0042 --reason …`. */
export function addVerbs(program: Command, modules: readonly AppModule[]): void {
  for (const operation of modules.flatMap((module) => module.operations)) {
    const [group, verb] = operation.endpoint.id.split('.') as [string, string];
    const parent =
      program.commands.find((each) => each.name() === kebab(group)) ??
      program
        .command(kebab(group))
        .description(`Everything about ${kebab(group).replaceAll('-', ' ')} records`);
    if (!parent.commands.some((each) => each.name() === kebab(verb))) addVerb(parent, kebab(verb), operation);
  }
}

function addVerb(parent: Command, verb: string, { endpoint }: Operation): void {
  const command = parent.command(verb).description(endpoint.summary);
  const params = pathParams(endpoint.path);
  for (const name of params) command.argument(`<${name}>`);
  if (endpoint.takes === 'file') command.argument('<file>', 'the file to send');
  const properties = Object.entries(
    (jsonSchema(endpoint.input, 'input').properties ?? {}) as Record<string, Property>,
  ).filter(([name]) => !params.includes(name));
  for (const [name, property] of properties) command.option(`--${kebab(name)} <value>`, help(property));
  if (endpoint.id.endsWith('.list'))
    command.option('-f, --filter <field=value...>', 'filters such as state=open or level[gte]=12');
  if (endpoint.answers === 'file') command.option('-o, --output <file>', 'where to write the file');
  command.action(async (...args: unknown[]) => {
    const options = args[params.length + (endpoint.takes === 'file' ? 1 : 0)] as Record<string, unknown>;
    const values = Object.fromEntries(params.map((name, i) => [name, args[i]]));
    const file = endpoint.takes === 'file' ? (args[params.length] as string) : undefined;
    await withSession(command, (session) =>
      run(session, {
        endpoint,
        input: { ...values, ...inputOf(properties, options), ...filters(options.filter) },
        file,
        output: options.output as string | undefined,
      }),
    );
  });
}

async function run(
  session: Session,
  call: {
    readonly endpoint: Endpoint;
    readonly input: Record<string, unknown>;
    readonly file: string | undefined;
    readonly output: string | undefined;
  },
): Promise<void> {
  await answerOf(session, call);
}

function inputOf(
  properties: readonly [string, Property][],
  options: Record<string, unknown>,
): Record<string, unknown> {
  const input: Record<string, unknown> = {};
  for (const [name, property] of properties) {
    const value = options[camel(kebab(name))];
    if (typeof value === 'string') input[name] = typedValue(name, property, value);
  }
  return input;
}

/** Text as it is; numbers, flags and lists as their contract says; everything nested as JSON. */
function typedValue(name: string, property: Property, value: string): unknown {
  const types = typesOf(property);
  if (value === 'null' && types.includes('null')) return null;
  if (types.includes('string')) return value;
  if (types.includes('integer') || types.includes('number')) return Number(value);
  if (types.includes('boolean')) return value === 'true';
  if (types.includes('array') && !value.startsWith('['))
    return value === '' ? [] : value.split(',').map((each) => each.trim());
  try {
    return JSON.parse(value);
  } catch {
    throw new AppError('invalid-input', `--${kebab(name)} must be JSON.`);
  }
}

function typesOf(property: Property): string[] {
  const own = property.type === undefined ? [] : [property.type].flat();
  return [...own, ...(property.enum ? ['string'] : []), ...(property.anyOf ?? []).flatMap(typesOf)];
}

function filters(given: unknown): Record<string, string> {
  const pairs = (given as string[] | undefined) ?? [];
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw new AppError('invalid-input', `The filter "${pair}" needs the form field=value.`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function help(property: Property): string {
  const choices = property.enum ?? property.anyOf?.find((each) => each.enum)?.enum;
  return [property.description, choices && `one of ${choices.filter((each) => each !== null).join(', ')}`]
    .filter(Boolean)
    .join('; ');
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** How commander names an option in its answer. */
function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
