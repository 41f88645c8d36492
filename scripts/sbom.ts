import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Locked = {
  readonly version?: string;
  readonly integrity?: string;
  readonly dev?: boolean;
  readonly license?: string;
};

type Component = {
  readonly type: 'library';
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: 'SHA-512'; readonly content: string }[];
  readonly licenses?: readonly { readonly expression: string }[];
};

/**
 * `npm run sbom`: what is inside, as CycloneDX 1.6 on standard output. It is made of the lock file alone, needs no
 * network and no installed packages, and says the same each time for the same lock file.
 */
if (process.argv[1]?.endsWith('sbom.ts')) {
  const root = join(import.meta.dirname, '..');
  const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
  };
  const { packages } = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Locked>>;
  };
  const bom = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        type: 'application',
        name: own.name,
        version: own.version,
        purl: `pkg:npm/${own.name}@${own.version}`,
        licenses: [{ expression: 'Apache-2.0' }],
      },
    },
    components: componentsOf(packages),
  };
  process.stdout.write(`${JSON.stringify(bom, null, 2)}\n`);
}

/** The packages that ship, each version once, by name; tools of development are left out. */
export function componentsOf(packages: Readonly<Record<string, Locked>>): readonly Component[] {
  const found = new Map<string, Component>();
  for (const [path, each] of Object.entries(packages)) {
    const name = path.split('node_modules/').at(-1)!;
    if (path === '' || each.dev || !each.version || !each.integrity) continue;
    found.set(`${name}@${each.version}`, {
      type: 'library',
      name,
      version: each.version,
      purl: `pkg:npm/${name.replace('@', '%40')}@${each.version}`,
      hashes: [
        {
          alg: 'SHA-512',
          content: Buffer.from(each.integrity.replace('sha512-', ''), 'base64').toString('hex'),
        },
      ],
      ...(each.license && { licenses: [{ expression: each.license }] }),
    });
  }
  return [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
