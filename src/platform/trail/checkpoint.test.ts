import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkpointText, openCheckpoint, parseCheckpoint } from './checkpoint.ts';
import { newKeyPair, privateKeyFrom } from './keys.ts';
import { signNote, verifierKey } from './note.ts';

// The example of c2sp.org/tlog-checkpoint.
const example = 'example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n';

function keyNamed(name: string) {
  const pair = newKeyPair();
  return {
    signer: { name, privateKey: privateKeyFrom(pair.privateKey) },
    key: verifierKey(name, pair.publicKey),
  };
}

test('the published example is read and written back as it was', () => {
  const checkpoint = parseCheckpoint(example);
  expect(checkpoint.origin).toBe('example.com/behind-the-sofa');
  expect(checkpoint.size).toBe(20852163);
  expect(Buffer.from(checkpoint.root).toString('hex')).toMatch(/^0ac5186a91863e8e1d90c808014aa89b/);
  expect(checkpointText(checkpoint)).toBe(example);
});

test('any checkpoint is read back as it was written', () => {
  fc.assert(
    fc.property(fc.maxSafeNat(), fc.uint8Array({ minLength: 32, maxLength: 32 }), (size, root) => {
      const checkpoint = { origin: 'openaims.invalid/org_1/1', size, root };
      expect(parseCheckpoint(checkpointText(checkpoint))).toEqual(checkpoint);
    }),
  );
});

test.each([
  ['a size with a leading zero', example.replace('\n2', '\n02')],
  ['a negative size', example.replace('\n2', '\n-2')],
  ['a size beyond what is counted exactly', example.replace('20852163', '9007199254740992')],
  ['no size', example.replace('20852163', '')],
  ['a root cut short', example.replace('CsUY', '')],
  ['a root in the other base64', example.replace('om/X', 'om_X')],
  ['an extension line', `${example}more\n`],
  ['an empty last line', `${example}\n`],
  ['no last newline', example.slice(0, -1)],
  ['no origin', example.slice(example.indexOf('\n'))],
  ['nothing', ''],
])('%s is no checkpoint', (_name, text) => {
  expect(() => parseCheckpoint(text)).toThrow();
});

test('a checkpoint opens with the key named like its origin', () => {
  const log = keyNamed('example.com/behind-the-sofa');
  const opened = openCheckpoint(signNote(example, log.signer), [log.key]);
  expect(opened.size).toBe(20852163);
  expect(opened.signatures).toHaveLength(1);
});

test('a rotation is a checkpoint signed by both keys, and opens with either', () => {
  const old = keyNamed('example.com/behind-the-sofa');
  const next = keyNamed('example.com/behind-the-sofa');
  const note = signNote(example, old.signer, next.signer);
  expect(openCheckpoint(note, [old.key]).signatures).toHaveLength(1);
  expect(openCheckpoint(note, [next.key]).signatures).toHaveLength(1);
  expect(openCheckpoint(note, [old.key, next.key]).signatures).toHaveLength(2);
});

test('a witness alone does not make a checkpoint', () => {
  const log = keyNamed('example.com/behind-the-sofa');
  const witness = keyNamed('witness.example');
  const note = signNote(example, log.signer, witness.signer);
  expect(() => openCheckpoint(note, [witness.key])).toThrow(
    'not signed by a known key of example.com/behind-the-sofa',
  );
  expect(openCheckpoint(note, [log.key, witness.key]).signatures).toHaveLength(2);
});
