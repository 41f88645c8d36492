import { isIP } from 'node:net';
import type { Context } from 'hono';
import { newId } from '#kernel/ids.ts';
import type { Identity } from '../accounts.ts';
import type { WriteHandle } from '../db/database.ts';
import { addressOf } from '../http/address.ts';
import type { Runtime } from '../instance.ts';
import { deviceOf } from './sessions.ts';

/** By what somebody came in. */
export type Way = 'password' | 'code' | 'passkey' | 'provider';

/** How long the list of sign-ins reaches back, and the instance's own list of changed accounts. */
export const SIGN_INS_DAYS = 90;
const EVENTS_DAYS = 365;

/** Who came from where, as it is kept: no full address, and of the browser its name alone. */
export type From = { readonly request: Request; readonly address: string };

/** Who comes in by a request, and how. */
export function fromOf(c: Context, way: Way): From & { readonly way: Way } {
  return { request: c.req.raw, address: addressOf(c), way };
}

/** Notes a sign-in, inside the caller's transaction. */
export async function noteSignIn(
  runtime: Runtime,
  { exec }: WriteHandle,
  came: { readonly identity: Identity; readonly way: Way; readonly from: From },
): Promise<void> {
  const { identity, way, from } = came;
  await insert(runtime, exec, {
    userId: identity.userId,
    kind: 'signed-in',
    way,
    address: shortened(from.address),
    device: deviceOf(from.request.headers.get('user-agent') ?? ''),
    onlyOrg: identity.onlyOrg,
  });
  await forgetOld(runtime, exec);
}

/** Notes that somebody who tried an account from one address has to wait. */
export async function noteLockOut(
  runtime: Runtime,
  { exec }: WriteHandle,
  out: { readonly userId: string; readonly address: string },
): Promise<void> {
  await insert(runtime, exec, {
    userId: out.userId,
    kind: 'locked-out',
    way: null,
    address: shortened(out.address),
    device: null,
    onlyOrg: null,
  });
}

/** The network that an address belongs to: enough to see that it is another place, not who lives there. */
export function shortened(address: string): string {
  if (isIP(address) === 4) return `${address.split('.').slice(0, 3).join('.')}.0/24`;
  // Of an IPv6 address only the network came here.
  const [network] = address.split('::/64');
  return network && isIP(`${network}::`) === 6
    ? `${network.split(':').slice(0, 3).join(':')}::/48`
    : 'unknown';
}

type Row = {
  readonly userId: string;
  readonly kind: 'signed-in' | 'locked-out';
  readonly way: Way | null;
  readonly address: string;
  readonly device: string | null;
  readonly onlyOrg: string | null;
};

async function insert(runtime: Runtime, exec: WriteHandle['exec'], row: Row): Promise<void> {
  const now = runtime.clock.now();
  await exec(
    `insert into "sign_in" ("id","at","userId","kind","way","address","device","onlyOrg") values (?,?,?,?,?,?,?,?)`,
    [
      newId('sgn', now),
      now.toISOString(),
      row.userId,
      row.kind,
      row.way,
      row.address,
      row.device,
      row.onlyOrg,
    ],
  );
}

async function forgetOld(runtime: Runtime, exec: WriteHandle['exec']): Promise<void> {
  const before = (days: number) => new Date(runtime.clock.now().getTime() - days * 86_400_000).toISOString();
  await exec(`delete from "sign_in" where "at" < ?`, [before(SIGN_INS_DAYS)]);
  // By id, which is in the order of time and has an index; a few at each sign-in, which leaves fewer.
  await exec(
    `delete from "auth_event" where "id" in (select "id" from "auth_event" order by "id" limit 50) and "at" < ?`,
    [before(EVENTS_DAYS)],
  );
}
