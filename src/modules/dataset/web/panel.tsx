import { t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';

/** Beside an AI system or a model: the way to its lineage. */
export default function LineagePanel({ id }: { readonly id: string }) {
  return (
    <Aside title={t('Data behind it')}>
      <OrgLink path={`/lineage/${id}`}>{t('Where its data come from')}</OrgLink>
    </Aside>
  );
}
