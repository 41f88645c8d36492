import { createCipheriv, randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openInstance } from '#apps/server/compose.ts';
import type { Actor } from '#kernel/policy.ts';
import { evidence } from '#modules/evidence/contract.ts';
import { exportOrganisation } from '#platform/handover/export.ts';
import { importOrganisation } from '#platform/handover/import.ts';
import { writing } from '#platform/runtime.ts';
import { type Bench, type Figure, round } from './figure.ts';
import { type BenchInstance, benchInstance } from './instance.ts';

const MB = 1024 * 1024;
const FILES = 20;
const FILE_MB = 100;
const PASSPHRASE = 'a passphrase for the bench only';
const OPERATOR: Actor = { id: null, name: 'The operator', via: 'operator', roles: [] };

/** One organisation with 2 GB of evidence, from one instance to another: how long, and how much memory at the most. */
export const handover: Bench = {
  name: 'handing an organisation over',
  run: async () => {
    const source = await benchInstance();
    const folder = await mkdtemp(join(tmpdir(), 'aims-bench-there-'));
    const there = await openInstance({ folder });
    try {
      for (let i = 0; i < FILES; i += 1) await addFile(source, i);
      const file = join(folder, 'organisation.aims');
      const { runtime, org } = source;
      const out = await measured(() =>
        exportOrganisation(runtime, {
          org,
          target: file,
          passphrase: PASSPHRASE,
          to: 'There',
          actor: OPERATOR,
          version: 'bench',
        }),
      );
      const { size } = await stat(file);
      const back = await measured(() => importOrganisation(there, { file, passphrase: PASSPHRASE }));
      return [figure('Export', out, size), figure('Import', back, size)];
    } finally {
      await there.db.close();
      await source.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

type Measured = { readonly seconds: number; readonly grownMb: number };

function figure(what: string, { seconds, grownMb }: Measured, size: number): Figure {
  return {
    name: `${what} an organisation with 2 GB of evidence: memory above what the process had`,
    value: Math.round(grownMb),
    unit: 'MB',
    target: '< 512 MB',
    met: grownMb < 512,
    beside: `${round(seconds, 1)} s for a file of ${round(size / MB / 1024, 2)} GB, ${Math.round(size / MB / seconds)} MB/s`,
  };
}

async function measured(run: () => Promise<unknown>): Promise<Measured> {
  const before = process.memoryUsage.rss();
  let most = before;
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss());
  }, 20);
  const started = performance.now();
  await run();
  clearInterval(timer);
  return { seconds: (performance.now() - started) / 1000, grownMb: (most - before) / MB };
}

async function addFile({ runtime, org, officer }: BenchInstance, i: number): Promise<void> {
  // Bytes that do not compress, made as fast as they are written.
  const cipher = createCipheriv('aes-256-ctr', randomBytes(32), randomBytes(16));
  async function* bytes() {
    for (let n = 0; n < FILE_MB; n += 1) yield cipher.update(Buffer.alloc(MB));
  }
  const stored = await runtime.files.put(org, bytes(), FILE_MB * MB);
  await writing(runtime, { org, actor: officer, operation: 'evidence.create' }, (tx) =>
    tx.insert(evidence, {
      title: `Recording ${i}`,
      kind: 'file',
      url: null,
      fileHash: stored.hash,
      fileName: `recording-${i}.bin`,
      mediaType: 'application/octet-stream',
      fileSize: stored.size,
      effectiveOn: null,
      periodFrom: null,
      periodTo: null,
      expiresOn: null,
      ownerId: null,
      note: null,
    }),
  );
}
