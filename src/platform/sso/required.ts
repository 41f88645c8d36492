import type { Identity } from '../accounts.ts';
import type { ReadOnlyOrg } from '../org.ts';
import { providerKey } from './provider.ts';

/**
 * Whether an organisation's rule asks this session to come through a provider of its own: `from` names the day until
 * which it may wait, `due` that it has come. Keys go on: they end with their person.
 */
export function providerOwed(
  org: ReadOnlyOrg,
  who: { readonly identity: Identity; readonly personId: string },
  today: string,
): { readonly from: string; readonly due: boolean } | null {
  const ruling = org.providers.filter((each) => each.requiredFrom !== null);
  if (ruling.length === 0 || who.identity.via === 'key') return null;
  if (ruling.some((each) => each.exempt.includes(who.personId))) return null;
  if (org.providers.some((each) => who.identity.ssoProvider === providerKey({ org: org.id, id: each.id })))
    return null;
  const from = ruling.map((each) => each.requiredFrom!).sort()[0]!;
  return { from, due: from <= today };
}
