import { isIP } from 'node:net';
import type { Context } from 'hono';

/**
 * Where a request comes from, for counting wrong tries: the address of the connection, or what the operator's own proxy
 * wrote down. `AIMS_TRUST_PROXY` says how many proxies stand in a row (anything but a number means one): each adds the
 * address it saw at the end of `X-Forwarded-For`, and whatever stands further left was sent by somebody unknown.
 * Of an IPv6 address only the network counts (/64), since whoever has one address of it has all.
 */
export function addressOf(c: Context): string {
  const incoming = (c.env as { incoming?: { socket?: { remoteAddress?: string } } } | undefined)?.incoming;
  return networkOf(
    forwarded(c.req.header('x-forwarded-for'), process.env.AIMS_TRUST_PROXY) ??
      incoming?.socket?.remoteAddress ??
      'unknown',
  );
}

/** The address that the outermost of one's own proxies saw; undefined when none is configured or it says nothing. */
export function forwarded(header: string | undefined, trust: string | undefined): string | undefined {
  if (!trust || header === undefined) return undefined;
  const proxies = /^\d+$/.test(trust) ? Number(trust) : 1;
  if (proxies === 0) return undefined;
  const address = header.split(',').at(-proxies)?.trim();
  return address === '' ? undefined : address;
}

/** An IPv4 address as it is, also when written as IPv6; of an IPv6 address the first four groups. */
export function networkOf(address: string): string {
  const plain = address.replace(/^\[|\]$|%.*$/g, '');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1];
  if (mapped) return mapped;
  if (isIP(plain) !== 6) return plain.slice(0, 64);
  const [head = '', tail] = plain.split('::');
  const front = head.split(':').filter(Boolean);
  const back = tail?.split(':').filter(Boolean) ?? [];
  const groups = [...front, ...Array<string>(Math.max(0, 8 - front.length - back.length)).fill('0'), ...back];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
