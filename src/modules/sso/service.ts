import { AppError } from '#kernel/errors.ts';
import { identityProvider } from '#kernel/identity-provider.ts';
import { t } from '#kernel/language.ts';
import type { FieldsOf, RecordOf } from '#kernel/record.ts';
import { administrators } from '#platform/last-administrator.ts';
import { isSafeIssuer } from '#platform/sso/issuer.ts';
import { endMappedRoles } from '#platform/sso/mapped-roles.ts';
import type { Tx } from '#platform/tx.ts';

type Provider = RecordOf<typeof identityProvider>;
type Fields = FieldsOf<typeof identityProvider>;
type Seen = { readonly id: string; readonly version: number };

/** What a provider is when nothing is said of it. */
export const usual: Omit<Fields, 'kind' | 'label' | 'issuer'> = {
  enabled: false,
  shown: false,
  domains: [],
  clientId: null,
  scopes: 'openid email profile',
  ssoUrl: null,
  certificates: [],
  emailClaim: 'email',
  nameClaim: 'name',
  groupsClaim: null,
  emailTrusted: false,
  groupRoles: [],
  newcomerRoles: null,
  strongValues: [],
  requiredFrom: null,
  exempt: [],
};

/** Adds a provider with its sealed secret and the domains it claims. @throws AppError `invalid-input` */
export async function addProvider(
  tx: Tx,
  fields: Fields,
  seal: ((id: string) => string) | null,
): Promise<Provider> {
  refuseHalf(fields);
  const made = await tx.insert(identityProvider, fields);
  if (seal) await keepSecret(tx, made.id, seal(made.id));
  await claimDomains(tx, made);
  return made;
}

/** Changes a provider; a secret that is not named stays. @throws AppError `conflict`, `invalid-input` */
export async function changeProvider(
  tx: Tx,
  seen: Seen,
  change: { readonly patch: Partial<Fields>; readonly secret: string | null | undefined },
): Promise<Provider> {
  const changed = await tx.update(identityProvider, seen, change.patch);
  refuseHalf(changed);
  if (change.secret !== undefined) await keepSecret(tx, changed.id, change.secret);
  await claimDomains(tx, changed);
  return changed;
}

/**
 * Decides from when members come in through providers only. Somebody must be able to come in when the provider fails.
 * @throws AppError `invalid-input` for a day that is over, or without an administrator among those excepted
 */
export async function requireProvider(
  tx: Tx,
  seen: Seen,
  rule: { readonly requiredFrom: string | null; readonly exempt: readonly string[] },
): Promise<Provider> {
  const before = await tx.get(identityProvider, seen.id);
  const { requiredFrom, exempt } = rule;
  if (requiredFrom !== null && requiredFrom !== before.requiredFrom && requiredFrom < tx.today)
    throw problem('requiredFrom', 'Choose today or a later day');
  if (requiredFrom !== null && !before.enabled)
    throw new AppError('wrong-state', t('This provider is off.'), {
      next: t('Turn it on, and try it, first.'),
    });
  if (requiredFrom !== null && !(await hasOwnWayIn(tx, exempt)))
    throw problem(
      'exempt',
      'Name at least one administrator with an account, who comes in when the provider fails',
    );
  return tx.update(identityProvider, seen, { requiredFrom, exempt: [...exempt] });
}

/** Removes a provider with its secret, its domains and the roles that its groups brought. */
export async function removeProvider(tx: Tx, seen: Seen): Promise<void> {
  await endMappedRoles(tx, seen.id);
  await tx.remove(identityProvider, seen);
  await keepSecret(tx, seen.id, null);
  await tx.handle.exec(`delete from "sso_domain" where "provider_id" = ? and "org_id" = ?`, [
    seen.id,
    tx.org.id,
  ]);
}

/** Lets a domain lead people to this provider, and to no other of the instance. @throws AppError `not-found` */
export async function confirmDomain(tx: Tx, id: string, domain: string): Promise<void> {
  const { exec } = tx.handle;
  const rows = await exec(
    `update "sso_domain" set "confirmedAt" = ? where "domain" = ? and "provider_id" = ? and "org_id" = ? returning "domain"`,
    [tx.now, domain, id, tx.org.id],
  );
  if (rows.length === 0)
    throw new AppError('not-found', t('This provider names no domain {domain}.', { domain }));
  await exec(`update "sso_domain" set "confirmedAt" = null where "domain" = ? and "provider_id" <> ?`, [
    domain,
    id,
  ]);
}

async function keepSecret(tx: Tx, id: string, sealed: string | null): Promise<void> {
  await tx.handle.exec(`delete from "sso_secret" where "org_id" = ? and "id" = ?`, [tx.org.id, id]);
  if (sealed !== null)
    await tx.handle.exec(`insert into "sso_secret" ("org_id","id","sealed") values (?,?,?)`, [
      tx.org.id,
      id,
      sealed,
    ]);
}

/**
 * Domains count at once where this is the only organisation; where several live together, the operator confirms them:
 * nobody shall lead the people of another to their own provider.
 */
async function claimDomains(tx: Tx, provider: Provider): Promise<void> {
  const { exec } = tx.handle;
  const before = await exec(`select "domain", "confirmedAt" from "sso_domain" where "provider_id" = ?`, [
    provider.id,
  ]);
  const live = await exec(`select "id" from "org" where "kind" = 'live'`, []);
  const alone = live.every(({ id }) => id === tx.org.id);
  await exec(`delete from "sso_domain" where "provider_id" = ?`, [provider.id]);
  for (const domain of new Set(provider.domains)) {
    const known = before.find((row) => row.domain === domain)?.confirmedAt ?? null;
    const taken = await exec(`select 1 from "sso_domain" where "domain" = ? and "confirmedAt" is not null`, [
      domain,
    ]);
    await exec(`insert into "sso_domain" ("domain","org_id","provider_id","confirmedAt") values (?,?,?,?)`, [
      domain,
      tx.org.id,
      provider.id,
      known ?? (alone && taken.length === 0 ? tx.now : null),
    ]);
  }
}

/** @throws AppError `invalid-input` */
function refuseHalf(provider: Fields): void {
  if (provider.kind === 'oidc' && !isSafeIssuer(provider.issuer))
    throw problem('issuer', 'Give the address of the issuer; it begins with https://');
  if (provider.kind === 'oidc' && !provider.clientId) throw problem('clientId', 'Give the client id');
  if (provider.kind === 'oidc' && !provider.scopes.split(' ').includes('openid'))
    throw problem('scopes', 'The scopes must hold openid');
  if (provider.kind === 'saml' && (!provider.ssoUrl || provider.certificates.length === 0))
    throw problem('metadataXml', 'Give the metadata of the provider');
}

/** Whether an administrator of the whole organisation with an account is among the excepted. */
async function hasOwnWayIn(tx: Tx, exempt: readonly string[]): Promise<boolean> {
  if (exempt.length === 0) return false;
  const row = await administrators(tx)
    .where('p.id', 'in', [...exempt])
    .where('p.authUserId', 'is not', null)
    .executeTakeFirst();
  return row !== undefined;
}

function problem(path: string, message: string): AppError {
  return new AppError('invalid-input', t('This provider cannot be kept like this.'), {
    problems: [{ path, message }],
  });
}
