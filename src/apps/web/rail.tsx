import { IconChevronRight } from '@tabler/icons-react';
import { useRouterState } from '@tanstack/react-router';
import { useId, useState } from 'react';
import { t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { readFolded, writeFolded } from './folded-groups.ts';
import { iconOf, type NavEntry, navAt, navGroups } from './nav.ts';

/** The places of the app, with the clause each serves. Groups fold; that of the open page stays open. */
export function RailLinks({ narrow = false }: { readonly narrow?: boolean }) {
  const here = useRouterState({ select: (state) => navAt(state.location.pathname) });
  const [folded, setFolded] = useState(readFolded);
  const turn = (title: string) => {
    const next = folded.includes(title) ? folded.filter((each) => each !== title) : [...folded, title];
    writeFolded(next);
    setFolded(next);
  };
  return navGroups.map(({ title, entries }) => {
    const holdsPage = entries.some((each) => each === here);
    return (
      <Group
        key={title}
        {...{ title, entries, narrow, here, holdsPage }}
        open={title === '' || narrow || holdsPage || !folded.includes(title)}
        onTurn={() => turn(title)}
      />
    );
  });
}

function Group({
  title,
  entries,
  narrow,
  here,
  holdsPage,
  open,
  onTurn,
}: {
  readonly title: string;
  readonly entries: readonly NavEntry[];
  readonly narrow: boolean;
  readonly here: NavEntry | undefined;
  /** The open page is in it, so it does not fold. */
  readonly holdsPage: boolean;
  readonly open: boolean;
  readonly onTurn: () => void;
}) {
  const list = useId();
  return (
    <div className="rail-group">
      {title && narrow && <div className="group-line" />}
      {title && !narrow && (
        <button
          type="button"
          className="group"
          aria-expanded={open}
          aria-controls={list}
          aria-disabled={holdsPage}
          title={holdsPage ? t('Stays open while its page is open') : undefined}
          onClick={() => !holdsPage && onTurn()}
        >
          {t(title)}
          {!holdsPage && <IconChevronRight size={13} stroke={1.8} aria-hidden />}
        </button>
      )}
      <div id={list} hidden={!open}>
        {entries.map((entry) => {
          const Icon = iconOf(entry.path);
          return (
            <OrgLink
              key={entry.path}
              path={entry.path}
              className={entry === here ? 'here' : ''}
              {...(narrow && { title: t(entry.title) })}
            >
              <Icon size={16} stroke={1.6} aria-hidden />
              <span className="rail-title">{t(entry.title)}</span>
              {entry.clause && <span className="clause">{t(entry.clause)}</span>}
            </OrgLink>
          );
        })}
      </div>
    </div>
  );
}
