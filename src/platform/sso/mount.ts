import type { Context, Hono } from 'hono';
import { sql } from 'kysely';
import { AppError, toProblem } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { actorOf } from '../auth/actor.ts';
import { perMinute } from '../auth/per-minute.ts';
import { ownSession } from '../auth/sessions.ts';
import { fromOf } from '../auth/sign-ins.ts';
import { signingIn } from '../auth/signing-in.ts';
import { addressOf } from '../http/address.ts';
import type { Env } from '../http/env.ts';
import { limitedText } from '../http/respond.ts';
import type { Runtime } from '../instance.ts';
import { admit } from './admit.ts';
import type { Claims } from './claims.ts';
import { endFlow, type Flow, flowCookie, keepFor, keptFor, newFlow } from './flow.ts';
import { offeredProviders, providerForAddress } from './offers.ts';
import { oidcFinish, oidcStart } from './oidc.ts';
import { type Provider, providerKey } from './provider.ts';
import { findProvider } from './providers.ts';
import { type Asserted, demandAnswer, samlMetadata, samlReceive, samlStart } from './saml.ts';
import { openSession, proveSession } from './session.ts';

const HERE = /^\/(?![/\\])[^\s\\]{0,500}$/;

/**
 * How many sign-ins one address may begin in a minute: more than a house behind one address does in the morning. Each
 * asks the provider something, and each answer of it is checked.
 */
const A_MINUTE = 300;

/** The routes of single sign-on: what is offered, the way to a provider, and the ways back. */
export function mountSso(app: Hono<Env>, runtime: Runtime): void {
  app.get('/api/sso/offers', async (c) => {
    c.header('cache-control', 'no-store');
    const email = c.req.query('email') ?? '';
    return c.json({
      providers: email === '' ? await offeredProviders(runtime) : await providerForAddress(runtime, email),
    });
  });
  app.get('/api/sso/tries/:handle', async (c) => {
    c.header('cache-control', 'no-store');
    const { sessionId } = await ownSession(runtime, c.req.raw);
    const kept = (await keptFor(runtime, 'try', c.req.param('handle'), false)) as Tried | null;
    if (kept?.sessionId !== sessionId)
      throw new AppError('not-found', t('This trial is over.'), { next: t('Try it again.') });
    return c.json({ claims: kept.claims, error: kept.error });
  });
  const begun = perMinute(runtime.clock, A_MINUTE, () => ({
    message: t('Very many sign-ins were begun from this address within a minute.'),
    next: t('Wait a minute, then begin again.'),
  }));
  app.get('/api/sso/:org/:provider/start', async (c) => {
    begun(addressOf(c));
    return start(c, runtime);
  });
  app.get('/api/sso/:org/:provider/callback', (c) =>
    back(c, runtime, { kind: 'oidc', state: c.req.query('state') ?? '' }, async (provider, flow) =>
      oidcFinish(runtime, provider, { flow, search: new URL(c.req.url).search }),
    ),
  );
  app.get('/api/sso/:org/:provider/metadata', async (c) => {
    const provider = await findProvider(runtime, { org: c.req.param('org'), id: c.req.param('provider') });
    if (provider.kind !== 'saml') throw new AppError('not-found', t('This provider speaks OpenID Connect.'));
    return c.body(await samlMetadata(runtime, provider), 200, {
      'content-type': 'application/samlmetadata+xml',
    });
  });
  app.post('/api/sso/:org/:provider/acs', async (c) => {
    begun(addressOf(c));
    return receive(c, runtime);
  });
  app.get('/api/sso/:org/:provider/continue', (c) =>
    back(c, runtime, { kind: 'saml', state: c.req.query('state') ?? '' }, async (_provider, flow) =>
      demandAnswer(
        flow,
        (await keptFor(runtime, 'saml', c.req.query('handle') ?? '', true)) as Asserted | null,
      ),
    ),
  );
}

/**
 * A response of SAML comes from the provider's page, without the cookies of ours: what holds is kept for a moment, and
 * the browser that began it comes for it by a step of its own.
 */
async function receive(c: Context<Env>, runtime: Runtime): Promise<Response> {
  c.header('cache-control', 'no-store');
  const [org, id] = [c.req.param('org')!, c.req.param('provider')!];
  try {
    const form = new URLSearchParams(await limitedText(c.req.raw));
    const provider = await findProvider(runtime, { org, id });
    if (provider.kind !== 'saml') throw new AppError('not-found', t('There is no such sign-in here.'));
    const asserted = await samlReceive(runtime, provider, form.get('SAMLResponse') ?? '');
    const handle = await keepFor(runtime, 'saml', asserted);
    const query = new URLSearchParams({ state: form.get('RelayState') ?? '', handle });
    return c.redirect(`/api/sso/${providerKey(provider)}/continue?${query}`, 303);
  } catch (error) {
    return c.redirect(`/sso?error=${encodeURIComponent(wordsOf(error, c))}`, 303);
  }
}

type Tried = { readonly sessionId: string; readonly claims: Claims | null; readonly error: string | null };

