import { Menu } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import { type Language, languages, t } from '#kernel/language.ts';
import { request } from '#ui/api.ts';
import { useSession } from '#ui/hooks.ts';
import { chooseLanguage, chosenLanguage } from '#ui/language.ts';

const ALL = Object.keys(languages) as readonly Language[];

/** The languages as entries of a menu, each in its own name. The choice also holds for what one's organisations write. */
export function LanguageItems() {
  const orgs = useSession().data?.orgs ?? [];
  return (
    <>
      <Menu.Label>{t('Language')}</Menu.Label>
      {ALL.map((each) => (
        <Menu.Item
          key={each}
          lang={each}
          onClick={() => void tell(orgs, each).then(() => chooseLanguage(each))}
          rightSection={chosenLanguage() === each ? <IconCheck size={15} aria-label={t('chosen')} /> : null}
        >
          {languages[each].name}
        </Menu.Item>
      ))}
    </>
  );
}

/** An organisation that takes no more changes keeps what it knew: the page speaks the language nevertheless. */
function tell(orgs: readonly { readonly id: string }[], language: Language): Promise<unknown> {
  return Promise.allSettled(
    orgs.map(({ id }) =>
      request(`/api/orgs/${id}/own-language`, {
        method: 'POST',
        body: JSON.stringify({ language }),
        headers: { 'content-type': 'application/json' },
      }),
    ),
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
