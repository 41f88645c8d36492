import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type Bench, round } from './figure.ts';
import { send } from './http-client.ts';
import { benchInstance } from './instance.ts';
import { startArguments } from './npm-start.ts';

const ROOT = new URL('..', import.meta.url);

/** From the command to the first answered request on an existing folder, beside a bare HTTP server of the same Node. */
export const start: Bench = {
  name: 'start of an existing folder',
  run: async () => {
    const instance = await benchInstance();
    const { folder, runtime } = instance;
    await runtime.db.close();
    const floor = await timeTo(
      ['-e', "require('node:http').createServer((q, s) => s.end()).listen(process.env.PORT, '127.0.0.1')"],
      {},
      '/',
    );
    // The first start fills the compile cache; the second is what people see.
    await timeTo(startArguments, { AIMS_DATA: folder }, '/api/ready');
    const second = await timeTo(startArguments, { AIMS_DATA: folder }, '/api/ready');
    await instance.close().catch(() => {});
    return [
      {
        name: 'Start of an existing folder to the first answered request',
        value: round(second.ms),
        unit: 'ms',
        target: '< 1,500 ms',
        met: second.ms < 1500,
        beside: `${round(second.ms / floor.ms, 1)}× a bare HTTP server (${round(floor.ms)} ms)`,
      },
      {
        name: 'Resident memory then',
        value: round(second.mb),
        unit: 'MB',
        target: '< 200 MB',
        met: second.mb < 200,
        beside: `bare HTTP server ${round(floor.mb)} MB`,
      },
    ];
  },
};

async function timeTo(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  path: string,
): Promise<{ readonly ms: number; readonly mb: number }> {
  const port = 20_000 + Math.floor(Math.random() * 20_000);
  const started = performance.now();
  const child = spawn(process.execPath, [...args], {
    cwd: fileURLToPath(ROOT),
    env: {
      ...process.env,
      ...env,
      PORT: String(port),
      NODE_COMPILE_CACHE: new URL('../node_modules/.cache/node', import.meta.url).pathname,
    },
    stdio: 'ignore',
  });
  try {
    for (;;) {
      const reply = await send(`http://127.0.0.1:${port}${path}`).catch(() => null);
      if (reply?.status === 200) break;
      if (performance.now() - started > 20_000) throw new Error('It did not start');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    const ms = performance.now() - started;
    const status = await readFile(`/proc/${child.pid}/status`, 'utf8').catch(() => 'VmRSS: 0 kB');
    await new Promise((resolve) => setTimeout(resolve, 800));
    return { ms, mb: Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024 };
  } finally {
    child.kill('SIGTERM');
  }
}
