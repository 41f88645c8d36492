import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = globSync('src/**/*.{ts,tsx}', { cwd: root })
  .filter((file) => !/\.(test|testing|fixture)\.tsx?$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(root, file), 'utf8') }));

/** Where an expression occurs, as `file: what`. */
function found(expression: RegExp): readonly string[] {
  return files.flatMap(({ file, text }) =>
    [...text.matchAll(expression)].map(([what]) => `${file}: ${what}`),
  );
}

test('nothing that ships starts a program or builds code from text', () => {
  expect(files.length).toBeGreaterThan(500);
  expect(
    found(
      /\beval\(|\bnew Function\b|\bFunction\(|\bvm\.(?:run|compile)|from 'node:(?:vm|child_process|repl|inspector)'/g,
    ),
  ).toEqual([]);
  expect(
    found(
      /dangerouslySetInnerHTML|\.innerHTML\s*=|\.outerHTML\s*=|insertAdjacentHTML|document\.write|createContextualFragment|srcDoc\s*=/g,
    ),
  ).toEqual([]);
  // An expression made of text needs that text escaped, so each is looked at.
  expect([...new Set(found(/new RegExp\(/g).map((each) => each.split(':')[0]!))].sort()).toEqual([
    'src/platform/files/s3-request.ts',
    'src/platform/http/examples.ts',
  ]);
});

test('what the browser keeps is choices of the screen and answers that were not sent yet, never a secret', () => {
  expect(
    [
      ...new Set(
        found(/(?:localStorage|sessionStorage)\.setItem\([^,]*/g).map((each) => each.split('setItem(')[1]!),
      ),
    ].sort(),
  ).toEqual([
    "'aims-org'",
    "'aims-rail'",
    'KEY',
    'key',
    // Answers of an interview that wait to be sent.
    'place',
  ]);
  expect(found(/indexedDB|document\.cookie|caches\.open|serviceWorker/g)).toEqual([]);
});

test('password fields are masked, take what is pasted, and tell a password manager what they are', () => {
  const fields = files.flatMap(({ file, text }) =>
    [...text.matchAll(/<(?:PasswordInput|NewPassword\w*)\b[^>]*>/g)].map(([tag]) => ({ file, tag })),
  );
  expect(fields.length).toBeGreaterThan(3);
  for (const { file, tag } of fields)
    if (tag.startsWith('<PasswordInput')) expect([file, /autoComplete=/.test(tag)]).toEqual([file, true]);
  expect(found(/<(?:TextInput|input)[^>]*name="(?:password|newPassword|currentPassword)"/g)).toEqual([]);
  expect(found(/onPaste=\{[^}]*preventDefault/g)).toEqual([]);
});

test('certificates of others are never waved through', () => {
  expect(
    found(/rejectUnauthorized|NODE_TLS_REJECT_UNAUTHORIZED|checkServerIdentity|tlsAllowInvalid/g),
  ).toEqual([]);
  for (const file of globSync('deploy/*', { cwd: root }))
    expect([file, readFileSync(join(root, file), 'utf8').includes('TLS_REJECT')]).toEqual([file, false]);
});

test('no weak hash or cipher is used', () => {
  expect(
    [
      ...found(
        /createHash\('(?!sha256|sha512)[^']*'\)|createHmac\('(?!sha256|sha512)[^']*'|createCipher(?:iv)?\('(?!aes-256-gcm|chacha20-poly1305)[^']*'|Math\.random\(\)/g,
      ),
    ].sort(),
  ).toEqual([
    // How long to wait before the next try: nothing is kept secret by it.
    'src/modules/integration/outcome.ts: Math.random()',
    'src/platform/files/s3-request.ts: Math.random()',
  ]);
});

test('no test, fixture or tool of development is in what ships', () => {
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  for (const { file, text } of files)
    for (const [, from] of text.matchAll(/^import [^;]*?from '([^']+)'/gms)) {
      expect([file, from, /\.(?:test|testing|fixture)\.|#test\//.test(from!)]).toEqual([file, from, false]);
      expect([file, from, Object.hasOwn(devDependencies, from!)]).toEqual([file, from, false]);
    }
});
