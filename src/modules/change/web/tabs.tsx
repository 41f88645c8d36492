import { Link } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { orgPath } from '#ui/links.tsx';
import { TABS } from './words.ts';

/** The registers of changes, what they made stale, and the rules: one row of links, the same on each. */
export function ChangeTabs() {
  return (
    <nav className="tab-links noprint" aria-label={t('Changes')}>
      {TABS.map(([path, title]) => {
        const { to, search } = orgPath(path);
        return (
          <Link
            key={path}
            to={to}
            search={search as never}
            activeOptions={{ exact: true, includeSearch: false }}
          >
            {t(title)}
          </Link>
        );
      })}
    </nav>
  );
}
