import { t } from '#kernel/language.ts';
import { OrgLink } from '#ui/links.tsx';
import { PlainRecord } from '#ui/plain-register.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Trans } from '#ui/trans.tsx';
import { ownFrameworksRegister } from './own-registers.ts';

/** One framework of the organisation's own, and the ways to its requirements and readiness. */
export default function OwnFramework() {
  return <PlainRecord register={ownFrameworksRegister} side={({ ref }) => <Ways reference={ref} />} />;
}

function Ways({ reference }: { readonly reference: string }) {
  return (
    <Aside title={t('What it asks')}>
      <p>
        <Trans
          id="<0>Its requirements</0>: type them, paste cells, or bring in a table whose column framework says {reference}."
          values={{ reference }}
          components={{ 0: <OrgLink path={`/own-requirements?framework=${reference}`} /> }}
        />
      </p>
      <p>
        <OrgLink path={`/frameworks/${reference}/readiness`}>{t('What your records cover of it')}</OrgLink>
      </p>
    </Aside>
  );
}
