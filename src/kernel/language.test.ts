import { expect, test } from 'vitest';
import { languageOf, letSpeak, locales, msg, numberText, speakerOf, t } from './language.ts';

test('English says the text itself, with its values and plurals', () => {
  expect(t('Accept the residual risk')).toBe('Accept the residual risk');
  expect(t('{n, plural, one {# risk} other {# risks}} of {name}', { n: 1, name: 'X' })).toBe('1 risk of X');
  expect(t('{n, plural, one {# risk} other {# risks}} of {name}', { n: 1234, name: '{X}' })).toBe(
    '1,234 risks of {X}',
  );
  expect(t("Don't use '{' or '}' in {where}", { where: 'a name' })).toBe("Don't use { or } in a name");
});

test('another language says what its catalog knows, and the rest in English', () => {
  const german = speakerOf('de', {
    Risks: 'Risiken',
    '{n, plural, one {# risk} other {# risks}}': '{n, plural, one {# Risiko} other {# Risiken}}',
  });
  letSpeak(() => german);
  try {
    expect(t(msg('Risks'))).toBe('Risiken');
    expect(t('{n, plural, one {# risk} other {# risks}}', { n: 1500 })).toBe('1.500 Risiken');
    expect(t('Something people typed, {with} braces')).toBe('Something people typed, {with} braces');
    expect(numberText(1234.5)).toBe('1.234,5');
    expect(locales()).toEqual(['de']);
  } finally {
    letSpeak(() => undefined);
  }
});

test('the language is the best of those that are asked for, or English', () => {
  expect(languageOf('de-AT,de;q=0.9,en;q=0.5')).toBe('de');
  expect(languageOf('fr-FR,en;q=0.4,de;q=0.8')).toBe('de');
  expect(languageOf('fr')).toBe('en');
  expect(languageOf('de;q=0,en')).toBe('en');
  expect(languageOf('constructor, ;q=, *')).toBe('en');
  expect(languageOf(null)).toBe('en');
});
