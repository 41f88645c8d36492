import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { guessing } from '#platform/auth/guesses.ts';
import { throttle } from '#platform/auth/throttle.ts';
import { openSignIn, type SignInStage } from '#test/testkit/sign-in-stage.ts';
import { visitor } from '#test/testkit/visitor.ts';

let stage: SignInStage;
beforeAll(async () => {
  stage = await openSignIn();
});
afterAll(() => stage.close());

const wrong = async () => {
  throw new Error('wrong');
};
const right = async () => 'in';

describe('a stranger who guesses', () => {
  test('waits alone: not the account from elsewhere, not others at the same address, not its owner’s browser', async () => {
    const guess = guessing(stage.runtime, 'tries of this test');
    const thief = { address: '10.0.0.1', account: 'anna' };
    for (let i = 0; i < 5; i += 1) await expect(guess(thief, wrong)).rejects.toThrow('wrong');
    await expect(guess(thief, right)).rejects.toMatchObject({ code: 'rate-limited' });
    expect(await guess({ address: '10.0.0.2', account: 'anna' }, right)).toBe('in');
    for (let i = 0; i < 5; i += 1) await guess({ ...thief, account: 'cleo' }, wrong).catch(() => null);
    expect(await guess({ address: '10.0.0.1', account: 'ben' }, right)).toBe('in');
    expect(await guess({ ...thief, account: 'cleo', device: 'known' }, right)).toBe('in');
    await expect(guess({ ...thief, account: 'cleo' }, right)).rejects.toMatchObject({ code: 'rate-limited' });
  });

  test('waits longer and longer, at most a quarter of an hour', async () => {
    const guess = guessing(stage.runtime, 'longer tries');
    const who = { address: '10.0.0.3', account: '' };
    const waits: number[] = [];
    for (let i = 0; i < 18; i += 1) {
      const refused = await guess(who, wrong).catch((error) => error);
      if (refused.code !== 'rate-limited') continue;
      waits.push(refused.extra.data.retryAfter);
      stage.clock.set(new Date(stage.clock.now().getTime() + waits.at(-1)! * 1000).toISOString());
    }
    expect(waits).toEqual([...waits].sort((x, y) => x - y));
    expect(waits.slice(0, 3)).toEqual([1, 2, 4]);
    stage.clock.set(new Date(stage.clock.now().getTime() + 900_000).toISOString());
    expect(await guess(who, right)).toBe('in');
  });

  test('does not get around it by many tries at once, on one server or two', async () => {
    const [one, two] = [guessing(stage.runtime, 'many'), guessing(stage.runtime, 'many')];
    const who = { address: '10.0.0.4', account: 'anna' };
    let made = 0;
    const attempt = async () => {
      made += 1;
      return wrong();
    };
    await Promise.allSettled(Array.from({ length: 40 }, (_, i) => (i % 2 ? one : two)(who, attempt)));
    expect(made).toBeLessThanOrEqual(6);
  });

  test('leaves no address and no account in the database', async () => {
    const rows = await stage.runtime.db.write(null, ({ exec }) => exec(`select * from "guess"`, []));
    expect(rows.length).toBeGreaterThan(0);
    expect(JSON.stringify(rows)).not.toMatch(/10\.0\.0|anna|cleo/);
  });
});

describe('the sign-in', () => {
  test('lets the owner in with their own browser while a stranger at the same address must wait', async () => {
    const own = visitor(stage.api);
    const signIn = (browser: ReturnType<typeof visitor>, password: string) =>
      browser('/api/auth/sign-in/email', { email: 'anna@example.org', password });
    expect((await signIn(own, stage.password)).status).toBe(200);
    const stranger = visitor(stage.api);
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push((await signIn(stranger, `wrong wrong wrong ${i}`)).status);
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
    expect((await signIn(stranger, stage.password)).status).toBe(429);
    expect((await signIn(own, stage.password)).status).toBe(200);
  });

  test('does not let a held session find out the password', async () => {
    stage.clock.set(new Date(stage.clock.now().getTime() + 20 * 60_000).toISOString());
    const browser = visitor(stage.api);
    await browser('/api/auth/sign-in/email', { email: 'anna@example.org', password: stage.password });
    const change = (currentPassword: string) =>
      browser('/api/auth/change-password', {
        currentPassword,
        newPassword: 'a wholly different sentence for it',
      });
    const answers = [];
    for (let i = 0; i < 6; i += 1) answers.push((await change(`wrong wrong wrong ${i}`)).status);
    expect(answers).toEqual([403, 403, 403, 403, 403, 429]);
  });
});

describe('an invitation', () => {
  test('is no way to try the password of an account beside the sign-in', async () => {
    stage.clock.set(new Date(stage.clock.now().getTime() + 25 * 3_600_000).toISOString());
    const invite = () =>
      stage.runtime.accounts.invite(stage.org, {
        email: 'anna@example.org',
        roles: ['staff'],
        outside: false,
        ground: null,
        invitedBy: null,
      });
    const answers = [];
    // A new link for each try, as whoever may invite can make them.
    for (let i = 0; i < 6; i += 1)
      answers.push(
        (
          await visitor(stage.api)(`/api/invitations/${await invite()}`, {
            name: 'Anna',
            password: `wrong wrong wrong ${i}`,
          })
        ).status,
      );
    expect(answers).toEqual([401, 401, 401, 401, 401, 429]);
    const stranger = visitor(stage.api);
    expect(
      (await stranger('/api/auth/sign-in/email', { email: 'anna@example.org', password: 'wrong wrong' }))
        .status,
    ).toBe(429);
  });
});

describe('who tries secret addresses', () => {
  test('waits alone, and slows nobody down', async () => {
    const tries = throttle(stage.clock, 'wrong addresses');
    for (let i = 0; i < 40; i += 1) tries.after('10.0.0.5', false);
    expect(() => tries.before('10.0.0.5')).toThrow('Wait');
    expect(tries.before('10.0.0.6')).toBeUndefined();
  });
});

test('sign-ins at a provider are begun so often in a minute from one address, and no oftener', async () => {
  const answers = [];
  for (let i = 0; i < 301; i += 1)
    answers.push((await visitor(stage.api)(`/api/sso/${stage.org}/none/start`)).status);
  expect(new Set(answers.slice(0, 300))).toEqual(new Set([404]));
  expect(answers.at(-1)).toBe(429);
  stage.clock.set(new Date(stage.clock.now().getTime() + 60_000).toISOString());
  expect((await visitor(stage.api)(`/api/sso/${stage.org}/none/start`)).status).toBe(404);
});
