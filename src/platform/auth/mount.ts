import type { Hono } from 'hono';
import { z } from 'zod';
import { dayIn } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { allRoles } from '#kernel/part.ts';
import { addressOf } from '../http/address.ts';
import type { Env, ResolveActor } from '../http/app.ts';
import { operatorOnly } from '../http/operator-only.ts';
import { readJson } from '../http/respond.ts';
import type { Runtime } from '../instance.ts';
import { providerNeeded, providerOf, signOutElsewhere } from '../sso/session-words.ts';
import { parseInput } from '../validate.ts';
import { leaveNote } from './account-notes.ts';
import { signIn } from './accounts.ts';
import { actorOf, membershipOf } from './actor.ts';
import { withCookies } from './answer.ts';
import { refuseForeign } from './csrf.ts';
import { deviceCookie, deviceFor } from './device.ts';
import { countAttempt, guessing } from './guesses.ts';
import { acceptInput, acceptInvitation, showInvitation } from './invitations.ts';
import { mountPasskeys } from './mount-passkeys.ts';
import { mountSecondFactor } from './mount-second-factor.ts';
import type { SignInParts } from './parts.ts';
import {
  aboutUser,
  makeResetLink,
  resetInput,
  resetPassword,
  resetRequest,
  showReset,
  userOf,
} from './password-reset.ts';
import { refuseWeakPassword } from './password-rule.ts';
import { secondFactorOwed } from './proof.ts';
import { askForResetMail } from './reset-mail.ts';
import { challengeOf, dropSecondFactor, endChallenge } from './second-factor.ts';
import { endOtherSessions, endSession, listSessions, ownSession } from './sessions.ts';
import { fromOf } from './sign-ins.ts';
import { signingIn } from './signing-in.ts';
import { needsStart, startInput, startInstance } from './start.ts';

/** Finds out who asks, for one organisation. */
export function actorResolver(runtime: Runtime): ResolveActor {
  return async (request, org) => {
    refuseForeign(request);
    return actorOf(runtime, { request, org });
  };
}

/** The routes of sign-in: session, passwords, the first start, invitations. */
export function mountSignIn(app: Hono<Env>, parts: SignInParts): void {
  mountSession(app, parts.runtime);
  mountPasswords(app, parts);
  mountReset(app, parts);
  mountSessions(app, parts.runtime);
  mountSecondFactor(app, parts);
  mountPasskeys(app, parts);
  mountStart(app, parts);
}

/** Who is signed in, and where they belong. */
function mountSession(app: Hono<Env>, runtime: Runtime): void {
  app.get('/api/session', async (c) => {
    const identity = await runtime.accounts.identify(c.req.raw);
    c.header('cache-control', 'no-store');
    if (!identity)
      return c.json({
        person: null,
        orgs: [],
        needsStart: await needsStart(runtime),
        mail: runtime.mail.on,
        waitsForCode: (await challengeOf(runtime, c.req.raw)) !== null,
      });
    const orgs = [];
    for (const row of await runtime.organisations.all()) {
      const org = await runtime.organisations.get(row.id);
      const today = dayIn(org.timeZone, runtime.clock.now());
      const actor = await runtime.db.read(org.id, (q) =>
        membershipOf({ q, org, at: 'now' }, identity, today),
      );
      if (actor)
        orgs.push({
          id: org.id,
          name: org.name,
          kind: org.kind,
          timeZone: org.timeZone,
          handedOver: org.handedOver,
          roles: actor.roles,
          parts: actor.parts ?? [],
          personId: actor.id,
          provider: providerNeeded(org, { identity, personId: actor.id! }, today),
          secondFactor: secondFactorOwed(org, { strong: identity.strong, roles: allRoles(actor) }, today),
        });
    }
    return c.json({
      person: {
        id: orgs[0]?.personId ?? null,
        name: identity.name,
        email: identity.email,
        secondFactor: identity.secondFactor,
        provider: await providerOf(runtime, identity),
      },
      orgs,
      needsStart: false,
      mail: runtime.mail.on,
    });
  });
}

