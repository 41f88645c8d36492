import { describe, expect, test } from 'vitest';
import { claimedOf, compare, contradicts } from './answers.ts';
import { roleToAsk } from './split.ts';

const said = (some: Partial<Parameters<typeof claimedOf>[0]>) => ({
  yes: 0,
  partly: 0,
  no: 0,
  unknown: 0,
  'not-applicable': 0,
  ...some,
});

describe('what people say beside what the records show', () => {
  test.each([
    [{}, 'not-asked'],
    [{ yes: 3 }, 'yes'],
    [{ no: 2 }, 'no'],
    [{ yes: 2, no: 1 }, 'partly'],
    [{ yes: 2, unknown: 1 }, 'partly'],
    [{ partly: 1 }, 'partly'],
    [{ unknown: 2 }, 'unknown'],
    [{ 'not-applicable': 1 }, 'not-applicable'],
  ] as const)('%o together say %s', (some, claimed) => {
    expect(claimedOf(said(some))).toBe(claimed);
  });

  test.each([
    ['yes', 'complete', 'agrees', 'You say yes, and the records are complete.'],
    ['yes', 'missing', 'no-record', 'You say yes; no record shows it.'],
    ['yes', 'cannot-judge', 'no-record', 'You say yes; no record shows it.'],
    ['yes', 'partial', 'finish', 'You say yes; the records show part of it.'],
    ['yes', 'no-occurrence', 'agrees', 'You say yes; nothing of the kind has occurred yet.'],
    ['no', 'missing', 'build', 'You say no, and no record shows it.'],
    ['no', 'complete', 'divided', 'You say no; records exist.'],
    ['partly', 'missing', 'finish', 'You say partly; no record shows it.'],
    ['unknown', 'partial', 'find-out', 'Those who were asked do not know.'],
    ['divided', 'partial', 'divided', 'One person says yes, another says no.'],
    ['not-asked', 'missing', 'not-asked', 'Nobody was asked.'],
    ['yes', 'excluded', 'excluded', 'The issued Statement of Applicability leaves it out.'],
  ] as const)('said %s where records are %s is "%s"', (claimed, verdict, gap, sentence) => {
    expect(compare(claimed, verdict, true)).toMatchObject({ gap, sentence });
  });

  test('no answer leaves a subclause out, and a control only the Statement', () => {
    expect(compare('not-applicable', 'missing', true).sentence).toContain('cannot be left out');
    expect(compare('not-applicable', 'missing', false).sentence).toContain('Statement');
  });

  test('a yes and a no on the same question contradict each other, a yes and a partly do not', () => {
    expect([contradicts(['yes', 'no']), contradicts(['yes', 'partly', null])]).toEqual([true, false]);
  });

  test('the role that usually knows is asked, the next one when nobody holds it', () => {
    expect(roleToAsk('6.1.2', new Set(['risk-manager', 'governance-officer']))).toBe('risk-manager');
    expect(roleToAsk('6.1.2', new Set(['governance-officer']))).toBe('governance-officer');
    expect(roleToAsk('A.7.3', new Set(['ai-engineer', 'data-protection-officer']))).toBe(
      'data-protection-officer',
    );
    expect(roleToAsk('A.7.2', new Set(['ai-engineer', 'data-protection-officer']))).toBe('ai-engineer');
    expect(roleToAsk('4.1', new Set(['staff']))).toBeNull();
  });
});
