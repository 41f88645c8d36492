import { useRouterState } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { usePageTitle } from '#ui/page-title.ts';
import { navAt } from './nav.ts';

/** Where one is: the register, then the record. */
export function Breadcrumb() {
  const pathname = useRouterState({ select: (state) => state.location.pathname });
  const title = usePageTitle();
  const entry = navAt(pathname);
  if (!entry || entry.path === '/') return null;
  const below = pathname.split('/').slice(2).join('/') !== entry.path.slice(1);
  return (
    <nav aria-label={t('You are here')} className="crumbs hide-phone">
      <OrgLink path={entry.path} className="plain">
        {t(entry.title)}
      </OrgLink>
      {below && title && title !== t(entry.title) && (
        <>
          <span aria-hidden> / </span>
          <span className="clip" aria-current="page">
            {title}
          </span>
        </>
      )}
    </nav>
  );
}
