import { ActionIcon, type MantineColorScheme, Menu, useMantineColorScheme } from '@mantine/core';
import { IconCheck, IconUser } from '@tabler/icons-react';
import { msg, t } from '#kernel/language.ts';
import { roleNames } from '#kernel/roles.ts';
import { post } from '#ui/api.ts';
import { useOrg, useSession } from '#ui/hooks.ts';
import { LanguageItems } from './languages.tsx';

const SCHEMES: readonly (readonly [MantineColorScheme, string])[] = [
  ['light', msg('Light')],
  ['dark', msg('Dark')],
  ['auto', msg('As the device')],
];

/** Who is signed in, with which roles; light or dark; the way out. */
export function PersonMenu() {
  const person = useSession().data?.person;
  const org = useOrg();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Menu position="bottom-end" shadow="md" width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('Your account')}>
          <IconUser size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <div className="whoami">
          <strong>{person?.name}</strong>
          <div className="quiet meta">{person?.email}</div>
          <div className="quiet meta">{org && roleNames(org.roles)}</div>
        </div>
        <Menu.Divider />
        <Menu.Label>{t('Look')}</Menu.Label>
        {SCHEMES.map(([value, label]) => (
          <Menu.Item
            key={value}
            onClick={() => setColorScheme(value)}
            rightSection={colorScheme === value ? <IconCheck size={15} aria-label={t('chosen')} /> : null}
          >
            {t(label)}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <Menu.Item onClick={() => void signOut()}>{t('Sign out')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Ends the session here, then at the provider that opened it, where it has a place for that. */
async function signOut(): Promise<void> {
  const { elsewhere } = await post<{ readonly elsewhere: string | null }>('/api/auth/sign-out', {});
  location.assign(elsewhere ?? '/');
}
