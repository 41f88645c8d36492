import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconTableExport } from '@tabler/icons-react';
import { lazy, Suspense, useState } from 'react';
import { t } from '#kernel/language.ts';
import { addressOf, shownDay } from './api.ts';
import { messages } from './messages.ts';
import type { Column, TableActs } from './register-types.ts';

const BringIn = lazy(() => import('./bring-in.tsx'));

/** The way of a register to a spreadsheet and back: exactly what the list shows goes out; rows come in with a preview. */
export function TableMenu({
  acts,
  query,
  columns,
  words,
}: {
  readonly acts: TableActs;
  readonly query: Readonly<Record<string, string>>;
  readonly columns: readonly Column[];
  /** Shown as a button with words, where there is no table yet and nothing to export. */
  readonly words?: boolean;
}) {
  const [bringing, setBringing] = useState(false);
  const { exportRows, importRows } = acts.endpoints;
  const mayWrite = acts.decision.allowed && shownDay() === null;
  const heads = Object.fromEntries(columns.map((each) => [each.key, each.title]));
  const address = (format: string) =>
    addressOf(exportRows, {
      ...query,
      format,
      columns: columns.map((each) => each.key).join(','),
      heads: JSON.stringify(heads),
      ...(shownDay() && { asOf: shownDay() }),
    });
  return (
    <>
      {words ? (
        importRows && (
          <Button
            variant="subtle"
            size="compact-sm"
            mt={8}
            disabled={!mayWrite}
            onClick={() => setBringing(true)}
          >
            {t('Paste or import rows…')}
          </Button>
        )
      ) : (
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={importRows ? t('Export, paste or import') : t('Export')}
              title={importRows ? t('Export, paste or import') : t('Export')}
              className="hide-phone"
            >
              <IconTableExport size={17} />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {['csv', 'xlsx'].map((format) => (
              <Menu.Item key={format} component="a" href={address(format)} download>
                {messages.exportAs(format.toUpperCase())}
              </Menu.Item>
            ))}
            {importRows && (
              <>
                <Menu.Divider />
                <Menu.Item
                  disabled={!mayWrite}
                  title={acts.decision.allowed ? undefined : acts.decision.reason}
                  onClick={() => setBringing(true)}
                >
                  {t('Paste or import rows…')}
                </Menu.Item>
              </>
            )}
          </Menu.Dropdown>
        </Menu>
      )}
      {bringing && importRows && (
        <Suspense>
          <BringIn acts={acts} importRows={importRows} columns={columns} onClose={() => setBringing(false)} />
        </Suspense>
      )}
    </>
  );
}
