import { expect, test } from 'vitest';
import { errorCatalog } from '#kernel/errors.ts';
import { t } from '#kernel/language.ts';
import { defineLifecycle, nextState } from '#kernel/lifecycle.ts';
import { roleList, roleNames } from '#kernel/roles.ts';
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

test('a step that is refused while writing names state and steps in the language of the reader', () => {
  const lifecycle = defineLifecycle({
    initial: 'draft',
    states: { draft: { label: 'Draft', tone: 'neutral' }, closed: { label: 'Closed', tone: 'muted' } },
    transitions: [
      { id: 'assess', from: ['draft'], to: 'closed', title: 'Assess the risk' },
      { id: 'accept', from: ['draft'], to: 'closed', title: 'Accept the residual risk' },
      { id: 'close', from: ['closed'], to: 'closed', title: 'Close the risk' },
    ],
  });
  const refused = () => {
    try {
      nextState(lifecycle, 'draft', 'close');
    } catch (error) {
      return (error as Error).message;
    }
  };
  expect(refused()).toBe(
    'In the state "Draft" you cannot close the risk. Possible now: Assess the risk, Accept the residual risk.',
  );
  expect(inEnglishFor('de', () => forReader(refused()))).toBe(
    'Im Zustand „Entwurf“ ist „Risiko schließen“ nicht möglich. Jetzt möglich: Risiko beurteilen, Restrisiko akzeptieren.',
  );
});

test('roles are named in the language of the reader, also what a write said of them', () => {
  const three = ['top-management', 'risk-manager', 'staff'] as const;
  expect(roleList(three)).toBe('Top management, Risk manager or Staff');
  expect(inLanguage('de', () => roleNames(three))).toBe('Oberste Leitung, Risikomanagement, Mitarbeitende');
  expect(inEnglishFor('de', () => forReader(roleList(three)))).toBe(
    'Oberste Leitung, Risikomanagement oder Mitarbeitende',
  );
});

test('every error says in the language of the reader what happened and what to do next', () => {
  const texts = Object.values(errorCatalog).flatMap(({ title, next }) => [title, next]);
  expect(inLanguage('de', () => texts.filter((text) => t(text) === text))).toEqual([]);
});
