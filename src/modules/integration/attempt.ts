import type { ActionCtx } from '#platform/context.ts';
import { OutsideError } from '#platform/outside/outside.ts';
import type { Hook, Letter } from './queue.ts';
import { signedHeaders } from './signature.ts';

/** How one attempt went. `status` is null when no answer came. */
export type Attempt = {
  readonly ok: boolean;
  readonly status: number | null;
  readonly durationMs: number;
  readonly response: string | null;
  readonly error: string | null;
};

/** How long a receiver has for its answer; more work than that belongs behind it. */
const TIMEOUT_MS = 15_000;
/** How much of an answer is kept for whoever looks for a fault. */
const EXCERPT = 500;

/** Sends one delivery once. Redirects are not followed: the address that was registered is the one that is called. */
export async function attempt(
  ctx: ActionCtx,
  hook: Hook,
  { delivery, secrets }: { readonly delivery: Letter; readonly secrets: readonly Uint8Array[] },
): Promise<Attempt> {
  const started = performance.now();
  const took = () => Math.round(performance.now() - started);
  const { event_id: id, body } = delivery;
  try {
    const answer = await ctx.outside(hook.url, {
      method: 'POST',
      headers: signedHeaders(secrets, { id, at: ctx.clock.now(), body }),
      body,
      redirects: 0,
      timeoutMs: TIMEOUT_MS,
      maxBytes: 4 * EXCERPT,
      whenLonger: 'cut',
    });
    const { status } = answer;
    return {
      ok: status >= 200 && status < 300,
      status,
      durationMs: took(),
      response: excerpt(await answer.text()),
      error: status >= 300 && status < 400 ? 'The address sends on to another one; register that one.' : null,
    };
  } catch (error) {
    if (!(error instanceof OutsideError)) throw error;
    return { ok: false, status: null, durationMs: took(), response: null, error: error.message };
  }
}

/** The beginning of an answer as plain text that both engines keep. */
function excerpt(text: string): string | null {
  const plain = text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .toWellFormed()
    .trim();
  return plain === '' ? null : plain.slice(0, EXCERPT).toWellFormed();
}
