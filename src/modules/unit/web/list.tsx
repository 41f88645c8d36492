import { t } from '#kernel/language.ts';
import { PageLink } from '#ui/page.tsx';
import { PlainList } from '#ui/plain-register.tsx';
import { register } from './register.ts';

/** The units as a table: exported, brought in, edited together. */
export default function List() {
  return <PlainList register={register} actions={<PageLink path="/units">{t('As a tree')}</PageLink>} />;
}