function mountPasswords(app: Hono<Env>, { runtime, auth }: SignInParts): void {
  const slowly = guessing(runtime, 'wrong sign-ins');
  const credentials = z.object({ email: z.string().max(254), password: z.string().max(256) });
  app.post('/api/auth/sign-in/email', async (c) => {
    refuseForeign(c.req.raw);
    const { email, password } = parseInput(credentials, await readJson(c.req.raw));
    const account = email.trim().toLowerCase();
    const device = deviceFor(runtime, c.req.raw, account);
    const { headers, waitsForCode } = await signingIn(runtime, fromOf(c, 'password'), () =>
      slowly({ address: addressOf(c), account, device }, async () =>
        signIn(await auth(), c.req.raw, { email, password }),
      ),
    );
    c.header('set-cookie', deviceCookie(runtime, c.req.raw, account), { append: true });
    return withCookies(c, headers, { done: !waitsForCode, waitsForCode });
  });
  // The same answer for every address: it tells nobody who has an account.
  app.post('/api/auth/forgotten', async (c) => {
    refuseForeign(c.req.raw);
    if (!runtime.mail.on)
      throw new AppError('wrong-state', t('This instance sends no e-mail.'), {
        next: t('Ask the operator for a link: ./aims user reset.'),
      });
    const { email } = parseInput(resetRequest, await readJson(c.req.raw));
    await countAttempt(runtime, 'requests for a new password', {
      address: addressOf(c),
      account: '',
    });
    await askForResetMail(runtime, email);
    return c.json({ done: true });
  });
  app.post('/api/auth/sign-out', async (c) => {
    refuseForeign(c.req.raw);
    await endChallenge(runtime, c.req.raw);
    const elsewhere = await signOutElsewhere(runtime, c.req.raw);
    const response = await (await auth()).api.signOut({ headers: c.req.raw.headers, asResponse: true });
    runtime.accounts.forget();
    // What this browser kept of the answers goes with the session.
    c.header('clear-site-data', '"cache"');
    return withCookies(c, response.headers, { done: true, elsewhere });
  });
  app.post('/api/auth/change-password', async (c) => {
    refuseForeign(c.req.raw);
    const input = parseInput(
      z.object({
        currentPassword: z.string().max(256),
        newPassword: z.string().max(256),
      }),
      await readJson(c.req.raw),
    );
    const identity = await ownSession(runtime, c.req.raw);
    await refuseWeakPassword(input.newPassword, await aboutUser(runtime, identity.userId), 'newPassword');
    // Whoever found an open session must not find out the password by it.
    const guesser = { address: addressOf(c), account: identity.email };
    const response = await slowly(guesser, async () => {
      const answer = await (await auth()).api.changePassword({
        body: { ...input, revokeOtherSessions: true },
        headers: c.req.raw.headers,
        asResponse: true,
      });
      if (!answer.ok) throw new AppError('forbidden', t('The current password is wrong.'));
      return answer;
    });
    runtime.accounts.forget();
    return withCookies(c, response.headers);
  });
}

/** The sessions of whoever asks: seen and ended by their owner alone. */
function mountSessions(app: Hono<Env>, runtime: Runtime): void {
  app.get('/api/account/sessions', async (c) => {
    c.header('cache-control', 'no-store');
    return c.json({ sessions: await listSessions(runtime, c.req.raw) });
  });
  app.delete('/api/account/sessions', async (c) => {
    refuseForeign(c.req.raw);
    return c.json({ ended: await endOtherSessions(runtime, c.req.raw) });
  });
  app.delete('/api/account/sessions/:id', async (c) => {
    refuseForeign(c.req.raw);
    await endSession(runtime, c.req.raw, c.req.param('id'));
    return c.json({ ended: 1 });
  });
}

function mountReset(app: Hono<Env>, { runtime, auth }: SignInParts): void {
  app.get('/api/password-resets/:token', async (c) => {
    c.header('cache-control', 'no-store');
    return c.json(await showReset(runtime, c.req.param('token')));
  });
  app.post('/api/password-resets/:token', async (c) => {
    refuseForeign(c.req.raw);
    const { password } = parseInput(resetInput, await readJson(c.req.raw));
    await resetPassword(runtime, await auth(), { token: c.req.param('token'), password });
    return withCookies(c, new Headers());
  });
}

/** What only the operator may ask of sign-in; mounted on the local socket and nowhere else. */
export function mountOperatorSignIn(app: Hono<Env>, runtime: Runtime): void {
  app.post('/api/password-resets', async (c) => {
    operatorOnly(c.req.raw, t('Reset links are made by the operator of this machine, not by a key.'));
    const { email } = parseInput(resetRequest, await readJson(c.req.raw));
    c.header('cache-control', 'no-store');
    return c.json(await makeResetLink(runtime, email));
  });
  app.post('/api/second-factors/removals', async (c) => {
    operatorOnly(c.req.raw, t('A lost second factor is taken off by the operator of this machine.'));
    const { email } = parseInput(resetRequest, await readJson(c.req.raw));
    const userId = await userOf(runtime, email);
    await runtime.db.write(null, async (handle) => {
      await dropSecondFactor(handle.exec, userId);
      await handle.exec(`delete from "session" where "userId" = ?`, [userId]);
      await leaveNote(runtime, handle, { userId, event: 'secondFactorRemoved', by: 'operator' });
    });
    runtime.accounts.forget();
    return c.json({ removed: true });
  });
}

function mountStart(app: Hono<Env>, { runtime, auth, createDemo }: SignInParts): void {
  // One count with the sign-in: an invitation must be no other way to try passwords of somebody's account.
  const guess = guessing(runtime, 'wrong sign-ins');
  app.post('/api/start', async (c) => {
    refuseForeign(c.req.raw);
    const input = parseInput(startInput, await readJson(c.req.raw));
    const org = await startInstance(runtime, await auth(), { input, createDemo });
    const { headers } = await signingIn(runtime, fromOf(c, 'password'), async () =>
      signIn(await auth(), c.req.raw, input),
    );
    return withCookies(c, headers, { org });
  });
  app.get('/api/invitations/:token', async (c) =>
    c.json(await showInvitation(runtime, c.req.param('token'))),
  );
  app.post('/api/invitations/:token', async (c) => {
    refuseForeign(c.req.raw);
    const input = parseInput(acceptInput, await readJson(c.req.raw));
    const token = c.req.param('token');
    const address = addressOf(c);
    const { org, email } = await acceptInvitation(runtime, await auth(), {
      token,
      input,
      slowly: (account, run) =>
        guess({ address, account, device: deviceFor(runtime, c.req.raw, account) }, run),
    });
    const { headers, waitsForCode } = await signingIn(runtime, fromOf(c, 'password'), async () =>
      signIn(await auth(), c.req.raw, { email, password: input.password }),
    );
    return withCookies(c, headers, { org, waitsForCode });
  });
}
