import type { Runtime } from '../instance.ts';
import type { Provider } from './provider.ts';
import { findProvider, type Offer, providersOf, startOf } from './providers.ts';

/** The buttons of the sign-in page: the operator's providers, and those that an organisation wants seen by anybody. */
export async function offeredProviders(runtime: Runtime): Promise<readonly Offer[]> {
  const own = [];
  for (const { id, kind } of await runtime.organisations.all())
    if (kind === 'live')
      own.push(...(await providersOf(runtime, id)).filter((each) => each.shown && each.enabled));
  return [...runtime.providers.filter((each) => each.shown), ...own].map((each) => offer(each));
}

/** Where the people of an e-mail domain sign in: it goes by the domain alone, so it tells nothing of a person. */
export async function providerForAddress(runtime: Runtime, email: string): Promise<readonly Offer[]> {
  const domain = email.trim().toLowerCase().split('@').at(-1) ?? '';
  const instance = runtime.providers.filter((each) => each.domains.includes(domain));
  const row = await runtime.db.read(null, (q) =>
    q
      .selectFrom('sso_domain')
      .select(['org_id', 'provider_id'])
      .where('domain', '=', domain)
      .where('confirmedAt', 'is not', null)
      .executeTakeFirst(),
  );
  const own = row
    ? await findProvider(runtime, { org: row.org_id, id: row.provider_id }).catch(() => null)
    : null;
  return [...instance, ...(own?.enabled ? [own] : [])].map((each) => offer(each, email.trim()));
}

function offer(provider: Provider, hint?: string): Offer {
  return {
    label: provider.label,
    start: startOf(provider) + (hint ? `?hint=${encodeURIComponent(hint)}` : ''),
  };
}
