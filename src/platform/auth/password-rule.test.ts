import { describe, expect, test } from 'vitest';
import { weakness } from './password-rule.ts';

const ABOUT = {
  name: 'Anna Berg',
  email: 'anna.berg@nordlicht.example',
  organisations: ['Hafenwerke Kiel'],
};

describe('a password is taken', () => {
  test.each([
    'a sentence is a good password',
    'correct horse battery staple',
    'zwei Igel essen Apfelmus',
    'Der Zug nach Malmö fährt um acht',
    'これはとても長い合言葉ですよね、はい',
    'xkqvwpzmhtrbnyd',
    '7731 geese over Anna',
    'a crane for Hafenwerke',
    'password managers make these: pQ8',
  ])('%s', async (password) => {
    expect(await weakness(password, ABOUT)).toBeNull();
  });
});

describe('a password is refused', () => {
  test.each([
    ['Short1!aB', 'at least 15'],
    ['fourteen chars', 'at least 15'],
    ['x'.repeat(257), 'at most 256'],
    ['aaaaaaaaaaaaaaaaaaa', 'row of neighbouring'],
    ['123456789012345678', 'row of neighbouring'],
    ['abcdefghijklmnopqr', 'row of neighbouring'],
    ['qwertyuiopasdfghjkl', 'row of neighbouring'],
    ['password1234567!!', 'common password'],
    ['P@ssw0rd2026!!!!', 'common password'],
    ['iloveyou-iloveyou', 'common password'],
    ['dragonmonkey2026!', 'common password'],
    ['Pass-Word-2026-2027', 'common password'],
    ['k7k7k7k7k7k7k7k7', 'common password'],
    ['2026-11-27 2026-11-28', 'common password'],
    ['AnnaBerg-OpenAIMS', 'your name'],
    ['anna.berg@nordlicht', 'your name'],
    ['Hafenwerke-Kiel-2026', 'your organisation'],
    ['Anna at Hafenwerke', 'your organisation'],
  ])('%s: %s', async (password, reason) => {
    expect(await weakness(password, ABOUT)).toContain(reason);
  });
});

test('signs and digits are never asked for', async () => {
  expect(await weakness('nothing but small letters here', ABOUT)).toBeNull();
});
