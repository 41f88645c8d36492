import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, Empty } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { ROLE_WORDS } from '../act-roles.ts';
import { readinessEndpoints } from '../readiness-contract.ts';
import { PresumptionNotice } from './presumption.tsx';

/** AI systems with a high-risk outcome, and how many of their duties have records. */
export default function FilesPage() {
  const query = useEndpoint(readinessEndpoints.bundles, {});
  return (
    <Page
      wide
      title={t('Files for high-risk duties')}
      sentence={t(
        'For each AI system that the classification calls high-risk: what your records hold for its duties under the AI Act, and what is missing.',
      )}
      actions={<PageLink path="/frameworks/eu-ai-act/readiness">{t('Readiness for the AI Act')}</PageLink>}
    >
      <PresumptionNotice />
      <Await query={query}>
        {({ systems }) =>
          systems.length === 0 ? (
            <Empty
              title={t('No AI system is classified as high-risk')}
              why={t(
                'Classify your AI systems; those with a high-risk outcome, proposed or confirmed, get a file here.',
              )}
            />
          ) : (
            <TableCard
              label={t('AI systems')}
              head={[t('AI system'), t('Outcome'), t('Roles'), t('Duties with records'), t('Without any')]}
            >
              {systems.map((each) => (
                <tr key={each.id}>
                  <td>
                    <OrgLink path={`/frameworks/eu-ai-act/files/${each.id}`}>{each.name}</OrgLink>{' '}
                    <span className="ref">{each.ref}</span>
                  </td>
                  <td data-label={t('Outcome')}>
                    {each.outcomes.join(', ')}
                    {!each.confirmed && <div className="quiet meta">{t('proposed, not confirmed')}</div>}
                  </td>
                  <td data-label={t('Roles')}>
                    {each.roles.map((role) => t(ROLE_WORDS[role] ?? role)).join(', ')}
                  </td>
                  <td data-label={t('Duties with records')} className="num">
                    {each.present}
                  </td>
                  <td data-label={t('Without any')} className="num">
                    {each.missing}
                  </td>
                </tr>
              ))}
            </TableCard>
          )
        }
      </Await>
    </Page>
  );
}
