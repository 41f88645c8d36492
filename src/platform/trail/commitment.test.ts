import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonical } from '#kernel/canonical.ts';
import { commit, isErasedSalt, newSalts, SALT_BYTES, saltAt } from './commitment.ts';

const salt = Uint8Array.from({ length: 16 }, (_, i) => i);

test('a commitment is the hash of the salt and the canonical text, computed here another way', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.jsonValue(), (bytes, value) => {
      const expected = createHash('sha256')
        .update(bytes)
        .update(canonical(value), 'utf8')
        .digest('base64url');
      expect(commit(bytes, value)).toBe(expected);
    }),
  );
});

test('a commitment never changes: these bytes are law', () => {
  // printf '\x00\x01…\x0f"Chatbot für Anträge"' | openssl dgst -sha256 -binary | basenc --base64url
  expect(commit(salt, 'Chatbot für Anträge')).toBe('373sbflPB1PMkv-81tMtVsHWvZHfK0iN1juJH2Bc7dE');
});

test.each([8175, 8176, 8177, 2725, 2726, 2727, 100_000])(
  'text of %i units is committed to whole',
  (length) => {
    const text = '€'.repeat(length);
    const expected = createHash('sha256').update(salt).update(`"${text}"`, 'utf8').digest('base64url');
    expect(commit(salt, text)).toBe(expected);
  },
);

test('values that only look alike have different commitments', () => {
  const commitments = ['1', 1, true, 'true', [1], ['1'], { a: 1 }, null, 'null', ''].map((value) =>
    commit(salt, value),
  );
  expect(new Set(commitments).size).toBe(10);
});

test('a salt of another length is refused', () => {
  expect(() => commit(salt.subarray(1), 'x')).toThrow('A salt has 16 bytes, not 15.');
});

test('salts are fresh, whatever the number asked for at once', () => {
  const counts = [1, 20, 0, 255, 256, 257, 1000, 7];
  const seen = new Set<string>();
  for (let round = 0; round < 20; round += 1) {
    for (const count of counts) {
      const salts = newSalts(count);
      expect(salts).toHaveLength(count * SALT_BYTES);
      for (let i = 0; i < count; i += 1) {
        expect(isErasedSalt(saltAt(salts, i))).toBe(false);
        seen.add(Buffer.from(saltAt(salts, i)).toString('hex'));
      }
    }
  }
  expect(seen.size).toBe(20 * counts.reduce((sum, count) => sum + count));
});

test('zeroing one blob of salts touches no other', () => {
  const first = newSalts(2);
  const second = newSalts(2);
  first.fill(0);
  expect(isErasedSalt(saltAt(first, 1))).toBe(true);
  expect(isErasedSalt(saltAt(second, 0))).toBe(false);
});

test.each([-1, 2, 0.5])('there is no salt number %d in a blob of two', (index) => {
  expect(() => saltAt(newSalts(2), index)).toThrow(RangeError);
});
