import { sql } from 'kysely';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { membership, person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import type { Role } from '#kernel/roles.ts';
import { createOrganisation } from '../create-organisation.ts';
import type { Runtime } from '../instance.ts';
import { writing } from '../runtime.ts';
import { createAccount } from './accounts.ts';
import type { Auth } from './auth.ts';
import { makeToken, readToken, useToken } from './tokens.ts';

/** What the first administrator tells about themselves. */
export const startInput = z.object({
  token: z.string().max(200),
  name: z.string().trim().min(1, 'Give your name').max(200),
  email: z.email('This is not an e-mail address').max(254),
  password: z.string().max(256),
  organisation: z.object({
    name: z.string().trim().min(1, 'Give the organisation a name').max(200),
    timeZone: z.string().max(64),
  }),
  choice: z.enum(['empty', 'demo']),
});

/** Fills the demo organisation for a first administrator; given by the shell, which knows all modules. */
export type DemoMaker = (
  runtime: Runtime,
  administrator: { readonly name: string; readonly email: string; readonly userId: string },
) => Promise<string>;

/** True while nobody has an account. */
export async function needsStart(runtime: Runtime): Promise<boolean> {
  const { rows } = await sql`select 1 from "user" limit 1`.execute(runtime.db.authRead);
  return rows.length === 0;
}

/** A fresh one-time link for the first administrator, or null when somebody has an account. */
export async function startLink(runtime: Runtime, url: string): Promise<string | null> {
  if (!(await needsStart(runtime))) return null;
  return `${url}/start?token=${await makeToken(runtime, { kind: 'start', org: null, payload: {}, days: 1 })}`;
}

/** Carries out the start: account, organisation or demo, and the administrator's membership. @returns the organisation */
export async function startInstance(
  runtime: Runtime,
  auth: Auth,
  request: { readonly input: z.output<typeof startInput>; readonly createDemo: DemoMaker },
): Promise<string> {
  const { input, createDemo } = request;
  await readToken(runtime, 'start', input.token);
  if (!(await needsStart(runtime)))
    throw new AppError('forbidden', t('This instance has its first administrator already.'), {
      next: t('Sign in, or ask that person for an invitation.'),
    });
  const organisations = input.choice === 'demo' ? [] : [input.organisation.name];
  const userId = await createAccount(auth, input, organisations);
  await runtime.db.write(null, (handle) => useToken(runtime, handle, { kind: 'start', text: input.token }));
  if (input.choice === 'demo') return createDemo(runtime, { name: input.name, email: input.email, userId });
  const actor: Actor = { id: null, name: 'OpenAIMS', via: 'operator', roles: [] };
  const org = await createOrganisation(runtime, { kind: 'live', ...input.organisation, actor });
  await join(runtime, org, {
    name: input.name,
    email: input.email,
    userId,
    roles: ['administrator', 'governance-officer'],
  });
  return org;
}

/** Makes the person of an account, with a membership. @returns the person's id */
async function join(
  runtime: Runtime,
  org: string,
  who: {
    readonly name: string;
    readonly email: string;
    readonly userId: string;
    readonly roles: readonly Role[];
  },
): Promise<string> {
  const actor: Actor = { id: null, name: 'OpenAIMS', via: 'operator', roles: [] };
  return writing(runtime, { org, actor, operation: 'person.join' }, async (tx) => {
    const made = await tx.insert(person, {
      name: who.name,
      email: who.email.toLowerCase(),
      jobTitle: null,
      organisationName: null,
      authUserId: who.userId,
      active: true,
      language: null,
    });
    await tx.insert(membership, {
      personId: made.id,
      roles: [...who.roles],
      outside: false,
      ground: null,
      until: null,
      scope: null,
    });
    return made.id;
  });
}
