import { expect, test } from 'vitest';
import { t } from '#kernel/language.ts';
import { inLanguage } from './in-language.ts';

test('what is done for a reader speaks their language, across waits, and English outside', async () => {
  const later = async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    return t('Reason');
  };
  const both = await Promise.all([inLanguage('de', later), inLanguage('en', later), later()]);
  expect(both).toEqual(['Begründung', 'Reason', 'Reason']);
});
