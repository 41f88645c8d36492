import { createHmac, randomBytes } from 'node:crypto';

/** A new secret: 32 random bytes; people copy it as `whsec_` and its base64. */
export function newSecret(): Uint8Array {
  return randomBytes(32);
}

/** How a secret is shown, once. */
export function shownSecret(secret: Uint8Array): string {
  return `whsec_${Buffer.from(secret).toString('base64')}`;
}

/**
 * The headers of one message (Standard Webhooks 1.0: id, time and body under HMAC-SHA256, one signature for each valid secret).
 * @param message `id` stays the same over all attempts, so that a receiver can leave out what it has
 */
export function signedHeaders(
  secrets: readonly Uint8Array[],
  message: { readonly id: string; readonly at: Date; readonly body: string },
): Readonly<Record<string, string>> {
  const seconds = Math.floor(message.at.getTime() / 1000);
  const content = `${message.id}.${seconds}.${message.body}`;
  return {
    'content-type': 'application/json',
    'webhook-id': message.id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': secrets
      .map((secret) => `v1,${createHmac('sha256', secret).update(content).digest('base64')}`)
      .join(' '),
  };
}
