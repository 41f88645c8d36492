import { randomBytes } from 'node:crypto';
import { type Claim, sha256 } from '../../faults/claims.ts';
import { type LoadMonitor, windowOf } from '../../faults/monitors.ts';
import { seeded } from '../../faults/random.ts';
import type { Reply } from '../../faults/server.ts';
import type { Person } from './person.ts';

/** What the traffic knows of the instance. */
export type Scene = {
  readonly org: string;
  readonly people: readonly Person[];
  readonly monitors: readonly LoadMonitor[];
  /** Registers, everything else that can be looked at, and reports, each with somebody who may read it. */
  readonly lists: readonly Page[];
  readonly overviews: readonly Page[];
  readonly reports: readonly Page[];
  /** What was answered, to be held against the instance at the end. */
  readonly told: Claim[];
  /** Suppliers and risks that exist, with the version that was answered last. */
  readonly known: Map<string, number>;
  readonly sent: { mails: number };
};

export type Page = { readonly reader: Person; readonly path: string };

/** One kind of traffic. */
export type Kind = {
  readonly name: string;
  /** How often on a day of 24 hours. */
  readonly perDay: number;
  /** Does it once. @returns the answer that counts, or null when there was nothing to do it on */
  readonly once: (
    scene: Scene,
    n: number,
  ) => Promise<{ readonly status: number; readonly body?: unknown } | null>;
};

const random = seeded(42);
const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)]!;
const api = (scene: Scene, path: string) => `/api/orgs/${scene.org}${path}`;
const ask = (scene: Scene, path: string): Promise<Reply> => pick(scene.people).json('GET', api(scene, path));
const open = (scene: Scene, { reader, path }: Page): Promise<Reply> => reader.json('GET', api(scene, path));
const tell = (scene: Scene, path: string, body: unknown): Promise<Reply> =>
  scene.people[0]!.json('POST', api(scene, path), body);
