import { randomBytes } from 'node:crypto';
import { type Claim, sha256 } from './claims.ts';
import { type LoadMonitor, makeMonitor, windowOf } from './monitors.ts';
import { type At, attempt, get, post, request } from './server.ts';

/** Work that is cut off somewhere. `told` gets what was answered; it ends when the server is gone or `until` is over. */
export type Work = {
  /** Once for each data folder, before anybody is killed. */
  readonly prepare?: (server: At, folder: string) => Promise<void>;
  readonly run: (server: At, told: Claim[], job: Job) => Promise<void>;
  /** What must hold of all of it afterwards, answered or not: the half-done, one line each. */
  readonly whole?: (server: At, folder: string) => Promise<string[]>;
};

export type Job = {
  readonly round: number;
  readonly folder: string;
  /** How many clients at most. */
  readonly clients: number;
  readonly over: () => boolean;
};

const nothing = () => {};
const beside = (count: number, run: (client: number) => Promise<void>) =>
  Promise.all(Array.from({ length: count }, (_, client) => run(client))).then(nothing);

/** Many clients add suppliers. */
const writers: Work = {
  run: (server, told, { round, clients, over }) =>
    beside(clients, async (client) => {
      for (let n = 0; !over(); n += 1) {
        const name = `Supplier ${round} ${client}-${n}`;
        const answer = await attempt(server, '/suppliers', { body: { name } });
        if (!answer?.ok) return;
        told.push({ path: `/suppliers/${answer.body.id}`, has: { name } });
      }
    }),
};

/** A file of 600 systems is applied; killed anywhere, the import goes on where it was. */
const imports: Work = {
  run: async (server, told, { round }) => {
    const body = `Name,Purpose\n${Array.from({ length: 600 }, (_, i) => `System ${i},Purpose ${round}`).join('\n')}\n`;
    const staged = await attempt(server, '/imports?fileName=kill.csv', { body });
    if (!staged?.ok) return;
    told.push({ path: `/imports/${staged.body.id}` });
    const done = await attempt(server, `/imports/${staged.body.id}/apply`, { body: {} });
    if (done?.ok) told.push({ path: `/imports/${staged.body.id}`, has: { state: 'done' } });
  },
  whole: async (server) => {
    const lines: string[] = [];
    const { body } = await get(server, '/imports');
    for (const batch of (body.rows as { id: string; state: string }[]).filter(
      ({ state }) => state !== 'done',
    )) {
      const answer = await post(server, `/imports/${batch.id}/apply`, {});
      if (answer.body.state !== 'done')
        lines.push(`${batch.id} cannot go on: ${JSON.stringify(answer.body)}`);
    }
    const total = Number((await get(server, '/systems?total=true&limit=1')).body.total);
    // Before the first import was staged there are none.
    if (total !== 600 && (body.rows as unknown[]).length > 0) lines.push(`${total} systems instead of 600`);
    return lines;
  },
};

/** Criteria, risks and their judgements; whatever was answered as decided must be decided afterwards. */
const approval: Work = {
  prepare: async (server) => {
    const scale = ['1', '2', '3'];
    await post(server, '/risk-criteria', {
      likelihoodLabels: scale,
      consequenceLabels: scale,
      bands: [
        { id: 'a', label: 'Low', from: 1, acceptedBy: ['top-management'] },
        { id: 'b', label: 'High', from: 6, acceptedBy: ['top-management'] },
      ],
      appetite: 9,
      appetiteStatement: null,
      reviewMonths: 12,
    });
  },
  run: async (server, told, { round, over }) => {
    for (let n = 0; !over(); n += 1) {
      const title = `Risk ${round}-${n}`;
      const made = await attempt(server, '/risks', { body: { kind: 'risk', title, impactDimensions: [] } });
      if (!made?.ok) return;
      const path = `/risks/${made.body.id}`;
      const judged = await attempt(server, `${path}/assess`, {
        body: { version: 1, likelihood: 2, consequence: 2 },
      });
      if (!judged?.ok) return;
      const closed = await attempt(server, `${path}/close`, { body: { version: 2, reason: 'Decided' } });
      if (!closed?.ok) return;
      told.push({ path: `${path}?version=3`, has: { title, state: closed.body.state } });
    }
  },
};

/** By its name: the work of the day adds a supplier of its own. */
const SHOWN = '/suppliers?name=Shown%20by%20evidence';

