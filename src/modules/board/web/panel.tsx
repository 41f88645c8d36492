import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Aside } from '#ui/record-parts.tsx';
import { Await } from '#ui/states.tsx';
import { boardEndpoints } from '../contract.ts';

/** Beside an AI system: what all records about it show, not its register entry alone. */
export default function ConformityPanel({ id }: { readonly id: string }) {
  const query = useEndpoint(boardEndpoints.gaps, { system: id, limit: 1 });
  return (
    <Await query={query}>
      {({ counts }) => (
        <Aside title={t('All records about this AI system')}>
          {counts.rows === 0 ? (
            <p className="quiet">{t('No check judges a record about it yet.')}</p>
          ) : (
            <ul className="counts">
              <li>
                <OrgLink path={`/board/gaps?system=${id}&severity=major`} className="plain">
                  <span>{t('What an auditor would raise')}</span>
                  <span className="num">{counts.major}</span>
                </OrgLink>
              </li>
              <li>
                <OrgLink path={`/board/gaps?system=${id}&severity=minor`} className="plain">
                  <span>{t('Smaller lapses and advice')}</span>
                  <span className="num">{counts.minor}</span>
                </OrgLink>
              </li>
              <li>
                <OrgLink path={`/board/gaps?system=${id}`} className="plain">
                  <span>{t('Judgements that find the record in order')}</span>
                  <span className="num">{t('{n} of {all}', { n: counts.ok, all: counts.rows })}</span>
                </OrgLink>
              </li>
            </ul>
          )}
        </Aside>
      )}
    </Await>
  );
}
