import { afterAll, beforeAll, expect, test } from 'vitest';
import { AppError } from '#kernel/errors.ts';
import type { Actor } from '#kernel/policy.ts';
import { roleIds } from '#kernel/roles.ts';
import { perform } from '#platform/runtime.ts';
import { makeTestApp, type TestApp } from '#test/testkit/app.ts';

let app: TestApp;
beforeAll(async () => {
  app = await makeTestApp();
});
afterAll(() => app.close());

/** What every writing operation answers to somebody with every role that decides. */
async function answers(proof: 'stale' | 'key' | undefined): Promise<ReadonlyMap<string, string>> {
  const { runtime, org, as } = app;
  const actor: Actor = {
    id: as('governance-officer').personId,
    name: 'Everybody at once',
    via: proof === 'key' ? 'key' : 'session',
    // Auditors do not confirm what they audit.
    roles: roleIds.filter((role) => !role.endsWith('-auditor')),
    ...(proof && { proof }),
  };
  const found = new Map<string, string>();
  for (const operation of runtime.registry.modules.flatMap((module) => module.operations)) {
    if (operation.kind === 'query') continue;
    const code = await perform(runtime, { org, actor }, { operation, input: {} }).then(
      () => 'done',
      (error: unknown) => (error instanceof AppError ? error.code : 'other'),
    );
    found.set(operation.endpoint.id, code);
  }
  return found;
}

const AUTHORITY = /\.(approve|accept|confirm|issue|exclude|decide|publish|judge)/;

/** Named like an act of authority, and by the rule of their module work that a role may do. */
const WORK: Readonly<Record<string, string>> = {
  'proposal.approve': 'does what the approver may do by themselves; acts of authority are never proposed',
  'identityProvider.confirmDomain': 'done by the operator alone, at the machine',
  'dataset.confirmQuality': 'whoever keeps the data set says that its quality was looked at',
  'impact.publish': 'shows a summary of what was approved',
  'nonconformity.decideAction':
    'records whether a cause calls for action; the plan is approved by somebody else',
};

test('whatever a module names like an act of authority waits for a fresh proof', async () => {
  const found = await answers('stale');
  const named = [...found.keys()].filter((id) => AUTHORITY.test(id));
  expect(named.length).toBeGreaterThan(20);
  for (const id of named)
    expect([id, found.get(id) === 'proof-needed']).toEqual([id, WORK[id] === undefined]);
});

test.each([
  'certification.grant',
  'erasure.approve',
  'impact.advise',
  'nonconformity.close',
  'organisation.signIn',
  'risk.accept',
  'risk.setCriteria',
  'statement.prepare',
])('%s waits for it too', async (id) => {
  expect((await answers('stale')).get(id)).toBe('proof-needed');
});

test('by a key that was not made for them they are refused, and no proof is asked of it', async () => {
  const [stale, key] = [await answers('stale'), await answers('key')];
  const waiting = [...stale].filter(([, code]) => code === 'proof-needed').map(([id]) => id);
  expect(waiting.map((id) => key.get(id))).toEqual(waiting.map(() => 'forbidden'));
  expect([...key.values()]).not.toContain('proof-needed');
});

test('with a fresh proof none of them asks again', async () => {
  expect([...(await answers(undefined)).values()]).not.toContain('proof-needed');
});
