import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newKeyPair, privateKeyFrom } from './keys.ts';
import {
  addSignature,
  NoteError,
  openNote,
  parseVerifierKey,
  signersOf,
  signNote,
  verifierKey,
} from './note.ts';

// golang.org/x/mod/sumdb/note, note.go (package comment) and note_test.go: two keys and their signatures.
const text =
  "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
const peterKey = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const peterSecret = 'AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz'; // 0x01 ‖ seed, after "PRIVATE+KEY+PeterNeumann+c74f20a3+"
const peterLine =
  '— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n';
const enochKey = 'EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop';
const enochLine =
  '— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n';

/** PKCS #8 of an Ed25519 seed (RFC 8410 section 7). */
function fromSeed(seed: Uint8Array) {
  return privateKeyFrom(Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), seed]));
}

const peter = { name: 'PeterNeumann', privateKey: fromSeed(Buffer.from(peterSecret, 'base64').subarray(1)) };
const enoch = { name: 'EnochRoot', privateKey: fromSeed(new Uint8Array(32)) };

function problemOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return error instanceof NoteError ? error.problem : `another error: ${error}`;
  }
  return 'none';
}

describe("the examples of Go's note package", () => {
  test('signing gives the published note, byte for byte', () => {
    expect(signNote(text, peter)).toBe(`${text}\n${peterLine}`);
    expect(signNote(text, peter, enoch)).toBe(`${text}\n${peterLine}${enochLine}`);
    expect(addSignature(signNote(text, peter), enoch)).toBe(`${text}\n${peterLine}${enochLine}`);
  });

  test('the published notes open', () => {
    const both = `${text}\n${peterLine}${enochLine}`;
    const peterSigned = { name: 'PeterNeumann', keyHash: 'c74f20a3' };
    expect(openNote(both, [peterKey])).toEqual({ text, signatures: [peterSigned] });
    expect(openNote(both, [enochKey, peterKey]).signatures).toEqual([
      peterSigned,
      { name: 'EnochRoot', keyHash: 'af0cfe78' },
    ]);
    expect(signersOf(both)).toHaveLength(2);
  });

  test('a verifier key is read and written back as it was', () => {
    for (const key of [peterKey, enochKey]) {
      const { name, publicKey } = parseVerifierKey(key);
      expect(verifierKey(name, publicKey)).toBe(key);
    }
  });
});

test('the example of the C2SP signed-note specification opens', () => {
  // c2sp.org/signed-note, with the key published beside it.
  const key = 'example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k';
  const note =
    'This is an example message.\n\n' +
    '— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n';
  expect(openNote(note, [key]).text).toBe('This is an example message.\n');
});

describe('what a note is refused for', () => {
  const note = `${text}\n${peterLine}${enochLine}`;

  test('a changed text is a bad signature', () => {
    expect(problemOf(() => openNote(note.replace('answer', 'Answer'), [peterKey]))).toBe('bad-signature');
  });

  test('one wrong signature by a trusted key is not healed by a right one', () => {
    const wrong = note.replace('x08go/ZJ', 'x08go/ZK');
    expect(problemOf(() => openNote(wrong, [peterKey, enochKey]))).toBe('bad-signature');
    expect(openNote(wrong, [enochKey]).signatures).toHaveLength(1);
  });

  test('no signature by a trusted key is an unknown key', () => {
    expect(problemOf(() => openNote(`${text}\n${peterLine}`, [enochKey]))).toBe('unknown-key');
    expect(problemOf(() => openNote(note, []))).toBe('unknown-key');
  });

  test('a signature under another name with the same key hash is not trusted', () => {
    expect(problemOf(() => openNote(`${text}\n${peterLine.replace('Neumann', 'Neuman')}`, [peterKey]))).toBe(
      'unknown-key',
    );
  });

  test.each([
    ['no signatures', text],
    ['no signatures after the empty line', `${text}\n`],
    ['no last newline', note.slice(0, -1)],
    ['no empty line', `${text}${peterLine}`],
    ['no text at all', `\n${peterLine}`],
    ['a hyphen for the em dash', note.replace('— P', '- P')],
    ['two spaces', note.replace('— P', '—  P')],
    ['a plus in a name', note.replace('PeterNeumann', 'Peter+Neumann')],
    ['base64 that is not the one right spelling', note.replace('JnAM=', 'JnAN=')],
    ['a signature of four bytes', `${text}\n— PeterNeumann x08gow==\n`],
    ['a carriage return', note.replace('problem,\n', 'problem,\r\n')],
    ['a null byte', note.replace('answer', 'ans\u0000wer')],
    ['more than a hundred signatures', `${text}\n${peterLine.repeat(101)}`],
    ['a million characters', `${'a'.repeat(1_000_000)}\n\n${peterLine}`],
  ])('%s is malformed', (_name, wrong) => {
    expect(problemOf(() => openNote(wrong, [peterKey]))).toBe('malformed');
  });

  test.each([
    ['a text without its newline', () => signNote('abc', peter)],
    ['a text with a tab', () => signNote('a\tb\n', peter)],
    ['a text with a lone surrogate', () => signNote('a\ud800\n', peter)],
    ['no signer', () => signNote(text)],
    ['a name with a space', () => signNote(text, { ...peter, name: 'Peter Neumann' })],
    ['a name with a no-break space', () => signNote(text, { ...peter, name: 'Peter\u00a0Neumann' })],
    ['an empty name', () => verifierKey('', new Uint8Array(32))],
  ])('%s is not signed', (_name, run) => {
    expect(problemOf(run)).toBe('malformed');
  });

  test.each([
    ['another hash', peterKey.replace('c74f20a3', 'c74f20a4')],
    ['another name', peterKey.replace('Peter', 'Paul')],
    ['another kind of key', 'example.com/w+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2'],
    ['too short a key', 'PeterNeumann+c74f20a3+ARpc'],
    ['no key', 'PeterNeumann'],
  ])('a verifier key with %s is refused', (_name, key) => {
    expect(problemOf(() => openNote(note, [key]))).toBe('bad-key');
  });
});

test('any text is signed and opened, empty lines and lines like signatures included', () => {
  const pair = newKeyPair();
  const signer = { name: 'aims.example/org_1/1', privateKey: privateKeyFrom(pair.privateKey) };
  const key = verifierKey(signer.name, pair.publicKey);
  const line = fc.oneof(
    fc.constant(''),
    fc.constant(peterLine.trimEnd()),
    fc.stringMatching(/^[ -~ä€😀]*$/u),
  );
  fc.assert(
    fc.property(fc.array(line, { minLength: 1 }), (lines) => {
      const any = `${lines.join('\n')}\n`;
      expect(openNote(signNote(any, signer), [key]).text).toBe(any);
    }),
  );
});

test('any flipped bit of a signed text is found', () => {
  const note = signNote('org\n3\nroot\n', peter);
  fc.assert(
    fc.property(fc.nat({ max: 10 }), fc.nat({ max: 6 }), (at, bit) => {
      const bytes = Buffer.from(note);
      bytes[at]! ^= 1 << bit;
      expect(problemOf(() => openNote(bytes.toString(), [peterKey]))).toMatch(/bad-signature|malformed/);
    }),
  );
});
