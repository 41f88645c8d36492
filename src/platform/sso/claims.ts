import type { Provider } from './provider.ts';

/** What a provider says of somebody, the same for both protocols. */
export type Claims = {
  /** Never changes and is never given to another; the address is no such thing. */
  readonly subject: string;
  readonly email: string | null;
  readonly emailVerified: boolean;
  readonly name: string | null;
  /** Null: the provider did not send them (too many), which is not the same as none. */
  readonly groups: readonly string[] | null;
  /** When the provider last saw proof of who it is (ISO); null: it does not say. */
  readonly authenticatedAt: string | null;
  /** `amr`, `acr` or the authentication context. */
  readonly factors: readonly string[];
  /** Everything it said, for the administrator who tries it out. */
  readonly all: Readonly<Record<string, unknown>>;
  readonly idToken: string | null;
};

/** Reads what the provider's record says stands where. */
export function readClaims(
  provider: Provider,
  all: Readonly<Record<string, unknown>>,
): Pick<Claims, 'email' | 'name' | 'groups'> {
  const email = first(all[provider.emailClaim]);
  return {
    email: email?.includes('@') ? email.trim().toLowerCase() : null,
    name: first(all[provider.nameClaim])?.slice(0, 200) ?? null,
    groups: provider.groupsClaim === null ? [] : groupsOf(all, provider.groupsClaim),
  };
}

/** Whether what the provider saw stands for a second factor here. */
export function isStrong(provider: Provider, claims: Claims): boolean {
  return claims.factors.some((each) => provider.strongValues.includes(each));
}

/** A token that has no room for all groups names another place for them (`_claim_names`): then they are unknown. */
function groupsOf(all: Readonly<Record<string, unknown>>, claim: string): readonly string[] | null {
  const value = all[claim];
  const elsewhere = all._claim_names as Readonly<Record<string, unknown>> | undefined;
  if (value === undefined && elsewhere && claim in elsewhere) return null;
  return list(value);
}

function list(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}

function first(value: unknown): string | null {
  return list(value)[0] ?? null;
}
