import { AppError } from '#kernel/errors.ts';
import { organisation } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Runtime } from './instance.ts';
import type { ReadOnlyOrg } from './org.ts';
import { openOrganisation } from './organisations.ts';
import { writing } from './runtime.ts';
import { fieldProblems } from './validate.ts';

/**
 * Makes an organisation that can be worked in: its log and key, its record, and what every module starts it with.
 * @returns its id
 * @throws AppError `invalid-input`
 */
export async function createOrganisation(
  runtime: Runtime,
  input: {
    readonly kind: ReadOnlyOrg['kind'];
    readonly name: string;
    readonly timeZone: string;
    readonly actor: Actor;
  },
): Promise<string> {
  const { kind, name, timeZone, actor } = input;
  const fields = organisation.fields.safeParse({
    name,
    timeZone,
    sectors: [],
    people: null,
    bodyKind: null,
    establishment: null,
    singlePersonReason: null,
    witnesses: [],
    packs: {},
    secondFactorFrom: null,
    stepUpMinutes: null,
    handedOver: null,
    cameFrom: null,
    advisedYears: null,
    auditExceptions: null,
    branding: null,
    language: null,
  });
  if (!fields.success)
    throw new AppError('invalid-input', 'The organisation cannot be made like this.', {
      problems: fieldProblems(fields.error),
    });
  const id = await openOrganisation(runtime, { kind, name });
  await writing(runtime, { org: id, actor, operation: 'organisation.create' }, async (tx) => {
    await tx.insert(organisation, fields.data);
    for (const module of runtime.registry.modules) await module.initialise?.(tx);
  });
  return id;
}
