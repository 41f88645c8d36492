import { pino } from 'pino';
import { openInstance } from '#apps/server/compose.ts';
import type { Clock } from '#kernel/clock.ts';
import { AppError } from '#kernel/errors.ts';
import { type MembershipScope, membership, person } from '#kernel/people.ts';
import type { Actor } from '#kernel/policy.ts';
import { type Role, roleIds } from '#kernel/roles.ts';
import { createOrganisation } from '#platform/create-organisation.ts';
import type { FilesSettings } from '#platform/files/settings.ts';
import { httpApp } from '#platform/http/app.ts';
import type { Runtime } from '#platform/instance.ts';
import type { MailSettings } from '#platform/mail/settings.ts';
import type { AppModule } from '#platform/module.ts';
import { readOutsideAllow } from '#platform/outside/address.ts';
import { writing } from '#platform/runtime.ts';
import { makePlace } from './schema.ts';

// biome-ignore lint/suspicious/noExplicitAny: tests look into bodies of every shape
export type Answer = { readonly status: number; readonly body: any; readonly headers: Headers };

/** One person's hands on the API. */
export type TestClient = {
  readonly personId: string | null;
  readonly get: (path: string, headers?: Record<string, string>) => Promise<Answer>;
  readonly post: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly patch: (path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>;
  readonly delete: (path: string, body?: unknown) => Promise<Answer>;
  readonly raw: (path: string, init?: RequestInit) => Promise<Response>;
};

export type TestApp = {
  readonly runtime: Runtime;
  readonly org: string;
  readonly clock: Clock & { set: (iso: string) => void; advanceDays: (days: number) => void };
  readonly folder: string;
  /** The owner's connection, on PostgreSQL. */
  readonly adminUrl: string | undefined;
  /** The connection of the role that serves, on PostgreSQL. */
  readonly databaseUrl: string | undefined;
  /** A person of that role; the same one each time. */
  readonly as: (role: Role) => TestClient;
  /** Any request, with headers of the test's own. */
  readonly request: (path: string, init?: RequestInit) => Promise<Response>;
  /** The command line on the machine. */
  readonly operator: TestClient;
  /** Another person with these roles, made on the spot; for a part of the organisation, when one is given. */
  readonly person: (name: string, roles: readonly Role[], scope?: MembershipScope) => Promise<TestClient>;
  /** A second organisation on the same instance, with a governance officer of its own. */
  readonly otherOrganisation: () => Promise<{ readonly org: string; readonly officer: TestClient }>;
  readonly close: () => Promise<void>;
};

/** A clock that moves a millisecond per look and otherwise stands, so that tests decide the day. */
export function fakeClock(start = '2026-11-24T09:00:00.000Z') {
  let time = Date.parse(start);
  return {
    now: () => new Date(time++),
    set: (iso: string) => {
      time = Date.parse(iso);
    },
    advanceDays: (days: number) => {
      time += days * 86_400_000;
    },
  };
}

/** How many entries the log of an organisation has: nothing may be added by what is refused. */
export async function logSize({ runtime, org }: { readonly runtime: Runtime; readonly org: string }) {
  const { size } = await runtime.db.read(org, (q) =>
    q.selectFrom('log').select('size').where('org_id', '=', org).executeTakeFirstOrThrow(),
  );
  return Number(size);
}

/** A whole instance on a real database of its own: SQLite, or PostgreSQL when AIMS_TEST_DB says so. */
export async function makeTestApp(
  options: {
    readonly modules?: readonly AppModule[];
    readonly timeZone?: string;
    readonly packs?: URL;
    readonly mail?: MailSettings;
    /** What calls to the outside may reach, as AIMS_OUTSIDE_ALLOW says it. */
    readonly outside?: string;
    readonly files?: FilesSettings;
  } = {},
): Promise<TestApp> {
  const { folder, databaseUrl, databaseAdminUrl, remove } = await makePlace(options.modules);
  const clock = fakeClock();
  const runtime = await openInstance({
    folder,
    // AIMS_TEST_LOG=error shows what stood behind an opaque 500.
    log: pino({ level: process.env.AIMS_TEST_LOG ?? 'silent' }),
    clock,
    databaseUrl,
    databaseAdminUrl,
    ...(options.modules && { modules: options.modules }),
    ...(options.packs && { packs: options.packs }),
    ...(options.mail && { mail: options.mail }),
    outside: { allow: readOutsideAllow({ AIMS_OUTSIDE_ALLOW: options.outside }) },
    ...(options.files && { files: options.files }),
  });
  const people = new Map<string, Actor>();
  const org = await testOrganisation(
    runtime,
    { name: 'Test organisation', timeZone: options.timeZone ?? 'UTC' },
    people,
  );
  const app = httpApp({
    runtime,
    operations: runtime.registry.modules.flatMap((module) => module.operations),
    resolveActor: async (request, wanted) => {
      const id = request.headers.get('x-test-person');
      if (id === 'operator') return { id: null, name: 'The operator', via: 'operator', roles: [] };
      const actor = id ? people.get(`${wanted} ${id}`) : undefined;
      if (!actor)
        throw new AppError('not-found', 'There is no such organisation here, or you do not belong to it.');
      const keyId = request.headers.get('x-test-key');
      return keyId ? { ...actor, via: 'key', keyId } : actor;
    },
  });

  const client = (organisation: string, id: string | null): TestClient => {
    const send = async (path: string, init: RequestInit): Promise<Answer> => {
      const response = await app.request(`/api/orgs/${organisation}${path}`, {
        ...init,
        headers: { 'x-test-person': id ?? 'operator', ...(init.headers as Record<string, string>) },
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text,
      };
    };
    const json =
      (method: string) =>
      (path: string, body: unknown = {}, headers: Record<string, string> = {}) =>
        send(path, {
          method,
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', ...headers },
        });
    return {
      personId: id,
      get: (path, headers = {}) => send(path, { headers }),
      post: json('POST'),
      patch: json('PATCH'),
      delete: json('DELETE'),
      raw: async (path, init = {}) =>
        app.request(`/api/orgs/${organisation}${path}`, {
          ...init,
          headers: { 'x-test-person': id ?? 'operator', ...(init.headers as Record<string, string>) },
        }),
    };
  };

  return {
    runtime,
    org,
    clock,
    folder,
    adminUrl: databaseAdminUrl,
    databaseUrl,
    as: (role) =>
      client(
        org,
        [...people.entries()].find(
          ([key, actor]) => key.startsWith(org) && actor.name === `Person ${role}`,
        )![1].id,
      ),
    request: async (path, init) => app.request(path, init),
    operator: client(org, null),
    person: async (name, roles, scope) =>
      client(org, (await addPerson(runtime, { org, name, roles, scope }, people)).id),
    otherOrganisation: async () => {
      const other = await testOrganisation(
        runtime,
        { name: 'Another organisation', timeZone: 'UTC' },
        people,
      );
      const officer = [...people.entries()].find(
        ([key, actor]) => key.startsWith(other) && actor.roles.includes('governance-officer'),
      )![1];
      return { org: other, officer: client(other, officer.id) };
    },
    close: async () => {
      await runtime.db.close();
      await remove();
    },
  };
}

async function testOrganisation(
  runtime: Runtime,
  input: { readonly name: string; readonly timeZone: string },
  people: Map<string, Actor>,
): Promise<string> {
  const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };
  const org = await createOrganisation(runtime, {
    kind: 'live',
    name: input.name,
    timeZone: input.timeZone,
    actor: operator,
  });
  for (const role of roleIds)
    await addPerson(runtime, { org, name: `Person ${role}`, roles: [role] }, people);
  return org;
}

async function addPerson(
  runtime: Runtime,
  input: {
    readonly org: string;
    readonly name: string;
    readonly roles: readonly Role[];
    readonly scope?: MembershipScope | undefined;
  },
  people: Map<string, Actor>,
) {
  const operator: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };
  const { org, name, roles } = input;
  const made = await writing(runtime, { org, actor: operator, operation: 'person.create' }, async (tx) => {
    const record = await tx.insert(person, {
      name,
      email: null,
      jobTitle: null,
      organisationName: null,
      authUserId: null,
      active: true,
      language: null,
    });
    await tx.insert(membership, {
      personId: record.id,
      roles: [...roles],
      outside: false,
      ground: null,
      until: null,
      scope: input.scope ?? null,
    });
    return record;
  });
  const actor: Actor = {
    id: made.id,
    name,
    via: 'session',
    ...(input.scope ? { roles: [], wide: [], parts: [{ roles, within: [input.scope] }] } : { roles }),
  };
  people.set(`${org} ${made.id}`, actor);
  return actor as Actor & { id: string };
}
