import { z } from 'zod';
import { ScimError } from './error.ts';
import type { Resource } from './patch.ts';

export const USER = 'urn:ietf:params:scim:schemas:core:2.0:User';

/** What of a person a directory writes. */
export type UserState = {
  readonly userName: string;
  readonly externalId: string | null;
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly name: string;
  readonly title: string | null;
  readonly email: string | null;
  readonly active: boolean;
};

/** Directories send `"False"` as text, too. */
const flag = z.union([
  z.boolean(),
  z
    .string()
    .regex(/^(true|false)$/i)
    .transform((text) => text.toLowerCase() === 'true'),
]);
const text = (longest: number) =>
  z
    .string()
    .max(longest)
    .nullish()
    .transform((given) => given?.trim() || null);

const incoming = z.object({
  userName: z.string().trim().min(1).max(254),
  externalId: text(254),
  displayName: text(200),
  title: text(200),
  name: z
    .object({ formatted: text(200), givenName: text(200), familyName: text(200) })
    .partial()
    .nullish(),
  emails: z
    .array(z.object({ value: text(254), type: text(60), primary: flag.nullish() }))
    .max(20)
    .nullish(),
  active: flag.nullish(),
});

/** Reads a resource as a directory sends it. @throws ScimError `invalidValue` naming the attribute */
export function readUser(resource: Resource): UserState {
  const result = incoming.safeParse(resource);
  if (!result.success) {
    const [issue] = result.error.issues;
    throw new ScimError(400, `${issue!.path.join('.')}: ${issue!.message}`, 'invalidValue');
  }
  const { userName, externalId, displayName, title, name, emails, active } = result.data;
  const mail =
    emails?.find((each) => each.primary)?.value ??
    emails?.find((each) => each.type === 'work')?.value ??
    emails?.[0]?.value ??
    (z.email().safeParse(userName).success ? userName : null);
  if (mail !== null && !z.email().safeParse(mail).success)
    throw new ScimError(400, 'emails: this is no e-mail address', 'invalidValue');
  const [givenName, familyName] = [name?.givenName ?? null, name?.familyName ?? null];
  const whole = [givenName, familyName].filter(Boolean).join(' ');
  return {
    userName,
    externalId,
    givenName,
    familyName,
    name: displayName ?? name?.formatted ?? (whole || userName),
    title,
    email: mail?.toLowerCase() ?? null,
    active: active ?? true,
  };
}

/** The resource as it is sent out (RFC 7643, 8.1), without what depends on the address of the server. */
export function userResource(
  state: UserState,
  groups: readonly { readonly value: string; readonly display: string }[],
): Resource {
  return {
    schemas: [USER],
    ...(state.externalId !== null && { externalId: state.externalId }),
    userName: state.userName,
    name: {
      formatted: state.name,
      ...(state.givenName !== null && { givenName: state.givenName }),
      ...(state.familyName !== null && { familyName: state.familyName }),
    },
    displayName: state.name,
    ...(state.title !== null && { title: state.title }),
    active: state.active,
    emails: state.email === null ? [] : [{ value: state.email, type: 'work', primary: true }],
    groups: groups.map((each) => ({ ...each, type: 'direct' })),
  };
}
