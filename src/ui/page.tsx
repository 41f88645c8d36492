import { ActionIcon, Button } from '@mantine/core';
import { IconInfoCircle, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { t } from '#kernel/language.ts';
import { shownDay } from './api.ts';
import { useOrg, useSession, useToday } from './hooks.ts';
import { orgPath } from './links.tsx';
import { useNamePage } from './page-title.ts';

/** The head of every page: what it is, one sentence and its clause, what can be done. Prints as a document. */
export function Page({
  title,
  clause,
  sentence,
  actions,
  wide,
  children,
}: {
  readonly title: ReactNode;
  readonly clause?: string | undefined;
  readonly sentence?: string | undefined;
  readonly actions?: ReactNode;
  readonly wide?: boolean;
  readonly children: ReactNode;
}) {
  const org = useOrg();
  const session = useSession();
  const today = useToday();
  const name = typeof title === 'string' ? title : '';
  useNamePage(name, org?.name);
  return (
    <div className={wide ? 'page wide' : 'page'}>
      <div className="print-head">
        <span>{org?.name}</span>
        <span>{name}</span>
        <span>{t('as of {shownDay}', { shownDay: shownDay() ?? today })}</span>
        <span>{session.data?.person?.name}</span>
      </div>
      <div className="page-head">
        <div className="page-words">
          {sentence && clause ? (
            <Explained title={title} sentence={sentence} clause={clause} />
          ) : (
            <>
              <h1>{title}</h1>
              {sentence && <p className="quiet read">{sentence}</p>}
            </>
          )}
        </div>
        {actions && <div className="page-acts noprint">{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** A title with what the page is for, which one may hide once one knows it. */
function Explained(props: { readonly title: ReactNode; readonly sentence: string; readonly clause: string }) {
  const key = `aims-known ${props.title}`;
  const [known, setKnown] = useState(() => localStorage.getItem(key) !== null);
  const keep = (next: boolean) => {
    if (next) localStorage.setItem(key, 'yes');
    else localStorage.removeItem(key);
    setKnown(next);
  };
  return (
    <>
      <h1>
        {props.title}
        {known && (
          <ActionIcon
            className="noprint"
            variant="subtle"
            color="gray"
            size="sm"
            ms={6}
            onClick={() => keep(false)}
            aria-label={t('What this page is for')}
            title={t('What this page is for')}
          >
            <IconInfoCircle size={16} />
          </ActionIcon>
        )}
      </h1>
      {!known && (
        <p className="quiet read">
          {props.sentence}{' '}
          <span className="nowrap">
            <span className="clause-chip">{props.clause}</span>
            <ActionIcon
              className="noprint"
              variant="subtle"
              color="gray"
              size="xs"
              ms={4}
              onClick={() => keep(true)}
              aria-label={t('Hide this explanation')}
              title={t('Hide this explanation')}
            >
              <IconX size={13} />
            </ActionIcon>
          </span>
        </p>
      )}
    </>
  );
}

/** A button in the head of a page that leads to another page. */
export function PageLink({ path, children }: { readonly path: string; readonly children: ReactNode }) {
  return (
    <Button variant="default" renderRoot={(props) => <Link {...(orgPath(path) as object)} {...props} />}>
      {children}
    </Button>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  children,
  actions,
}: {
  readonly title: string;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
}) {
  return (
    <section className="section">
      <h2 style={{ display: 'flex', alignItems: 'center', gap: 12 }}>
        {title}
        <span style={{ marginInlineStart: 'auto' }}>{actions}</span>
      </h2>
      {children}
    </section>
  );
}
