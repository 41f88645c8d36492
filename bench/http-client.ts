import { Agent, request } from 'node:http';

const agent = new Agent({ keepAlive: true, maxSockets: 1024 });

export type Reply = { readonly status: number; readonly bytes: number; readonly etag: string | undefined };

/** A bare HTTP request over a kept connection: the client must not be what is measured. */
export function send(
  url: string,
  options: {
    readonly method?: string;
    readonly body?: string;
    readonly headers?: Record<string, string>;
  } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const headers = {
      ...options.headers,
      ...(options.body && {
        'content-type': 'application/json',
        'content-length': String(Buffer.byteLength(options.body)),
      }),
    };
    const outgoing = request(url, { method: options.method ?? 'GET', headers, agent }, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
      });
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, bytes, etag: response.headers.etag }),
      );
    });
    outgoing.once('error', reject);
    outgoing.end(options.body);
  });
}