const put = async (scene: Scene, path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Reply> => {
  const answer = await scene.people[0]!.send(api(scene, path), {
    method: 'POST',
    body: bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
  return { ok: answer.ok, status: answer.status, body: await answer.json() };
};

/**
 * The day of an organisation of some 200 people who use it: everything that happens, and how often. Reads and writes
 * go through signed-in people over HTTP.
 */
export const day: readonly Kind[] = [
  { name: 'lists read', perDay: 14_400, once: (scene) => open(scene, pick(scene.lists)) },
  { name: 'overviews read', perDay: 1440, once: (scene) => open(scene, pick(scene.overviews)) },
  {
    name: 'records read',
    perDay: 28_800,
    once: async (scene) => {
      const path = pick([...scene.known.keys()].slice(-2000));
      return path ? ask(scene, path) : null;
    },
  },
  {
    name: 'records added',
    perDay: 7200,
    once: async (scene, n) => {
      const [path, fields] =
        n % 2 === 0
          ? ['/suppliers', { name: `Supplier of the day ${n}` }]
          : ['/risks', { kind: 'risk', title: `Risk of the day ${n}`, impactDimensions: [] }];
      const answer = await tell(scene, path as string, fields);
      if (answer.ok) {
        scene.told.push({
          path: `${path}/${answer.body.id}?version=1`,
          has: fields as Record<string, string>,
        });
        scene.known.set(`${path}/${answer.body.id}`, 1);
      }
      return answer;
    },
  },
  {
    name: 'records changed',
    perDay: 7200,
    once: async (scene, n) => {
      const path = pick([...scene.known.keys()].filter((each) => each.startsWith('/suppliers')).slice(-500));
      const version = path && scene.known.get(path);
      if (!path || !version) return null;
      // Nobody else changes it meanwhile.
      scene.known.delete(path);
      const supplies = `Change ${n}`;
      const answer = await scene.people[0]!.json('PATCH', api(scene, path), { version, supplies });
      if (answer.ok) scene.told.push({ path: `${path}?version=${version + 1}`, has: { supplies } });
      scene.known.set(path, answer.ok ? version + 1 : version);
      return answer;
    },
  },
  {
    name: 'files of evidence',
    perDay: 720,
    once: async (scene, n) => {
      const bytes = new Uint8Array(randomBytes(5000 + Math.floor(random() * 150_000)));
      const about = pick([...scene.known.keys()])?.split('/')[2];
      const answer = await put(
        scene,
        `/evidence-files?fileName=day-${n}.bin${about ? `&recordId=${about}` : ''}`,
        bytes,
      );
      if (answer.ok) scene.told.push({ path: `/evidence/${answer.body.id}/file`, sha256: sha256(bytes) });
      return answer;
    },
  },
  {
    name: 'imports of 100 systems',
    perDay: 24,
    once: async (scene, n) => {
      const rows = Array.from({ length: 100 }, (_, i) => `Imported ${n}-${i},Purpose ${i}`);
      const staged = await put(
        scene,
        `/imports?fileName=day-${n}.csv`,
        text(`Name,Purpose\n${rows.join('\n')}\n`),
      );
      if (!staged.ok) return staged;
      const answer = await tell(scene, `/imports/${staged.body.id}/apply`, {});
      if (answer.ok) scene.told.push({ path: `/imports/${staged.body.id}`, has: { state: 'done' } });
      return answer;
    },
  },
  {
    name: 'tables brought in',
    perDay: 24,
    once: (scene, n) =>
      put(
        scene,
        '/suppliers/rows',
        text(`Name\n${Array.from({ length: 20 }, (_, i) => `From a table ${n}-${i}`).join('\n')}\n`),
      ),
  },
  {
    name: 'reports and exports',
    perDay: 288,
    once: async (scene) => {
      const { reader, path } = pick(scene.reports);
      const answer = await reader.send(api(scene, path));
      const { byteLength } = await answer.arrayBuffer();
      return { status: answer.ok && byteLength === 0 ? 0 : answer.status };
    },
  },
  {
    name: 'monitoring results',
    perDay: 2880,
    once: async (scene, n) => {
      const body = windowOf(
        scene.monitors[n % scene.monitors.length]!,
        Math.floor(n / scene.monitors.length),
      );
      const answer = await tell(scene, '/monitors/results', body);
      if (answer.ok) scene.told.push({ path: `/results/${answer.body.id}`, has: { resultHash: body.hash } });
      return answer;
    },
  },
  {
    name: 'messages by e-mail',
    perDay: 480,
    once: async (scene) => {
      const answer = await tell(scene, '/organisation/mail/test', {});
      if (answer.ok) scene.sent.mails += 1;
      return answer;
    },
  },
  { name: 'sign-ins', perDay: 480, once: (scene, n) => scene.people[n % scene.people.length]!.signIn() },
  {
    name: 'slow uploads',
    perDay: 48,
    once: (scene, n) => {
      const bytes = new Uint8Array(randomBytes(400_000));
      return drip(scene, `/evidence-files?fileName=slow-${n}.bin`, bytes);
    },
  },
  {
    name: 'checkpoints',
    perDay: 24,
    once: (scene) => tell(scene, '/trail/checkpoints', { reason: 'Hourly' }),
  },
  {
    name: 'the trail held against the records',
    perDay: 12,
    once: async (scene) => {
      const answer = await tell(scene, '/trail/verify', {});
      return answer.ok && answer.body.answer !== 'ok' ? { status: 0, body: answer.body } : answer;
    },
  },
];

const text = (written: string) => new Uint8Array(Buffer.from(written));

/** A body that comes in forty pieces over ten seconds. */
async function drip(scene: Scene, path: string, bytes: Uint8Array): Promise<Reply> {
  const size = bytes.length / 40;
  let at = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      await new Promise((resolve) => setTimeout(resolve, 250));
      controller.enqueue(bytes.subarray(at, at + size));
      at += size;
      if (at >= bytes.length) controller.close();
    },
  });
  const answer = await scene.people[0]!.send(api(scene, path), {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/octet-stream' },
    duplex: 'half',
  } as RequestInit);
  const reply = { ok: answer.ok, status: answer.status, body: await answer.json() };
  if (reply.ok) scene.told.push({ path: `/evidence/${reply.body.id}/file`, sha256: sha256(bytes) });
  return reply;
}
