import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { t } from '#kernel/language.ts';
import { creations } from '#modules/index.web.ts';
import { orgPath } from '#ui/links.tsx';

/** Adds something from anywhere: the register opens with its own dialog. */
export function CreateMenu({
  opened,
  onChange,
}: {
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
}) {
  const navigate = useNavigate();
  return (
    <Menu opened={opened} onChange={onChange} position="bottom-end" shadow="md" trapFocus>
      <Menu.Target>
        <Button
          variant="subtle"
          color="gray"
          className="top-button"
          leftSection={<IconPlus size={16} />}
          aria-label={t('Create')}
          title="C"
        >
          <span className="hide-phone">{t('Create')}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {creations.map((each) => (
          <Menu.Item key={each.path} onClick={() => void navigate(orgPath(`${each.path}?add=yes`) as never)}>
            {t(each.title)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
