import { sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { newKeyPair, privateKeyFrom, publicKeyFromRaw, publicKeyOf } from './keys.ts';

test('a new pair signs what its public key checks', () => {
  const pair = newKeyPair();
  const signature = sign(null, Buffer.from('text'), privateKeyFrom(pair.privateKey));
  expect(verify(null, Buffer.from('text'), publicKeyFromRaw(pair.publicKey), signature)).toBe(true);
  expect(verify(null, Buffer.from('test'), publicKeyFromRaw(pair.publicKey), signature)).toBe(false);
});

test('the public key of the first RFC 8032 test vector follows from its private key', () => {
  const seed = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
  const pkcs8 = Buffer.from(`302e020100300506032b657004220420${seed}`, 'hex');
  expect(Buffer.from(publicKeyOf(pkcs8)).toString('hex')).toBe(
    'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  );
});

test('the public key is 32 bytes and can be found again from the private one', () => {
  const pair = newKeyPair();
  expect(pair.publicKey).toHaveLength(32);
  expect(publicKeyOf(pair.privateKey)).toEqual(pair.publicKey);
});

test('two pairs differ', () => {
  expect(newKeyPair().publicKey).not.toEqual(newKeyPair().publicKey);
});

test('bytes that are no key are refused', () => {
  expect(() => publicKeyFromRaw(new Uint8Array(33))).toThrow('32 bytes');
  expect(() => privateKeyFrom(new Uint8Array(48))).toThrow();
});
