import { ActionIcon, Drawer, Menu, Select, TextInput, Tooltip, useMantineColorScheme } from '@mantine/core';
import { IconCalendar, IconMenu2, IconMoon, IconSearch, IconSun, IconUser } from '@tabler/icons-react';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { webModules } from '#modules/index.web.ts';
import { currentOrg, post, shownDay } from '#ui/api.ts';
import { useOrg, useSearchState, useSession } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Await } from '#ui/states.tsx';
import type { NavGroup } from '#ui/web-module.ts';
import { SignIn } from './landing.tsx';
import { NotFound } from './not-found.tsx';
import { Palette } from './palette.tsx';

const GROUPS: readonly (readonly [NavGroup, string])[] = [
  ['home', ''],
  ['plan', 'Plan'],
  ['do', 'Do'],
  ['check', 'Check'],
  ['act', 'Act'],
  ['trail', 'Trail'],
  ['settings', 'Settings'],
];

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
        return <Frame kind={org.kind} />;
      }}
    </Await>
  );
}

function Frame({ kind }: { readonly kind: 'live' | 'demo' | 'sandbox' }) {
  const [palette, setPalette] = useState(false);
  const [menu, setMenu] = useState(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes whenever the page changes
  useEffect(() => setMenu(false), [path]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setPalette(true);
      }
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <a className="skip" href="#content">
        Skip to the content
      </a>
      {kind !== 'live' && (
        <div
          className={`stripe ${kind}`}
          title={kind === 'demo' ? 'This is the demo organisation' : 'This is a sandbox'}
        />
      )}
      <div style={{ display: 'flex' }}>
        <nav className="rail" aria-label="Main">
          <Rail path={path} />
        </nav>
        <Drawer opened={menu} onClose={() => setMenu(false)} title="OpenAIMS" size={280}>
          <div className="rail-links">
            <Rail path={path} />
          </div>
        </Drawer>
        <div style={{ flex: 1, minWidth: 0 }}>
          <Top onPalette={() => setPalette(true)} onMenu={() => setMenu(true)} />
          <Past />
          <main id="content" tabIndex={-1} style={{ outline: 'none' }}>
            <Outlet />
          </main>
        </div>
      </div>
      {palette && <Palette onClose={() => setPalette(false)} />}
    </>
  );
}

function Rail({ path }: { readonly path: string }) {
  const here = path.split('/').slice(2).join('/');
  return (
    <>
      {GROUPS.map(([group, title]) => {
        const entries = webModules
          .flatMap((module) => module.nav.filter((each) => each.group === group))
          .sort((a, b) => a.order - b.order);
        if (entries.length === 0) return null;
        return (
          <div key={group}>
            {title && <div className="group">{title}</div>}
            {entries.map((entry) => {
              const own = entry.path.slice(1);
              const active = own === '' ? here === '' : here === own || here.startsWith(`${own}/`);
              return (
                <OrgLink key={entry.path} path={entry.path} className={active ? 'here' : ''}>
                  {entry.title}
                  {entry.clause && <span className="clause">{entry.clause}</span>}
                </OrgLink>
              );
            })}
          </div>
        );
      })}
    </>
  );
}

function Top({ onPalette, onMenu }: { readonly onPalette: () => void; readonly onMenu: () => void }) {
  const session = useSession();
  const org = useOrg();
  const orgs = session.data?.orgs ?? [];
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <header className="top noprint">
      <ActionIcon variant="subtle" className="phone" onClick={onMenu} aria-label="Menu">
        <IconMenu2 size={18} />
      </ActionIcon>
      {orgs.length > 1 ? (
        <Select
          aria-label="Organisation"
          data={orgs.map((each) => ({ value: each.id, label: each.name }))}
          value={org?.id ?? null}
          onChange={(id) => id && location.assign(`/${id}`)}
          w={220}
          allowDeselect={false}
        />
      ) : (
        <strong className="clip">{org?.name}</strong>
      )}
      {org?.kind === 'demo' && <span className="chip">demo</span>}
      <span style={{ flex: 1 }} />
      <button
        type="button"
        className="chip hide-phone"
        onClick={onPalette}
        style={{ cursor: 'pointer', padding: '4px 10px' }}
      >
        <IconSearch size={14} /> Search or do <span className="quiet">Ctrl K</span>
      </button>
      <ActionIcon variant="subtle" className="phone" onClick={onPalette} aria-label="Search or do">
        <IconSearch size={18} />
      </ActionIcon>
      <AsOf />
      <Tooltip label="Light or dark">
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label="Light or dark"
          onClick={() => setColorScheme(colorScheme === 'dark' ? 'light' : 'dark')}
        >
          {colorScheme === 'dark' ? <IconSun size={18} /> : <IconMoon size={18} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label="Your account">
            <IconUser size={18} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>
            {session.data?.person?.name} · {org?.roles.join(', ')}
          </Menu.Label>
          <Menu.Item onClick={() => void post('/api/auth/sign-out', {}).then(() => location.assign('/'))}>
            Sign out
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </header>
  );
}

/** Chooses the day that the whole app shows. */
function AsOf() {
  const [search, change] = useSearchState();
  const [open, setOpen] = useState(false);
  return (
    <Menu opened={open} onChange={setOpen} position="bottom-end" closeOnItemClick={false}>
      <Menu.Target>
        <ActionIcon
          variant={search.asOf ? 'filled' : 'subtle'}
          color={search.asOf ? 'yellow' : 'gray'}
          aria-label="Show an earlier day"
        >
          <IconCalendar size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown p={12}>
        <TextInput
          type="date"
          label="Show what the system knew at the end of"
          max={new Date().toISOString().slice(0, 10)}
          value={search.asOf ?? ''}
          onChange={(event) => change({ asOf: event.currentTarget.value || null })}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

function Past() {
  const [, change] = useSearchState();
  const day = shownDay();
  if (!day) return null;
  return (
    <div className="past" role="status">
      You see what the system knew at the end of {day}. Nothing can be changed here.{' '}
      <button type="button" className="chip" onClick={() => change({ asOf: null })}>
        Back to today
      </button>
    </div>
  );
}
