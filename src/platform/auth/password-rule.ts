import { AppError } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { MAX_PASSWORD, MIN_PASSWORD } from '#kernel/password.ts';

/** Whose password it is to be: words about them make it easy to guess. */
export type About = {
  readonly name: string;
  readonly email: string;
  /** Names of the organisations that it opens. */
  readonly organisations: readonly string[];
};

const ROWS = 'qwertyuiopasdfghjklzxcvbnm';
const AROUND = /^[^\p{L}]+|[^\p{L}]+$/gu;
const SHORTEST_REST = 8;

let list: Promise<ReadonlySet<string>> | null = null;

/** Passwords that are tried first by whoever guesses: those that leaks hold most often. Loaded when first needed. */
function commonPasswords(): Promise<ReadonlySet<string>> {
  list ??= import('@zxcvbn-ts/language-common').then(
    ({ dictionary }) => new Set(dictionary['passwords-common'] as readonly string[]),
  );
  return list;
}

/**
 * Refuses a password that is too short or among the first to be guessed. Length counts, composition does not: no
 * digits, signs or capitals are asked for, and none make a common password a good one (NIST SP 800-63B-4, 3.1.1.2).
 * @throws AppError `invalid-input` with the reason at `password`
 */
export async function refuseWeakPassword(password: string, about: About, path = 'password'): Promise<void> {
  const reason = await weakness(password, about);
  if (reason === null) return;
  throw new AppError('invalid-input', t('This password cannot be taken.'), {
    problems: [{ path, message: reason }],
  });
}

/** Why a password is not taken, in words for its owner; null when it is. */
export async function weakness(password: string, about: About): Promise<string | null> {
  if ([...password].length < MIN_PASSWORD)
    return t('Use at least {number} characters; a sentence works well', { number: MIN_PASSWORD });
  if (password.length > MAX_PASSWORD) return t('Use at most {number} characters', { number: MAX_PASSWORD });
  const text = password.normalize('NFKC').toLowerCase();
  if (isRun(text)) return t('This is a row of neighbouring keys, letters or digits');
  const common = await commonPasswords();
  if (isCommon(text, common))
    return t('This is a common password, or one with something around it: it is among the first to be tried');
  if (lettersLeft(text, about) < SHORTEST_REST)
    return t(
      'Too little is left of it without your name, your address, your organisation and the name of this software',
    );
  return null;
}

function isCommon(text: string, common: ReadonlySet<string>): boolean {
  const plain = text.replaceAll(/[\s._-]/g, '');
  for (const each of [text, plain, asLetters(plain)]) {
    const unit = repeatedPart(each);
    // A short thing said again and again, whatever it is.
    if (unit.length * 2 <= each.length && (unit.length < SHORTEST_REST || common.has(unit))) return true;
    const core = each.replaceAll(AROUND, '');
    if (common.has(each) || core.length < 4 || common.has(core) || isTwo(core, common)) return true;
  }
  return false;
}

/** Two common passwords behind each other. */
function isTwo(text: string, common: ReadonlySet<string>): boolean {
  for (let cut = 4; cut <= text.length - 4; cut += 1)
    if (common.has(text.slice(0, cut)) && common.has(text.slice(cut))) return true;
  return false;
}

/** The shortest part of which the text is a repetition, such as `abc` of `abcabca`. */
function repeatedPart(text: string): string {
  for (let size = 1; size < text.length; size += 1)
    if (text.slice(size) === text.slice(0, text.length - size)) return text.slice(0, size);
  return text;
}

/** Mostly steps to the next or the previous letter or digit, or along the rows of a keyboard. */
function isRun(text: string): boolean {
  let steps = 0;
  for (let i = 1; i < text.length; i += 1) {
    const [before, here] = [text[i - 1]!, text[i]!];
    const byCode = Math.abs(here.charCodeAt(0) - before.charCodeAt(0)) <= 1 || before + here === '90';
    const [from, to] = [ROWS.indexOf(before), ROWS.indexOf(here)];
    if (byCode || (from >= 0 && to >= 0 && Math.abs(from - to) === 1)) steps += 1;
  }
  return steps / (text.length - 1) > 0.8;
}

const LOOKALIKES: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
};

function asLetters(text: string): string {
  return text.replaceAll(/[013457@$!]/g, (sign) => LOOKALIKES[sign]!);
}

/** How many letters are left once everything that anybody knows about its owner is taken out. */
function lettersLeft(text: string, { name, email, organisations }: About): number {
  const known = [
    'openaims',
    ...[name, email, ...organisations]
      .join(' ')
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u),
  ]
    .filter((word) => word.length >= 3)
    .sort((a, b) => b.length - a.length);
  const rest = known.reduce((left, word) => left.replaceAll(word, ''), text);
  return rest.replaceAll(/[^\p{L}]/gu, '').length;
}
