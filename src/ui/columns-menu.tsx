import { ActionIcon, Checkbox, Popover } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { t } from '#kernel/language.ts';
import type { Column } from './register-types.ts';

/** Which columns the table shows; the first, which opens the record, always stays. */
export function ColumnsMenu({
  columns,
  shown,
  onShown,
}: {
  readonly columns: readonly Column[];
  readonly shown: readonly string[];
  readonly onShown: (keys: readonly string[] | null) => void;
}) {
  const toggle = (key: string) => {
    const next = columns
      .filter((each, i) => i === 0 || (each.key === key) !== shown.includes(each.key))
      .map((each) => each.key);
    onShown(next.length === columns.length ? null : next);
  };
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('Columns')}
          title={t('Columns')}
          className="hide-phone"
        >
          <IconColumns3 size={17} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={12}>
        <fieldset className="choices bare">
          <legend className="quiet">{t('Columns')}</legend>
          {columns.slice(1).map((each) => (
            <Checkbox
              key={each.key}
              size="xs"
              label={each.title}
              checked={shown.includes(each.key)}
              onChange={() => toggle(each.key)}
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
