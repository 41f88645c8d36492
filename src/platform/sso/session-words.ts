import type { Identity } from '../accounts.ts';
import type { Runtime } from '../instance.ts';
import type { ReadOnlyOrg } from '../org.ts';
import { oidcEnd } from './oidc.ts';
import { type Offer, providerByKey, startOf } from './providers.ts';
import { providerOwed } from './required.ts';
import { ssoSession } from './session.ts';

/** What the web app must know of the rule that members come through a provider: since when, and where to go. */
export function providerNeeded(org: ReadOnlyOrg, who: Parameters<typeof providerOwed>[1], today: string) {
  const owed = providerOwed(org, who, today);
  if (!owed) return null;
  return {
    ...owed,
    offers: org.providers.map(({ id, label }) => ({ label, start: startOf({ org: org.id, id }) })),
  };
}

/** The provider that opened this session, where a fresh proof can be given; null when it was our own sign-in. */
export async function providerOf(runtime: Runtime, { ssoProvider }: Identity): Promise<Offer | null> {
  if (ssoProvider === null) return null;
  const found = await providerByKey(runtime, ssoProvider);
  return found && { label: found.label, start: startOf(found) };
}

/** Where signing out at the provider goes on, when one opened this session and has such a place. */
export async function signOutElsewhere(runtime: Runtime, request: Request): Promise<string | null> {
  const identity = await runtime.accounts.identify(request);
  const session = identity?.sessionId ? await ssoSession(runtime, identity.sessionId) : null;
  if (!session) return null;
  const provider = await providerByKey(runtime, session.provider);
  if (provider?.kind !== 'oidc') return null;
  // Our own session ends whether or not the provider answers.
  return oidcEnd(runtime, provider, session.idToken).catch(() => null);
}
