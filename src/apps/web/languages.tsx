import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type Language, languages, t } from '#kernel/language.ts';
import { chooseLanguage, chosenLanguage } from '#ui/language.ts';

const ALL = Object.keys(languages) as readonly Language[];

/** The languages as entries of a menu, each in its own name. */
export function LanguageItems() {
  return (
    <>
      <Menu.Label>{t('Language')}</Menu.Label>
      {ALL.map((each) => (
        <Menu.Item
          key={each}
          lang={each}
          onClick={() => chooseLanguage(each)}
          rightSection={chosenLanguage() === each ? <IconCheck size={15} aria-label={t('chosen')} /> : null}
        >
          {languages[each].name}
        </Menu.Item>
      ))}
    </>
  );
}

/** The same below a page that stands outside any organisation: whoever cannot read it finds their own word. */
export function LanguageLine() {
  return (
    <nav aria-label={t('Language')} className="quiet meta language-line">
      {ALL.map((each) => (
        <button
          key={each}
          type="button"
          className="link"
          lang={each}
          aria-current={chosenLanguage() === each ? 'true' : undefined}
          onClick={() => chooseLanguage(each)}
        >
          {languages[each].name}
        </button>
      ))}
    </nav>
  );
}
