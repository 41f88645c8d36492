import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { AppError } from '#kernel/errors.ts';
import { identityProvider } from '#kernel/identity-provider.ts';
import { isSafeIssuer } from './issuer.ts';
import type { Provider } from './provider.ts';

/** A provider that the operator vouches for: it opens accounts of every organisation, so its addresses must be true. */
export type InstanceProvider = Provider & { readonly org: null; readonly clientSecret: string | null };

const { shape } = identityProvider.fields;
const entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'Use small letters, digits and hyphens'),
  label: shape.label,
  issuer: shape.issuer.refine(isSafeIssuer, 'Use https://'),
  clientId: z.string().min(1).max(500),
  clientSecret: z.string().min(1).max(2000).nullable().default(null),
  scopes: shape.scopes.default('openid email profile'),
  domains: shape.domains.default([]),
  shown: z.boolean().default(true),
  emailTrusted: z.boolean().default(false),
  strongValues: shape.strongValues.default([]),
});

/**
 * Reads the file that `AIMS_SSO_FILE` names: a YAML or JSON list of OpenID Connect providers of the whole instance.
 * @returns none when the variable is absent
 * @throws AppError `invalid-input` naming what is wrong
 */
export function readInstanceProviders(
  env: Readonly<Record<string, string | undefined>>,
): readonly InstanceProvider[] {
  const { AIMS_SSO_FILE: path } = env;
  if (!path) return [];
  const result = z.array(entry).max(50).safeParse(contentOf(path));
  if (!result.success) {
    const issue = result.error.issues[0]!;
    throw wrong(`${path}: ${issue.path.join('.')} ${issue.message}`);
  }
  return result.data.map((each) => ({
    ...each,
    org: null,
    kind: 'oidc',
    enabled: true,
    ssoUrl: null,
    certificates: [],
    emailClaim: 'email',
    nameClaim: 'name',
    groupsClaim: null,
    groupRoles: [],
    newcomerRoles: null,
    requiredFrom: null,
    exempt: [],
  }));
}

function contentOf(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw wrong(`AIMS_SSO_FILE: ${(error as Error).message}`);
  }
}

function wrong(message: string): AppError {
  return new AppError('invalid-input', message, {
    next: 'See docs/guide/sign-in.md for an example of the file.',
  });
}
