import { Button, Menu } from '@mantine/core';
import { msg, t } from '#kernel/language.ts';

const FORMATS = {
  pdf: 'PDF',
  docx: msg('Word'),
  xlsx: msg('Spreadsheet'),
  csv: 'CSV',
  json: 'JSON',
  ics: msg('Calendar (iCalendar)'),
} as const;

/** The files that a page can be had as, written when one is chosen. */
export function ExportMenu({
  words,
  explain,
  formats,
  href,
}: {
  /** On the button; "Export" when left out. */
  readonly words?: string;
  /** Above the formats: what is in the file. */
  readonly explain?: string;
  readonly formats: readonly (keyof typeof FORMATS)[];
  readonly href: (format: string) => string;
}) {
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">{words ?? t('Export')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        {explain && <Menu.Label>{explain}</Menu.Label>}
        {formats.map((format) => (
          <Menu.Item key={format} component="a" href={href(format)}>
            {t(FORMATS[format])}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
