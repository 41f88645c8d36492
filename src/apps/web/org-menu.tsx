import { Menu } from '@mantine/core';
import { IconCheck, IconSelector } from '@tabler/icons-react';
import { t } from '#kernel/language.ts';
import { useOrg, useSession } from '#ui/hooks.ts';

const KINDS = { live: null, demo: 'demo', sandbox: 'sandbox' } as const;

/** The organisation that is shown, and the others one belongs to. What is not live says so. */
export function OrgMenu() {
  const orgs = useSession().data?.orgs ?? [];
  const org = useOrg();
  const kind = org ? KINDS[org.kind] : null;
  const name = (
    <>
      <strong className="clip">{org?.name}</strong>
      {kind && <span className={`kind ${kind}`}>{kind}</span>}
    </>
  );
  if (orgs.length < 2) return <span className="org">{name}</span>;
  return (
    <Menu position="bottom-start" shadow="md">
      <Menu.Target>
        <button
          type="button"
          className="org"
          // Holds what is seen, so that whoever speaks to the page can say it (WCAG 2.5.3).
          aria-label={t('Organisation: {name}. Choose another', {
            name: [org?.name, kind].filter(Boolean).join(' '),
          })}
        >
          {name}
          <IconSelector size={15} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item component="a" href="/portfolio">
          {t('All of them in one table')}
        </Menu.Item>
        <Menu.Label>{t('Your organisations')}</Menu.Label>
        {orgs.map((each) => (
          <Menu.Item
            key={each.id}
            onClick={() => location.assign(`/${each.id}`)}
            rightSection={each.id === org?.id ? <IconCheck size={15} aria-label={t('shown now')} /> : null}
          >
            {each.name} {KINDS[each.kind] && <span className={`kind ${each.kind}`}>{each.kind}</span>}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
