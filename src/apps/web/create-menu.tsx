import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
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
          aria-label="Create"
          title="C"
        >
          <span className="hide-phone">Create</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {creations.map((each) => (
          <Menu.Item key={each.path} onClick={() => void navigate(orgPath(`${each.path}?add=yes`) as never)}>
            {each.title}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
