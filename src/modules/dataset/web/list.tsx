import { t } from '#kernel/language.ts';
import { addressOf } from '#ui/api.ts';
import { ExportMenu } from '#ui/export-menu.tsx';
import { PlainList } from '#ui/plain-register.tsx';
import { datasetActs } from '../contract.ts';
import { register } from './register.ts';

/** Every data set; the record of processing behind those that hold personal data is a file away. */
export default function Datasets() {
  return <PlainList register={register} actions={<ProcessingMenu />} />;
}

function ProcessingMenu() {
  return (
    <ExportMenu
      words={t('Record of processing')}
      explain={t('GDPR Article 30(1), as')}
      formats={['xlsx', 'docx', 'csv', 'json']}
      href={(format) => addressOf(datasetActs.processing, { format })}
    />
  );
}
