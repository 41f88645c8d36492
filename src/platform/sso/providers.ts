import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import type { Runtime } from '../instance.ts';
import { openKey, sealKey } from '../trail/seal.ts';
import { type Provider, providerKey, readProviders } from './provider.ts';

/** A provider as people see it: its name, and where signing in there begins. */
export type Offer = { readonly label: string; readonly start: string };

export function startOf(provider: Pick<Provider, 'org' | 'id'>): string {
  return `/api/sso/${providerKey(provider)}/start`;
}

/** Where the provider sends people back to, and what it knows us by. */
export function providerAddress(
  { mail }: { readonly mail: Pick<Runtime['mail'], 'link'> },
  provider: Pick<Provider, 'org' | 'id'>,
  part: 'start' | 'callback' | 'acs' | 'metadata',
): string {
  return mail.link(`/api/sso/${providerKey(provider)}/${part}`);
}

/** The provider that a session names (`org/id`); null when it is no more. */
export function providerByKey(runtime: Runtime, key: string): Promise<Provider | null> {
  const [org = '', id = ''] = key.split('/');
  return findProvider(runtime, { org, id }).catch(() => null);
}

/** @throws AppError `not-found`, the same for organisations that do not exist */
export async function findProvider(
  runtime: Runtime,
  where: { readonly org: string; readonly id: string },
): Promise<Provider> {
  const found =
    where.org === 'instance'
      ? runtime.providers.find((each) => each.id === where.id)
      : (await providersOf(runtime, where.org).catch(() => [])).find((each) => each.id === where.id);
  if (!found)
    throw new AppError('not-found', t('There is no such sign-in here.'), {
      next: t('Go back to the sign-in page and begin again.'),
    });
  return found;
}

/** All providers of an organisation, those that are off included. */
export async function providersOf(runtime: Runtime, org: string): Promise<readonly Provider[]> {
  return runtime.db.read(org, (q) => readProviders({ q, org: { id: org }, at: 'now' }));
}

/** The client secret of a provider, or null when it has none. */
export async function secretOf(runtime: Runtime, provider: Provider): Promise<string | null> {
  if (provider.org === null)
    return runtime.providers.find((each) => each.id === provider.id)?.clientSecret ?? null;
  const row = await runtime.db.read(provider.org, (q) =>
    q
      .selectFrom('sso_secret')
      .select('sealed')
      .where('org_id', '=', provider.org!)
      .where('id', '=', provider.id)
      .executeTakeFirst(),
  );
  if (!row) return null;
  try {
    return unsealText(runtime.secret, row.sealed, `sso ${provider.id}`);
  } catch {
    throw new AppError(
      'unavailable',
      t('The client secret of {label} cannot be opened.', { label: provider.label }),
      {
        next: t(
          'The instance has another secret (AIMS_SECRET) than when it was given: give the client secret anew.',
        ),
      },
    );
  }
}

/** Text sealed with the instance's secret, to be opened under the same name only. */
export function sealText(secret: string, text: string, name: string): string {
  return Buffer.from(sealKey(Buffer.from(text), Buffer.from(secret), name)).toString('base64url');
}

/** @throws SealError */
export function unsealText(secret: string, sealed: string, name: string): string {
  return Buffer.from(openKey(Buffer.from(sealed, 'base64url'), Buffer.from(secret), name)).toString();
}
