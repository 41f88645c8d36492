import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

/**
 * A request that changes something with a session's cookie must come from our own pages (OWASP: verifying origin).
 * Keys travel in a header that no foreign page can set, so they need no such proof.
 * @throws AppError `forbidden`
 */
export function refuseForeign(request: Request): void {
  if (request.method === 'GET' || request.method === 'HEAD') return;
  // Not any `Authorization`: a browser sends the name and password of an address or a dialog by itself.
  if (request.headers.get('x-api-key') || /^Bearer \S/.test(request.headers.get('authorization') ?? ''))
    return;
  const site = request.headers.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return;
  const origin = request.headers.get('origin');
  // Behind a proxy the scheme may differ; the host is what a foreign page cannot have.
  if (
    origin !== null &&
    hostOf(origin) ===
      (request.headers.get('x-forwarded-host') ?? request.headers.get('host') ?? new URL(request.url).host)
  )
    return;
  throw new AppError('forbidden', t('This request did not come from a page of this site.'), {
    next: t('Use the web app of this server, or an API key.'),
  });
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}
