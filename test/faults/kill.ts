import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

type Server = { readonly url: string; readonly org: string; readonly process: ChildProcess };
export type KillReport = {
  readonly rounds: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly answers: readonly string[];
};

const CHILD = new URL('./child.ts', import.meta.url).pathname;
const JSON_TYPE = { 'content-type': 'application/json' };

/** Starts a server on a folder, or on the PostgreSQL whose two addresses follow it. */
export async function start(folder: string, ...database: readonly string[]): Promise<Server> {
  const child = spawn(process.execPath, [CHILD, folder, ...database], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout! }))
    return { ...(JSON.parse(line) as { url: string; org: string }), process: child };
  throw new Error('The server did not start');
}

/** kill -9, and waits until it is gone. */
export async function kill(server: Server): Promise<void> {
  const gone = new Promise((resolve) => server.process.once('exit', resolve));
  server.process.kill('SIGKILL');
  await gone;
}

const get = async (server: Server, path: string) =>
  (await fetch(`${server.url}${path}`)).json() as Promise<Record<string, never>>;
/** One request that writes, with its answer. */
export const post = async (server: Server, path: string, body: unknown) => {
  const answer = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: JSON_TYPE,
    body: JSON.stringify(body),
  });
  return { ok: answer.ok, body: (await answer.json()) as Record<string, never> };
};

/**
 * Kills a server in the middle of its work and starts it again, round after round, on one data folder. Every answer
 * that was given before a kill must be true after it, and the trail must agree, without any repair.
 */
export async function killRounds(
  during: 'writers' | 'import' | 'approval',
  rounds: number,
): Promise<KillReport> {
  const folder = await mkdtemp(join(tmpdir(), 'aims-kill-'));
  const lost: string[] = [];
  const answers: string[] = [];
  let acknowledged = 0;
  try {
    for (let round = 0; round < rounds; round += 1) {
      const server = await start(folder);
      const told = await WORK[during](server, () =>
        setTimeout(() => void kill(server), 30 + ((round * 137) % 400)),
      );
      if (server.process.exitCode === null && server.process.signalCode === null) await kill(server);
      acknowledged += told.length;
      const after = await start(folder);
      for (const path of told) if (!(await fetch(`${after.url}${path}`)).ok) lost.push(path);
      if (during === 'import') await finishImports(after, lost);
      answers.push(String((await post(after, '/trail/verify', {})).body.answer));
      await kill(after);
    }
    return { rounds, acknowledged, lost, answers };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

type Work = (server: Server, soon: () => void) => Promise<string[]>;

const WORK: Readonly<Record<'writers' | 'import' | 'approval', Work>> = {
  /** 64 clients add suppliers until the server is gone; what was answered is remembered. */
  writers: async (server, soon) => {
    const told: string[] = [];
    soon();
    await Promise.all(
      Array.from({ length: 64 }, async (_, client) => {
        for (let n = 0; ; n += 1) {
          const answer = await post(server, '/suppliers', { name: `Supplier ${client}-${n}` }).catch(
            () => null,
          );
          if (!answer?.ok) return;
          told.push(`/suppliers/${answer.body.id}`);
        }
      }),
    );
    return told;
  },
  /** A file of 600 systems is applied; killed anywhere, the import goes on where it was. */
  import: async (server, soon) => {
    const body = `Name,Purpose\n${Array.from({ length: 600 }, (_, i) => `System ${i},Purpose ${Date.now()}`).join('\n')}\n`;
    const staged = (await (
      await fetch(`${server.url}/imports?fileName=kill.csv`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/octet-stream' },
      })
    ).json()) as { id: string };
    soon();
    await post(server, `/imports/${staged.id}/apply`, {}).catch(() => null);
    return [`/imports/${staged.id}`];
  },
  /** Criteria, risks and their judgements; whatever was answered as accepted must be accepted afterwards. */
  approval: async (server, soon) => {
    const told: string[] = [];
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
    soon();
    for (let n = 0; ; n += 1) {
      const made = await post(server, '/risks', {
        kind: 'risk',
        title: `Risk ${n}`,
        impactDimensions: [],
      }).catch(() => null);
      if (!made?.ok) return told;
      const judged = await post(server, `/risks/${made.body.id}/assess`, {
        version: 1,
        likelihood: 2,
        consequence: 2,
      }).catch(() => null);
      if (!judged?.ok) return told;
      const closed = await post(server, `/risks/${made.body.id}/close`, {
        version: 2,
        reason: 'Decided',
      }).catch(() => null);
      if (!closed?.ok) return told;
      told.push(`/risks/${made.body.id}?version=3`);
    }
  },
};

/** Goes on with what was stopped: afterwards each of the 600 systems exists once. */
async function finishImports(server: Server, lost: string[]): Promise<void> {
  const { rows } = (await get(server, '/imports')) as unknown as { rows: { id: string; state: string }[] };
  for (const batch of rows.filter((each) => each.state !== 'done'))
    await post(server, `/imports/${batch.id}/apply`, {});
  const { total } = (await get(server, '/systems?total=true&limit=1')) as unknown as { total: number };
  if (total !== 600) lost.push(`${total} systems instead of 600`);
}
