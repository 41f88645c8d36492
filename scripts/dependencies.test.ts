import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { componentsOf } from './sbom.ts';

const root = join(import.meta.dirname, '..');

type Locked = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
};
type Manifest = Readonly<
  Record<'dependencies' | 'devDependencies' | 'optionalDependencies', Record<string, string>>
> & {
  readonly license?: string | { readonly type: string };
  readonly licenses?: readonly { readonly type: string }[];
};

const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
  readonly lockfileVersion: number;
  readonly packages: Readonly<Record<string, Locked>>;
};
const own = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest;
const packages = Object.entries(lock.packages).filter(([path]) => path !== '');

test('every package comes from the one registry, by a checksum', () => {
  expect(packages.length).toBeGreaterThan(100);
  for (const [path, each] of packages) {
    expect(path, 'no package from a folder beside').toMatch(/^node_modules\//);
    expect([path, each.link]).toEqual([path, undefined]);
    expect([path, /^sha512-[A-Za-z0-9+/]{86}==$/.test(each.integrity ?? '')]).toEqual([path, true]);
    // Without an address the registry of whoever installs is asked, by that checksum; another address is no mirror of it.
    if (each.resolved !== undefined) expect(each.resolved).toMatch(/^https:\/\/registry\.npmjs\.org\//);
  }
});

test('every version is exact, and none is an address, a folder or a tag', () => {
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies'] as const)
    for (const [name, version] of Object.entries(own[kind]))
      expect([name, /^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version)]).toEqual([name, true]);
});

/** What their authors let anybody do, with no duty beyond keeping the notice. */
const PERMISSIVE =
  /^\(?(?:MIT|MIT-0|ISC|BSD-2-Clause|BSD-3-Clause|0BSD|Apache-2\.0|BlueOak-1\.0\.0|CC0-1\.0|CC-BY-4\.0|Unlicense|Zlib|Python-2\.0|OFL-1\.1)\)?$/;

/** Others that were looked at: what is under them and why it may be used. */
const LOOKED_AT: Readonly<Record<string, string>> = {
  'axe-core': 'MPL-2.0, copyleft by file: used unmodified by the tests, in nothing that ships',
  'humanize-number': 'MIT by its readme; of a tool of development, in nothing that ships',
  lightningcss: 'MPL-2.0, copyleft by file: used unmodified to build the web app, in nothing that is built',
  'xml-escape': 'MIT, written as "MIT License"; of a tool of development, in nothing that ships',
};

test('every package is under a licence that lets it be used here', () => {
  const others = packages.flatMap(([path, each]) => {
    const licence = licenceOf(path, each);
    const name = path.split('node_modules/').at(-1)!;
    return isPermissive(licence) || LOOKED_AT[name.replace(/^lightningcss-.*/, 'lightningcss')]
      ? []
      : [`${path}: ${licence}`];
  });
  expect(others).toEqual([]);
});

/** As the lock file says it, else as the package itself does where it is installed. */
function licenceOf(path: string, { license }: Locked): string {
  if (license) return license;
  const file = join(root, path, 'package.json');
  if (!existsSync(file)) return 'unknown';
  const found = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const said = found.license ?? found.licenses?.[0];
  return typeof said === 'string' ? said : (said?.type ?? 'unknown');
}

/** `A OR B` lets us choose; `A AND B` binds us to both. */
function isPermissive(licence: string): boolean {
  return licence
    .replace(/[()]/g, '')
    .split(/ OR /i)
    .some((choice) => choice.split(/ AND /i).every((each) => PERMISSIVE.test(each.trim())));
}

/** Packages that run something while they are installed, and what that is. */
const INSTALL_SCRIPTS: Readonly<Record<string, string>> = {};

test('packages that run a script when they are installed are those we know', () => {
  const running = packages
    .filter(([, each]) => each.hasInstallScript)
    .map(([path]) => path.split('node_modules/').at(-1)!);
  expect([...new Set(running)].sort()).toEqual(Object.keys(INSTALL_SCRIPTS).sort());
});

test('the list of what is inside names every package that ships', () => {
  const components = componentsOf(lock.packages);
  const names = new Set(components.map((each) => each.name));
  for (const name of Object.keys(own.dependencies)) expect([name, names.has(name)]).toEqual([name, true]);
  for (const name of ['knip', 'axe-core', 'playwright-core', 'smtp-server'])
    expect([name, names.has(name)]).toEqual([name, false]);
  for (const each of components) {
    expect(each.purl).toBe(`pkg:npm/${each.name.replace('@', '%40')}@${each.version}`);
    expect(each.hashes[0]!.content).toMatch(/^[0-9a-f]{128}$/);
  }
});
