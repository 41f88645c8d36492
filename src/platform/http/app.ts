import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { AppError, toProblem } from '#kernel/errors.ts';
import { newId } from '#kernel/ids.ts';
import { type Language, languageOf, t } from '#kernel/language.ts';
import type { Actor } from '#kernel/policy.ts';
import { isSecure } from '../auth/cookie.ts';
import type { Runtime } from '../instance.ts';
import { forReader, inEnglishFor, inLanguage } from '../language/in-language.ts';
import type { Operation } from '../operation.ts';
import { perform } from '../runtime.ts';
import { fieldProblems } from '../validate.ts';
import { mountByLink } from './by-link.ts';
import { mountDoors } from './doors.ts';
import type { Env } from './env.ts';
import { idempotencyKey } from './idempotency.ts';
import { mountProtocols } from './protocols.ts';
import { requestLog } from './request-log.ts';
import { inspectText, notModified, readJson, respond } from './respond.ts';
import { securityHeaders } from './security.ts';
import { stateTag } from './state-tag.ts';

/** Finds out who asks, for one organisation. @throws AppError `not-signed-in`, `not-found` for a stranger */
export type ResolveActor = (request: Request, org: string) => Promise<Actor>;

export type HttpParts = {
  readonly runtime: Runtime;
  readonly operations: readonly Operation[];
  readonly resolveActor: ResolveActor;
  /** What sees every request, and routes of its own: metrics. */
  readonly before?: (app: Hono<Env>) => void;
  /** More routes of the shell: sign-in, health, the web app. Mounted before the catch-all. */
  readonly mount?: (app: Hono<Env>) => void;
};

export type { Env } from './env.ts';

/** The whole API as one web-standard app: routes, validation, authorisation, problem bodies, one log line each. */
export function httpApp(parts: HttpParts): Hono<Env> {
  const { runtime } = parts;
  const app = new Hono<Env>();
  const log = requestLog(runtime);
  const secure = isSecure(runtime);
  app.use(async (c, next) => {
    c.set('trace', newId('req', runtime.clock.now()));
    const started = performance.now();
    const reads = c.req.method === 'GET' || c.req.method === 'HEAD';
    await (reads ? inLanguage : inEnglishFor)(languageOf(c.req.header('accept-language')), next);
    securityHeaders(c, secure);
    c.header('x-trace', c.get('trace'));
    log.done(c, Math.round(performance.now() - started));
  });
  parts.before?.(app);
  app.onError((error, c) => {
    const problem = forReader(toProblem(error, c.get('trace')));
    log.refused(c, problem);
    if (problem.status >= 500) runtime.log.error({ trace: problem.trace, err: error }, 'request failed');
    const wait = problem.data?.retryAfter;
    return c.json(problem, problem.status as 500, {
      'content-type': 'application/problem+json',
      ...(typeof wait === 'number' && { 'retry-after': String(wait) }),
    });
  });
  app.notFound((c) =>
    c.json(
      toProblem(
        new AppError('not-found', t('There is nothing at {path}.', { path: c.req.path })),
        c.get('trace'),
      ),
      404,
      {
        'content-type': 'application/problem+json',
      },
    ),
  );
  for (const operation of parts.operations) bind(app, parts, operation);
  mountByLink(app, runtime);
  mountDoors(app, runtime);
  mountProtocols(app, runtime);
  parts.mount?.(app);
  return app;
}

function bind(app: Hono<Env>, parts: HttpParts, operation: Operation): void {
  const { endpoint } = operation;
  app.on(endpoint.method, `/api/orgs/:org${endpoint.path}`, async (c) => {
    const request = c.req.raw;
    const org = c.req.param('org') ?? '';
    const actor = await parts.resolveActor(request, org);
    c.set('who', { org, person: actor.id ?? actor.via });
    const uploads = endpoint.takes === 'file';
    const given = {
      ...queryOf(c.req.url),
      ...(request.method === 'GET' || uploads ? {} : await readJson(request)),
      ...c.req.param(),
    } as Record<string, unknown>;
    delete given.org;
    const { asOf, at } = given as { asOf?: string; at?: string };
    const input = parseInput(operation, given, request);
    const call = {
      org,
      actor,
      ...(operation.kind === 'query' && asOf !== undefined && { asOf: day(asOf) }),
      ...(operation.kind === 'query' && at !== undefined && { at: Number(at) }),
    };
    // Heavy reads show records only, so the state of the log names their answer before any work is done.
    const tag =
      operation.kind === 'query' && operation.heavy
        ? await stateTag(parts.runtime, call, request.url)
        : undefined;
    if (tag && request.headers.get('if-none-match') === tag) return notModified(tag);
    const work = () =>
      perform(parts.runtime, call, {
        operation,
        input,
        body: uploads ? (request.body as AsyncIterable<Uint8Array> | null) : null,
        key: operation.kind === 'command' ? idempotencyKey(request, endpoint.id, given) : null,
      });
    const answer = await (endpoint.answers === 'file'
      ? inLanguage(fileLanguage(operation, input, c), work)
      : work());
    return respond(operation.kind === 'query' ? answer : forReader(answer), request, tag);
  });
}

/** A document is in the language that is asked for; any other file is the same for whoever fetches it. */
function fileLanguage({ endpoint }: Operation, input: unknown, c: Context<Env>): Language {
  if (!(endpoint.input instanceof z.ZodObject) || !('language' in endpoint.input.shape)) return 'en';
  const { language } = input as { readonly language?: Language };
  return language ?? languageOf(c.req.header('accept-language'));
}

function day(text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text))
    throw new AppError('invalid-input', t('asOf must be a day such as 2026-11-24.'));
  return text;
}

function queryOf(url: string): Record<string, string> {
  const given: Record<string, string> = {};
  for (const [key, value] of new URL(url).searchParams) {
    inspectText(key);
    inspectText(value);
    if (key === '__proto__')
      throw new AppError('invalid-input', t('The parameter "__proto__" is not accepted.'));
    given[key] = value;
  }
  return given;
}

/** The flat input, checked against the endpoint's contract. `If-Match` stands in for a missing `version`. */
function parseInput(operation: Operation, given: Record<string, unknown>, request: Request): unknown {
  const match = request.headers.get('if-match')?.replaceAll('"', '');
  const candidate = match !== undefined && given.version === undefined ? { ...given, version: match } : given;
  const result = operation.endpoint.input.safeParse(candidate);
  if (result.success) return result.data;
  throw new AppError(
    'invalid-input',
    t('"{act}" cannot be done with these values.', { act: t(operation.endpoint.summary) }),
    {
      problems: fieldProblems(result.error),
    },
  );
}
