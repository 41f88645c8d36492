import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname, join, normalize } from 'node:path';
import { Readable } from 'node:stream';
import type { Hono } from 'hono';
import type { Env } from '#platform/http/app.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
};

/** Serves the built web app; every address that is no file shows the app, which has its own pages for what is missing. */
export function serveWeb(app: Hono<Env>, folder: string): void {
  app.get('*', async (c) => {
    const path = new URL(c.req.url).pathname;
    if (path.startsWith('/api/')) return c.notFound();
    const file = await fileAt(folder, path);
    if (!file)
      return c.html(await readFile(join(folder, 'index.html'), 'utf8').catch(() => NOT_BUILT), 200, {
        'cache-control': 'no-cache',
      });
    const immutable = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
    return new Response(Readable.toWeb(createReadStream(file)) as BodyInit, {
      headers: {
        'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
        'cache-control': immutable,
      },
    });
  });
}

async function fileAt(folder: string, path: string): Promise<string | null> {
  let decoded: string;
  try {
    decoded = decodeURIComponent(path);
  } catch {
    return null;
  }
  const file = normalize(join(folder, decoded));
  if (!file.startsWith(join(folder, '/')) || decoded.includes('\u0000')) return null;
  const found = await stat(file).catch(() => null);
  return found?.isFile() ? file : null;
}

const NOT_BUILT =
  '<!doctype html><title>OpenAIMS</title><p>The web app is not built yet. Run <code>npm start</code> in the project folder.</p>';
