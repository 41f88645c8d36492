import { useRouterState } from '@tanstack/react-router';
import { OrgLink } from '#ui/links.tsx';
import { iconOf, navAt, navGroups } from './nav.ts';

/** The places of the app, with the clause each serves. */
export function RailLinks({ narrow = false }: { readonly narrow?: boolean }) {
  const here = useRouterState({ select: (state) => navAt(state.location.pathname) });
  return (
    <>
      {navGroups.map(({ title, entries }) => (
        <div key={title} className="rail-group">
          {title && <div className="group">{title}</div>}
          {entries.map((entry) => {
            const Icon = iconOf(entry.path);
            return (
              <OrgLink
                key={entry.path}
                path={entry.path}
                className={entry === here ? 'here' : ''}
                {...(narrow && { title: entry.title })}
              >
                <Icon size={17} stroke={1.6} aria-hidden />
                <span className="rail-title">{entry.title}</span>
                {entry.clause && <span className="clause">{entry.clause}</span>}
              </OrgLink>
            );
          })}
        </div>
      ))}
    </>
  );
}
