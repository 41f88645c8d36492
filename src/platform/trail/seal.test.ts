import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { newKeyPair } from './keys.ts';
import { openKey, openWithPassphrase, SealError, sealKey, sealWithPassphrase } from './seal.ts';

const { privateKey } = newKeyPair();
const secret = randomBytes(32);
const passphrase = 'four words of my own';

async function problemOf(run: () => unknown): Promise<string> {
  try {
    await run();
  } catch (error) {
    return error instanceof SealError ? error.problem : `another error: ${error}`;
  }
  return 'none';
}

function flip(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.with(at, bytes[at]! ^ 1);
}

describe('sealed with the instance secret', () => {
  const sealed = sealKey(privateKey, secret, 'org_1/1');

  test('a key comes back as it was', () => {
    expect(openKey(sealed, secret, 'org_1/1')).toEqual(privateKey);
    expect(openKey(sealKey(privateKey, secret), secret)).toEqual(privateKey);
  });

  test('the key is not in the bytes, and no two seals are alike', () => {
    expect(Buffer.from(sealed).includes(Buffer.from(privateKey.subarray(-32)))).toBe(false);
    expect(sealKey(privateKey, secret, 'org_1/1')).not.toEqual(sealed);
  });

  test('another secret is named as the cause', () => {
    expect(() => openKey(sealed, randomBytes(32), 'org_1/1')).toThrow(
      'This key cannot be opened. Its instance secret (AIMS_SECRET, or the file secret) is another one',
    );
  });

  test('a key moved to another name does not open', async () => {
    expect(await problemOf(() => openKey(sealed, secret, 'org_2/1'))).toBe('wrong-secret');
    expect(await problemOf(() => openKey(sealed, secret))).toBe('wrong-secret');
  });

  test('any changed byte is found', async () => {
    for (let at = 0; at < sealed.length; at += 1) {
      const expected = at === 0 ? 'unreadable' : 'wrong-secret';
      expect(await problemOf(() => openKey(flip(sealed, at), secret, 'org_1/1'))).toBe(expected);
    }
  });

  test('any shortened seal is found', async () => {
    for (let length = 0; length < sealed.length; length += 1) {
      expect(await problemOf(() => openKey(sealed.slice(0, length), secret, 'org_1/1'))).toMatch(
        length <= 45 ? 'unreadable' : 'wrong-secret',
      );
    }
  });

  test('a short secret is refused', async () => {
    expect(await problemOf(() => sealKey(privateKey, new Uint8Array(15)))).toBe('weak-secret');
  });
});

describe('sealed with a passphrase', () => {
  test('a key comes back, however the passphrase was typed in Unicode', async () => {
    const sealed = await sealWithPassphrase(privateKey, 'schöne Grüße 42', 'org_1/1');
    expect(await openWithPassphrase(sealed, 'schöne Grüße 42'.normalize('NFD'), 'org_1/1')).toEqual(
      privateKey,
    );
  });

  test('another passphrase, another name or changed bytes do not open it', async () => {
    const sealed = await sealWithPassphrase(privateKey, passphrase);
    expect(await problemOf(() => openWithPassphrase(sealed, 'four words of yours'))).toBe('wrong-secret');
    expect(await problemOf(() => openWithPassphrase(sealed, passphrase, 'org_1/1'))).toBe('wrong-secret');
    expect(await problemOf(() => openWithPassphrase(flip(sealed, sealed.length - 1), passphrase))).toBe(
      'wrong-secret',
    );
  });

  test('a file that asks for much memory is refused before it gets any', async () => {
    const sealed = await sealWithPassphrase(privateKey, passphrase);
    expect(await problemOf(() => openWithPassphrase(sealed.with(1, 30), passphrase))).toBe('unreadable');
    expect(await problemOf(() => openWithPassphrase(sealed.with(2, 255), passphrase))).toBe('unreadable');
    expect(await problemOf(() => openWithPassphrase(sealed.with(3, 255), passphrase))).toBe('unreadable');
  });

  test('a short passphrase is refused', async () => {
    expect(await problemOf(() => sealWithPassphrase(privateKey, 'eleven char'))).toBe('weak-secret');
  });

  test('the two kinds of seal are not mistaken for each other', async () => {
    const byPassphrase = await sealWithPassphrase(privateKey, passphrase);
    expect(await problemOf(() => openKey(byPassphrase, secret))).toBe('unreadable');
    expect(await problemOf(() => openWithPassphrase(sealKey(privateKey, secret), passphrase))).toBe(
      'unreadable',
    );
  });
});
