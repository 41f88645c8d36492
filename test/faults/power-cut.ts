import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { getRequestListener } from '@hono/node-server';
import { openInstance } from '#apps/server/compose.ts';
import { examine } from '#apps/server/doctor.ts';
import type { Actor } from '#kernel/policy.ts';
import { modules } from '#modules/index.ts';
import { httpApp } from '#platform/http/app.ts';
import { broken, type Claim, filesAgree, verdict } from './claims.ts';
import { KEPT, type Kept, writeImage } from './disk/image.ts';
import { diskModel } from './disk/model.ts';
import { type DiskEvent, readRecord } from './disk/record.ts';
import { watchedDisk } from './disk/shim.ts';
import { newSeed, seeded } from './random.ts';
import { type At, kill, post, start } from './server.ts';
import { slowWork } from './slow-work.ts';
import { works } from './work.ts';

export type PowerCutReport = {
  readonly seed: number;
  readonly events: number;
  readonly syncs: number;
  /** Answers that were given before the last cut. */
  readonly acknowledged: number;
  readonly images: number;
  /** Images on which something had to be there. */
  readonly withClaims: number;
  readonly kept: Readonly<Record<Kept, number>>;
  /** What did not hold on an image, one line each. */
  readonly faults: readonly string[];
};

/** What was told, and where the record of the disk ended when the client had it. */
type Told = { readonly claim: Claim; readonly at: number };

/**
 * Writes down everything that a server does to its disk below SQLite while it works, then builds what the disk may hold
 * after the power was cut at some moment: right after a sync, right before it returns, or anywhere. The product is
 * opened on each image; it must come up, everything answered before that moment must be there, the trail must agree,
 * every file of evidence must be whole, and it must go on signing and writing.
 */
export async function powerCuts(options: {
  readonly images: number;
  readonly seconds: number;
  readonly seed?: number;
  readonly onProgress?: (done: number) => void;
}): Promise<PowerCutReport> {
  const { images, seed = newSeed() } = options;
  const random = seeded(seed);
  const folder = mkdtempSync(join(tmpdir(), 'aims-cut-'));
  try {
    const { events, told, data } = await recorded(folder, options.seconds);
    const report = {
      seed,
      events: events.length,
      syncs: events.filter(({ kind }) => kind === 'synced').length,
      acknowledged: told.length,
      images: 0,
      withClaims: 0,
      kept: { nothing: 0, everything: 0, beginnings: 0, some: 0, torn: 0 },
      faults: [] as string[],
    };
    const model = diskModel(data);
    let next = 0;
    for (const cut of momentsOf(events, images, random)) {
      for (; next < cut; next += 1) model.step(events[next]!);
      const kept = KEPT[report.images % KEPT.length]!;
      const image = join(folder, 'image');
      mkdirSync(image, { mode: 0o700 });
      writeImage(model.disk(), { from: data, to: image }, { kept, random });
      const due = told.filter(({ at }) => at <= cut).map(({ claim }) => claim);
      const faults = await faultsOf(image, due, random);
      report.faults.push(...faults.map((line) => `event ${cut} of ${events.length}, ${kept} kept: ${line}`));
      report.images += 1;
      report.kept[kept] += 1;
      if (due.length > 0) report.withClaims += 1;
      rmSync(image, { recursive: true, force: true });
      options.onProgress?.(report.images);
    }
    return report;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Lets a server work on a watched disk, from an empty folder on, and kills it. */
async function recorded(folder: string, seconds: number) {
  const data = join(folder, 'data');
  const disk = watchedDisk(folder, data);
  const told: { claim: Claim; bytes: number }[] = [];
  const size = () => statSync(disk.record).size;
  const server = await start({ folder: data, env: disk.env });
  try {
    told.push({ claim: { path: '/organisation' }, bytes: size() });
    await works.everything.prepare?.(server, data);
    const list: Claim[] = [];
    list.push = (...claims) => {
      told.push(...claims.map((claim) => ({ claim, bytes: size() })));
      return told.length;
    };
    const end = performance.now() + seconds * 1000;
    const job = { round: 0, folder: data, clients: 4, over: () => performance.now() > end };
    await Promise.all([works.everything.run(server, list, job), works.imports.run(server, list, job)]);
    await pause(200);
  } finally {
    await kill(server);
  }
  const events = readRecord(disk.record);
  return { data, events, told: placed(events, told) };
}

/** An answer left by the last thing that left before its client looked. */
function placed(events: readonly DiskEvent[], told: readonly { claim: Claim; bytes: number }[]): Told[] {
  const left = events.flatMap((event, index) => (event.kind === 'leaves' ? [{ index, end: event.end }] : []));
  return told.map(({ claim, bytes }) => ({
    claim,
    at: (left.findLast(({ end }) => end <= bytes)?.index ?? events.length) + 1,
  }));
}

/** Moments to cut at, in order: a third right after a sync, a third right before one returns, the rest anywhere. */
function momentsOf(events: readonly DiskEvent[], count: number, random: () => number): number[] {
  const syncs = events.flatMap(({ kind }, index) => (kind === 'synced' ? [index] : []));
  const any = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)]!;
  return Array.from({ length: count }, (_, n) => {
    if (n % 3 === 0) return any(syncs) + 1;
    if (n % 3 === 1) return any(syncs);
    return Math.floor(random() * events.length) + 1;
  }).sort((a, b) => a - b);
}

