import { expect, test } from 'vitest';
import { partWords } from './file-words.ts';

const unknown = { summary: null, roles: [], from: null, dateNote: null, confidence: null };

test('a duty of which little is known says only that, and never "null"', () => {
  expect(partWords(unknown)).toBe('');
  expect(partWords({ ...unknown, summary: 'Keep the logs.' })).toBe('Keep the logs.');
  expect(partWords({ ...unknown, roles: ['deployer'], from: '2027-12-02' })).toBe(
    'Binds: Deployer. Applies from Dec 2, 2027.',
  );
});
