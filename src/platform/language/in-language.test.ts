import { expect, test } from 'vitest';
import { t } from '#kernel/language.ts';
import { forReader, inEnglishFor, inLanguage } from './in-language.ts';

test('what is done for a reader speaks their language, across waits, and English outside', async () => {
  const later = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return t('Reason');
  };
  const both = await Promise.all([inLanguage('de', later), inLanguage('en', later), later()]);
  expect(both).toEqual(['Begründung', 'Reason', 'Reason']);
});

test('what may write speaks English, and its answer is said again for the reader', () => {
  inEnglishFor('de', () => {
    const inner = t('Assess the risk');
    const stored = t('In the state "{label}" you cannot {title}. {instead}', {
      label: t('Draft'),
      title: inner,
      instead: '',
    });
    expect(stored).toBe('In the state "Draft" you cannot Assess the risk. ');
    expect(forReader({ stored, problems: [{ message: inner }], typed: 'What somebody typed', n: 3 })).toEqual(
      {
        stored: 'Im Zustand „Entwurf“ ist „Risiko beurteilen“ nicht möglich. ',
        problems: [{ message: 'Risiko beurteilen' }],
        typed: 'What somebody typed',
        n: 3,
      },
    );
  });
});
