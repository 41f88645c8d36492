import {
  IconActivity,
  IconAffiliate,
  IconAlertTriangle,
  IconArrowUpRight,
  IconBell,
  IconBook2,
  IconBrain,
  IconBug,
  IconBuilding,
  IconCalendarEvent,
  IconCertificate,
  IconCircleDot,
  IconClipboardCheck,
  IconCpu,
  IconDatabase,
  IconFileCertificate,
  IconGavel,
  IconHelpCircle,
  IconHome,
  IconIdBadge2,
  IconInbox,
  IconKey,
  IconListCheck,
  IconListSearch,
  IconPaperclip,
  IconRefresh,
  IconRoute,
  IconServer2,
  IconShieldCheck,
  IconTimeline,
  IconTruck,
  IconUserCircle,
  IconUserExclamation,
  IconUsers,
} from '@tabler/icons-react';
import { msg } from '#kernel/language.ts';
import { webModules } from '#modules/index.web.ts';
import type { NavGroup, WebModule } from '#ui/web-module.ts';

export type NavEntry = WebModule['nav'][number];

const GROUPS: readonly (readonly [NavGroup, string])[] = [
  ['home', ''],
  ['plan', msg('Plan')],
  ['do', msg('Do')],
  ['check', msg('Check')],
  ['act', msg('Act')],
  ['trail', msg('Trail')],
  ['settings', msg('Settings')],
];

const ICONS: Readonly<Record<string, typeof IconHome>> = {
  '/': IconHome,
  '/calendar': IconCalendarEvent,
  '/systems': IconCpu,
  '/models': IconBrain,
  '/datasets': IconDatabase,
  '/suppliers': IconTruck,
  '/lifecycle-records': IconRoute,
  '/cards': IconIdBadge2,
  '/resources': IconServer2,
  '/people': IconUsers,
  '/evidence': IconPaperclip,
  '/risks': IconAlertTriangle,
  '/gap': IconListSearch,
  '/plan': IconTimeline,
  '/readiness': IconGavel,
  '/statement': IconFileCertificate,
  '/controls': IconShieldCheck,
  '/frameworks': IconBook2,
  '/conformity': IconClipboardCheck,
  '/monitors': IconActivity,
  '/alerts': IconBell,
  '/trail': IconAffiliate,
  '/settings': IconBuilding,
  '/keys': IconKey,
  '/account': IconUserCircle,
  '/imports': IconListCheck,
  '/nonconformities': IconBug,
  '/improvements': IconArrowUpRight,
  '/certification': IconCertificate,
  '/ask': IconHelpCircle,
  '/use-requests': IconInbox,
  '/impacts': IconUserExclamation,
  '/changes': IconRefresh,
};

/** The sign of an entry in the rail. */
export function iconOf(path: string): typeof IconHome {
  return ICONS[path] ?? IconCircleDot;
}

/** The entries of the rail by group: plan, do, check, act around home, trail and settings. Empty groups are left out. */
export const navGroups: readonly { readonly title: string; readonly entries: readonly NavEntry[] }[] =
  GROUPS.map(([group, title]) => ({
    title,
    entries: webModules
      .flatMap((module) => module.nav.filter((each) => each.group === group))
      .sort((a, b) => a.order - b.order),
  })).filter(({ entries }) => entries.length > 0);

/**
 * The entry whose pages an address belongs to.
 * @param pathname such as `/aims_1/risks/rsk_2`
 */
export function navAt(pathname: string): NavEntry | undefined {
  const here = `/${pathname.split('/').slice(2).join('/')}`;
  const all = navGroups.flatMap(({ entries }) => entries);
  return all.find(({ path }) => here === path || (path !== '/' && here.startsWith(`${path}/`)));
}