async function start(c: Context<Env>, runtime: Runtime): Promise<Response> {
  const provider = await findProvider(runtime, { org: c.req.param('org')!, id: c.req.param('provider')! });
  const asked = c.req.query('purpose') ?? 'sign-in';
  const purpose = asked === 'proof' || asked === 'try' ? asked : 'sign-in';
  const sessionId = purpose === 'sign-in' ? null : (await ownSession(runtime, c.req.raw)).sessionId;
  if (purpose === 'try') await demandAdministrator(runtime, c.req.raw, provider);
  else if (!provider.enabled)
    throw new AppError('not-found', t('{label} is switched off here.', { label: provider.label }));
  const wanted = c.req.query('return') ?? '/';
  const flow = newFlow(runtime, {
    provider: providerKey(provider),
    purpose,
    sessionId,
    returnTo: HERE.test(wanted) ? wanted : '/',
  });
  const hint = c.req.query('hint') ?? null;
  const url =
    provider.kind === 'oidc'
      ? await oidcStart(runtime, provider, flow, hint)
      : await samlStart(runtime, provider, flow);
  c.header('set-cookie', flowCookie(runtime, flow), { append: true });
  c.header('cache-control', 'no-store');
  return c.redirect(url, 302);
}

/** Comes back: what does not hold is told on the sign-in page, since a person looks at it. */
async function back(
  c: Context<Env>,
  runtime: Runtime,
  came: { readonly kind: Provider['kind']; readonly state: string },
  finish: (provider: Provider, flow: Flow) => Promise<Claims>,
): Promise<Response> {
  c.header('cache-control', 'no-store');
  let flow: Flow | null = null;
  try {
    const provider = await findProvider(runtime, { org: c.req.param('org')!, id: c.req.param('provider')! });
    if (provider.kind !== came.kind) throw new AppError('not-found', t('There is no such sign-in here.'));
    flow = await endFlow(runtime, c.req.raw, { state: came.state, provider: providerKey(provider) });
    const claims = await finish(provider, flow);
    return await carryOut(c, runtime, { provider, flow, claims });
  } catch (error) {
    if (flow?.purpose === 'try')
      return showTrial(c, runtime, flow, { claims: null, error: wordsOf(error, c) });
    return c.redirect(`/sso?error=${encodeURIComponent(wordsOf(error, c))}`, 303);
  }
}

async function carryOut(
  c: Context<Env>,
  runtime: Runtime,
  { provider, flow, claims }: { readonly provider: Provider; readonly flow: Flow; readonly claims: Claims },
): Promise<Response> {
  if (flow.purpose === 'try') return showTrial(c, runtime, flow, { claims, error: null });
  if (flow.purpose === 'proof') {
    await proveSession(runtime, {
      sessionId: flow.sessionId!,
      userId: await linkedUser(runtime, provider, claims),
      at: runtime.clock.now().toISOString(),
    });
    return c.redirect('/sso?proven=yes', 303);
  }
  if (!provider.enabled)
    throw new AppError('not-found', t('{label} is switched off here.', { label: provider.label }));
  const { headers } = await signingIn(runtime, fromOf(c, 'provider'), async () => {
    const userId = await admit(runtime, provider, claims);
    return { headers: await openSession(runtime, { request: c.req.raw, provider, claims, userId }) };
  });
  for (const cookie of headers.getSetCookie()) c.header('set-cookie', cookie, { append: true });
  return c.redirect(flow.returnTo === '/' && provider.org ? `/${provider.org}` : flow.returnTo, 303);
}

async function showTrial(
  c: Context<Env>,
  runtime: Runtime,
  flow: Flow,
  tried: Omit<Tried, 'sessionId'>,
): Promise<Response> {
  const claims = tried.claims && { ...tried.claims, idToken: null };
  const handle = await keepFor(runtime, 'try', { ...tried, claims, sessionId: flow.sessionId });
  return c.redirect(`${flow.returnTo}${flow.returnTo.includes('?') ? '&' : '?'}tried=${handle}`, 303);
}

async function linkedUser(runtime: Runtime, provider: Provider, claims: Claims): Promise<string> {
  const { rows } = await sql<{ userId: string }>`
    select "userId" from "account" where "providerId" = ${providerKey(provider)} and "accountId" = ${claims.subject}`.execute(
    runtime.db.authRead,
  );
  return rows[0]?.userId ?? '';
}

/** Trying it out shows what a provider says; that is for whoever sets it up. @throws AppError `forbidden`, `not-found` */
async function demandAdministrator(runtime: Runtime, request: Request, provider: Provider): Promise<void> {
  if (provider.org === null)
    throw new AppError('forbidden', t('The operator of this instance looks after this provider.'));
  const actor = await actorOf(runtime, { request, org: provider.org });
  if (!actor.roles.includes('administrator'))
    throw new AppError('forbidden', t('This needs the role Administrator.'));
}

function wordsOf(error: unknown, c: Context<Env>): string {
  const problem = toProblem(error, c.get('trace'));
  return problem.code === 'internal'
    ? `${problem.detail} (${problem.trace})`
    : `${problem.detail} ${problem.next}`;
}
