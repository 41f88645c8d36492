import { ActionIcon, Drawer } from '@mantine/core';
import {
  IconHelp,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconMenu2,
  IconSearch,
} from '@tabler/icons-react';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { t } from '#kernel/language.ts';
import { currentOrg, shownDay } from '#ui/api.ts';
import { useSession } from '#ui/hooks.ts';
import { Await } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { AsOf, PastBanner } from './as-of.tsx';
import { Breadcrumb } from './breadcrumb.tsx';
import { CreateMenu } from './create-menu.tsx';
import { HandedOverNotice } from './handed-over-notice.tsx';
import { SignIn } from './landing.tsx';
import { NotFound } from './not-found.tsx';
import { OrgMenu } from './org-menu.tsx';
import { Palette } from './palette.tsx';
import { PersonMenu } from './person-menu.tsx';
import { ProofDialog } from './proof-dialog.tsx';
import { RailLinks } from './rail.tsx';
import { SecondFactorNotice } from './second-factor-notice.tsx';
import { useShortcuts } from './shortcuts.ts';

const Help = lazy(() => import('./help.tsx'));
const ProviderDue = lazy(() => import('./provider-due.tsx'));
const SecondFactorDue = lazy(() => import('./second-factor-due.tsx'));

/** The frame of an organisation: rail, top bar, the day that is shown, the palette. */
export function Shell() {
  const session = useSession();
  return (
    <Await query={session}>
      {({ person, orgs }) => {
        if (!person) return <SignIn />;
        const org = orgs.find((each) => each.id === currentOrg());
        if (!org) return <NotFound />;
        localStorage.setItem('aims-org', org.id);
        if (org.provider?.due)
          return (
            <Suspense>
              <ProviderDue organisation={org.name} offers={org.provider.offers} />
            </Suspense>
          );
        if (org.secondFactor?.due)
          return (
            <Suspense>
              <SecondFactorDue organisation={org.name} />
            </Suspense>
          );
        return <Frame key={org.id} kind={org.kind} />;
      }}
    </Await>
  );
}

type Opened = 'palette' | 'help' | 'create' | 'menu' | null;

function Frame({ kind }: { readonly kind: 'live' | 'demo' | 'sandbox' }) {
  const [opened, open] = useState<Opened>(null);
  const [narrow, setNarrow] = useState(() => localStorage.getItem('aims-rail') === 'narrow');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const close = () => open(null);
  const fold = () => {
    localStorage.setItem('aims-rail', narrow ? 'wide' : 'narrow');
    setNarrow(!narrow);
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is open closes whenever the page changes
  useEffect(close, [path]);
  useShortcuts({
    palette: () => open('palette'),
    help: () => open('help'),
    create: () => shownDay() === null && open('create'),
    fold,
  });
  return (
    <>
      <a className="skip" href="#content">
        {t('Skip to the content')}
      </a>
      {kind !== 'live' && <div className={`stripe ${kind}`} />}
      <div className="frame">
        <nav className={narrow ? 'rail narrow' : 'rail'} aria-label={t('Main')}>
          <Brand>
            <ActionIcon
              variant="subtle"
              color="gray"
              onClick={fold}
              aria-label={narrow ? t('Make the rail wide') : t('Make the rail narrow')}
              title="["
            >
              {narrow ? (
                <IconLayoutSidebarLeftExpand size={17} stroke={1.6} />
              ) : (
                <IconLayoutSidebarLeftCollapse size={17} stroke={1.6} />
              )}
            </ActionIcon>
          </Brand>
          <RailLinks narrow={narrow} />
        </nav>
        <Drawer opened={opened === 'menu'} onClose={close} title="OpenAIMS" size={290}>
          <nav className="rail-links" aria-label={t('Main')}>
            <RailLinks />
          </nav>
        </Drawer>
        <div className="beside">
          <Top opened={opened} open={open} />
          <PastBanner />
          <SecondFactorNotice />
          <HandedOverNotice />
          <main id="content" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <ProofDialog />
      {/* Loaded with the shell: whoever presses the keys types on at once. */}
      {opened === 'palette' && <Palette onClose={close} />}
      <Suspense>{opened === 'help' && <Help onClose={close} />}</Suspense>
    </>
  );
}

function Brand({ children }: { readonly children: ReactNode }) {
  return (
    <div className="brand">
      <span className="brand-name">OpenAIMS</span>
      {children}
    </div>
  );
}

function Top({ opened, open }: { readonly opened: Opened; readonly open: (next: Opened) => void }) {
  return (
    <header className="top noprint">
      <ActionIcon
        variant="subtle"
        color="gray"
        className="phone"
        onClick={() => open('menu')}
        aria-label={t('Menu')}
      >
        <IconMenu2 size={18} />
      </ActionIcon>
      <OrgMenu />
      <Breadcrumb />
      <span className="gap" />
      <button type="button" className="find hide-phone" onClick={() => open('palette')}>
        <IconSearch size={14} aria-hidden />{' '}
        <Trans id="Search or do <0>Ctrl K</0>" components={{ 0: <kbd /> }} />
      </button>
      <ActionIcon
        variant="subtle"
        color="gray"
        className="phone"
        onClick={() => open('palette')}
        aria-label={t('Search or do')}
      >
        <IconSearch size={18} />
      </ActionIcon>
      {shownDay() === null && (
        <CreateMenu opened={opened === 'create'} onChange={(next) => open(next ? 'create' : null)} />
      )}
      <AsOf />
      <ActionIcon
        variant="subtle"
        color="gray"
        className="hide-phone"
        onClick={() => open('help')}
        aria-label={t('Keys')}
        title="?"
      >
        <IconHelp size={18} />
      </ActionIcon>
      <PersonMenu />
    </header>
  );
}
