import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import S3rver from '@20minutes/s3rver';
import type { BucketSettings } from '#platform/files/settings.ts';

/** What happens to one request on its way: it passes, is cut off after some bytes of its body, or is put off. */
export type Fate = 'pass' | 'cut' | 'slow-down' | 'no-conditions';
type Asked = { readonly method: string; readonly url: string };

export type TestBucket = {
  readonly settings: BucketSettings;
  /** The environment that names it. */
  readonly env: Readonly<Record<string, string>>;
  /** What was asked so far, such as `PUT /evidence/…`. */
  readonly asked: string[];
  /** Decides the fate of the requests that follow. */
  readonly fate: (decide: (asked: Asked, body: Buffer) => Fate) => void;
  /** Changes an object behind the back of everybody. */
  readonly alter: (key: string, content: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

const BUCKET = 'evidence';

/**
 * A bucket on a real S3 server that checks signatures, behind a small door of ours that does what this server leaves
 * out and Amazon does: it refuses a body that is not what the signature covers, keeps `If-None-Match: *`, lets nobody see
 * half an object (one request at a time), gives lists in pages (this server's need a cipher that Node has no more), and
 * can break.
 */
export async function testBucket(prefix = 'aims'): Promise<TestBucket> {
  const directory = await mkdtemp(join(tmpdir(), 'aims-s3-'));
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory,
    configureBuckets: [{ name: BUCKET }],
  });
  const { port } = await server.run();
  const asked: string[] = [];
  let decide: (asked: Asked, body: Buffer) => Fate = () => 'pass';
  let turn = Promise.resolve();
  const door = createServer((incoming, outgoing) => {
    turn = turn.then(() => pass(incoming, outgoing)).catch(() => void outgoing.destroy());
  });
  const pass = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const body = await bodyOf(incoming);
    const { method = '', url = '' } = incoming;
    asked.push(`${method} ${url}`);
    const fate = decide({ method, url }, body);
    if (fate === 'cut') return void incoming.socket.destroy();
    if (fate === 'slow-down') return refuse(outgoing, 503, 'SlowDown');
    if (incoming.headers['x-amz-content-sha256'] !== createHash('sha256').update(body).digest('hex'))
      return refuse(outgoing, 400, 'XAmzContentSHA256Mismatch');
    if (incoming.headers['if-none-match'] === '*') {
      if (fate === 'no-conditions') return refuse(outgoing, 501, 'NotImplemented');
      const key = new URL(url, 'http://door').pathname.slice(BUCKET.length + 2);
      if (await server.store.existsObject(BUCKET, key)) return refuse(outgoing, 412, 'PreconditionFailed');
    }
    const query = new URL(url, 'http://door').searchParams;
    if (Number(query.get('max-keys') ?? 1000) < 1000) await listPage(server, { query, outgoing });
    else await forward(port, { incoming, outgoing, body });
  };
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const endpoint = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  // The key pair that this server gives to everybody; it opens nothing else.
  const [accessKeyId, secretAccessKey] = ['S3RVER', 'S3RVER'];
  return {
    settings: {
      kind: 's3',
      bucket: BUCKET,
      prefix,
      endpoint,
      region: 'us-east-1',
      accessKeyId,
      secretAccessKey,
      sessionToken: undefined,
    },
    env: {
      AIMS_FILES: `s3://${BUCKET}/${prefix}`,
      AIMS_S3_ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: accessKeyId,
      AWS_SECRET_ACCESS_KEY: secretAccessKey,
    },
    asked,
    fate: (next) => {
      decide = next;
    },
    alter: async (key, content) => {
      const found = (await readdir(join(directory, BUCKET), { recursive: true })).find(
        (path) => path.includes(key.split('/').at(-1)!) && path.endsWith('_object'),
      );
      await readFile(join(directory, BUCKET, found!));
      await writeFile(join(directory, BUCKET, found!), content);
    },
    close: async () => {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
      await server.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

async function bodyOf(incoming: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of incoming) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}

function refuse(outgoing: ServerResponse, status: number, code: string): void {
  outgoing.writeHead(status, { 'content-type': 'application/xml' });
  outgoing.end(`<?xml version="1.0"?><Error><Code>${code}</Code></Error>`);
}

function forward(
  port: number,
  { incoming, outgoing, body }: { incoming: IncomingMessage; outgoing: ServerResponse; body: Buffer },
): Promise<void> {
  const passed = request(
    { host: '127.0.0.1', port, method: incoming.method, path: incoming.url, headers: incoming.headers },
    (answer) => {
      outgoing.writeHead(answer.statusCode!, answer.headers);
      answer.pipe(outgoing);
    },
  );
  passed.once('error', () => outgoing.destroy());
  passed.end(body);
  return new Promise((resolve) => outgoing.once('close', resolve));
}

async function listPage(
  server: S3rver,
  { query, outgoing }: { query: URLSearchParams; outgoing: ServerResponse },
): Promise<void> {
  const { objects } = await server.store.listObjects(BUCKET, { prefix: query.get('prefix') ?? '' });
  const from = Number(query.get('continuation-token') ?? 0);
  const to = from + Number(query.get('max-keys'));
  const entries = objects
    .slice(from, to)
    .map(
      ({ key, size, lastModifiedDate }) =>
        `<Contents><Key>${key}</Key><LastModified>${lastModifiedDate.toISOString()}</LastModified><Size>${size}</Size></Contents>`,
    );
  const more = to < objects.length;
  outgoing.end(
    `<ListBucketResult><IsTruncated>${more}</IsTruncated>${more ? `<NextContinuationToken>${to}</NextContinuationToken>` : ''}${entries.join('')}</ListBucketResult>`,
  );
}