/** Files of evidence come in, each linked to a supplier in the same operation. */
const uploads: Work = {
  prepare: async (server) => {
    await post(server, '/suppliers', { name: 'Shown by evidence' });
  },
  run: async (server, told, { round, over }) => {
    const about = (await get(server, SHOWN).catch(() => null))?.body.rows[0].id as string;
    if (!about) return;
    await beside(4, async (client) => {
      for (let n = 0; !over(); n += 1) {
        const bytes = randomBytes(1000 + ((client * 7919 + n * 104_729) % 150_000));
        const answer = await attempt(
          server,
          `/evidence-files?fileName=${round}-${client}-${n}.bin&recordId=${about}`,
          { body: bytes },
        );
        if (!answer?.ok) return;
        told.push({ path: `/evidence/${answer.body.id}/file`, sha256: sha256(bytes) });
      }
    });
  },
  // A piece without its link would be half of an upload.
  whole: async (server) => {
    const about = (await get(server, SHOWN)).body.rows[0].id as string;
    const linked = (await get(server, `/records/${about}/evidence`)).body.evidence.length;
    const there = (await get(server, '/evidence?total=true&limit=1')).body.total;
    return linked === there ? [] : [`${there} pieces of evidence, ${linked} of them linked`];
  },
};

const MANY = 40;

/** Forty records are changed in one operation, again and again. */
const together: Work = {
  prepare: async (server) => {
    for (let n = 0; n < MANY; n += 1)
      await post(server, '/suppliers', { name: `Of many ${n}`, supplies: 'Change 0' });
  },
  run: async (server, told, { over }) => {
    while (!over()) {
      const list = await get(server, `/suppliers?q=Of%20many&limit=${MANY}`).catch(() => null);
      if (!list?.ok) return;
      const rows = (list.body.rows as { id: string; version: number }[]).map(({ id, version }) => ({
        id,
        version,
      }));
      const supplies = `Change ${rows[0]!.version}`;
      const answer = await attempt(server, '/suppliers/rows', {
        method: 'PATCH',
        body: { rows, change: { supplies } },
      });
      if (!answer?.ok) return;
      for (const { id, version } of rows)
        told.push({ path: `/suppliers/${id}?version=${version + 1}`, has: { supplies } });
    }
  },
  whole: async (server) => {
    const { body } = await get(server, `/suppliers?q=Of%20many&limit=${MANY}`);
    const states = new Set((body.rows as { supplies: string }[]).map(({ supplies }) => supplies));
    return states.size === 1 ? [] : [`a change of many stopped half-way: ${[...states].join(', ')}`];
  },
};

const monitors = new Map<string, readonly LoadMonitor[]>();

/** Monitoring results come in, a stream of windows for each monitor. */
const results: Work = {
  prepare: async (server, folder) => {
    const made: LoadMonitor[] = [];
    for (let n = 0; n < 4; n += 1)
      made.push(await makeMonitor((path, body) => request(server, path, { body }), `Watched ${n}`));
    monitors.set(folder, made);
  },
  run: async (server, told, { round, folder, over }) => {
    const all = monitors.get(folder)!;
    await beside(all.length, async (index) => {
      for (let n = 0; !over(); n += 1) {
        const body = windowOf(all[index]!, round * 100 + n);
        const answer = await attempt(server, '/monitors/results', { body });
        if (!answer?.ok || n === 99) return;
        told.push({ path: `/results/${answer.body.id}`, has: { resultHash: body.hash } });
      }
    });
  },
};

/** Somebody asks, a second person erases; what was answered as erased must be gone with its file. */
const erasures: Work = {
  run: async (server, told, { round, over }) => {
    for (let n = 0; !over(); n += 1) {
      const made = await attempt(server, `/evidence-files?fileName=person-${round}-${n}.txt`, {
        body: `About a person ${round}-${n}`,
      });
      if (!made?.ok) return;
      const asked = await attempt(server, '/erasures', {
        body: { recordId: made.body.id, paths: ['fileName'], ground: 'GDPR Article 17(1)(a)' },
      });
      if (!asked?.ok) return;
      const done = await attempt(server, `/erasures/${asked.body.id}/approve`, { body: {}, as: 'second' });
      if (!done?.ok) return;
      told.push({ path: `/evidence/${made.body.id}`, has: { fileName: null } });
      told.push({ path: `/evidence/${made.body.id}/file`, gone: true });
    }
  },
};

/** All at once, as people do. */
const everything: Work = {
  prepare: async (server, folder) => {
    for (const each of [uploads, approval, results]) await each.prepare?.(server, folder);
  },
  run: async (server, told, job) => {
    const parts = [writers, uploads, approval, results, erasures];
    await Promise.all(parts.map((each) => each.run(server, told, { ...job, clients: 8 })));
  },
};

export const works = {
  writers,
  imports,
  approval,
  uploads,
  together,
  results,
  erasures,
  everything,
} as const;
export type WorkName = keyof typeof works;
