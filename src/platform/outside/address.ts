import { BlockList, isIP } from 'node:net';
import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';

/** What an operator lets calls to the outside reach beside the public internet. */
export type OutsideAllow = {
  /** Names such as `hooks.internal`, lower case: their addresses may be private, never link-local or metadata. */
  readonly names: ReadonlySet<string>;
  /** Addresses and networks, whatever they are. */
  readonly networks: BlockList;
};

export const NOTHING_ALLOWED: OutsideAllow = { names: new Set(), networks: new BlockList() };

/**
 * Reads `AIMS_OUTSIDE_ALLOW`: names, addresses and networks, separated by commas (`hooks.internal, 10.2.0.0/16`).
 * @throws AppError `invalid-input` naming the entry that is none of them
 */
export function readOutsideAllow(env: Readonly<Record<string, string | undefined>>): OutsideAllow {
  const names = new Set<string>();
  const networks = new BlockList();
  const entries = (env.AIMS_OUTSIDE_ALLOW ?? '').split(',').map((each) => each.trim().toLowerCase());
  for (const entry of entries.filter((each) => each !== '')) {
    const [address = '', length] = entry.split('/');
    const family = isIP(address);
    if (family !== 0) addNetwork(networks, { entry, address, family, length });
    else if (/^(?!-)[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(entry) && !/^[\d.]+$/.test(entry)) names.add(entry);
    else throw wrong(entry);
  }
  return { names, networks };
}

/**
 * Whether a call may go to this address.
 * @param named true when the operator allowed the host by its name
 */
export function mayReach(address: string, allow: OutsideAllow, named: boolean): boolean {
  const family = isIP(address);
  if (family === 0) return false;
  const kind = family === 6 ? 'ipv6' : 'ipv4';
  if (allow.networks.check(address, kind)) return true;
  if (isPublic(address, family)) return true;
  return named && !never.check(address, kind);
}

/** Whether an address belongs to the public internet: no network of one's own, no metadata service, no trick. */
function isPublic(address: string, family: number): boolean {
  if (family === 4) return !notPublic4.check(address, 'ipv4');
  return public6.check(address, 'ipv6') && !notPublic6.check(address, 'ipv6');
}

/** IANA's special-purpose registry for IPv4, multicast, the reserved end, and the host address of one large cloud. */
const notPublic4 = networksOf('ipv4', [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '168.63.129.16/32',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
]);

/** Of IPv6 only global unicast: loopback, unique local, link-local, multicast, mapped and translated ones lie outside. */
const public6 = networksOf('ipv6', ['2000::/3']);
/** Inside of it: protocol assignments with Teredo, documentation, and 6to4, which carries any IPv4 address. */
const notPublic6 = networksOf('ipv6', ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20']);

/** What no name may lead to, although its operator trusts the name: where clouds hand out credentials. */
const never = networksOf('ipv4', ['169.254.0.0/16', '168.63.129.16/32', '100.100.100.200/32', '224.0.0.0/4']);
for (const each of ['fe80::/10', 'fd00:ec2::/32', '64:ff9b::/96', '64:ff9b:1::/48', 'ff00::/8'])
  addNetwork(never, parts(each));

function networksOf(kind: 'ipv4' | 'ipv6', list: readonly string[]): BlockList {
  const networks = new BlockList();
  for (const each of list) {
    const [address = '', length] = each.split('/');
    networks.addSubnet(address, Number(length), kind);
  }
  return networks;
}

function parts(entry: string) {
  const [address = '', length] = entry.split('/');
  return { entry, address, family: isIP(address), length };
}

function addNetwork(
  networks: BlockList,
  {
    entry,
    address,
    family,
    length,
  }: { entry: string; address: string; family: number; length?: string | undefined },
): void {
  const longest = family === 6 ? 128 : 32;
  const bits = length === undefined ? longest : Number(length);
  if (length === '' || !Number.isInteger(bits) || bits < 0 || bits > longest || entry.split('/').length > 2)
    throw wrong(entry);
  networks.addSubnet(address, bits, family === 6 ? 'ipv6' : 'ipv4');
}

function wrong(entry: string): AppError {
  return new AppError(
    'invalid-input',
    t('AIMS_OUTSIDE_ALLOW holds "{entry}", which is no name, address or network.', { entry }),
    {
      next: t(
        'Write names, addresses and networks with commas between them, for example: hooks.internal, 10.2.0.0/16',
      ),
    },
  );
}
