import { Button, Menu } from '@mantine/core';
import { t } from '#kernel/language.ts';
import { currentOrg } from '#ui/api.ts';
import { PlainList } from '#ui/plain-register.tsx';
import { register } from './register.ts';

/** Every data set; the record of processing behind those that hold personal data is a file away. */
export default function Datasets() {
  return <PlainList register={register} actions={<ProcessingMenu />} />;
}

function ProcessingMenu() {
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default">{t('Record of processing')}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('GDPR Article 30(1), as')}</Menu.Label>
        {['xlsx', 'docx', 'csv', 'json'].map((format) => (
          <Menu.Item
            key={format}
            component="a"
            href={`/api/orgs/${currentOrg()}/processing-records?format=${format}`}
          >
            {format.toUpperCase()}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