async function faultsOf(image: string, due: readonly Claim[], random: () => number): Promise<string[]> {
  const served = await serveImage(image).catch((error: Error) => `It did not start: ${error.message}`);
  if (typeof served === 'string') return [served];
  try {
    if (served.at === null) return due.length > 0 ? ['The organisation is gone'] : [];
    const { at } = served;
    // At most two hundred of what was told, any of it and always the last.
    const share = 200 / Math.max(200, due.length);
    const asked = due.filter((_, index) => index >= due.length - 20 || random() < share);
    const findings = (await examine(served.runtime, {})).filter(({ state }) => state === 'bad');
    return [
      ...(await broken(at, asked)).map((line) => `lost ${line}`),
      ...(await filesAgree(at, image)),
      ...findings.map(({ id, says }) => `doctor, ${id}: ${says}`),
      ...((await verdict(at)) === 'ok' ? [] : ['the trail does not agree']),
      ...(due.length > 0 ? await goesOn(at) : []),
    ];
  } finally {
    await served.close();
  }
}

/** A checkpoint can be signed, so the key still opens, and a record written. */
async function goesOn(at: At): Promise<string[]> {
  const signed = await post(at, '/trail/checkpoints', { reason: 'After the power cut' });
  const written = await post(at, '/suppliers', { name: 'After the power cut' });
  return [
    ...(signed.ok ? [] : [`no checkpoint: ${JSON.stringify(signed.body)}`]),
    ...(written.ok ? [] : [`no writing: ${JSON.stringify(written.body)}`]),
  ];
}

/** The product on an image, for its officer. `at` is null when the organisation was not there yet. */
async function serveImage(folder: string) {
  const runtime = await openInstance({ folder, modules: [...modules, slowWork] });
  const org = (await runtime.organisations.all())[0]?.id;
  const roles: Actor['roles'] = ['governance-officer', 'administrator', 'data-protection-officer'];
  const actor: Actor = { id: null, name: 'Whoever looks', via: 'operator', roles };
  const app = httpApp({
    runtime,
    operations: runtime.registry.modules.flatMap((module) => module.operations),
    resolveActor: async () => actor,
  });
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as { port: number };
  return {
    runtime,
    at: org === undefined ? null : { url: `http://127.0.0.1:${port}/api/orgs/${org}`, org },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await runtime.db.close();
    },
  };
}
