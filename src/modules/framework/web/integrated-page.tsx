import type { OutputOf } from '#kernel/endpoint.ts';
import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, VerdictMark } from '#ui/states.tsx';
import { TableCard } from '#ui/table-card.tsx';
import { readinessEndpoints } from '../readiness-contract.ts';
import { shortName } from './coverage-mark.tsx';
import { pathOf } from './paths.ts';

type Data = OutputOf<typeof readinessEndpoints.integrated>;

/** ISO/IEC 42001 beside three other management systems: where one process serves several. */
export default function IntegratedPage() {
  const query = useEndpoint(readinessEndpoints.integrated, {});
  return (
    <Page
      wide
      title={t('Integrated management systems')}
      sentence={t(
        'Where the same process serves ISO/IEC 42001 and ISO/IEC 27001, ISO 9001 or ISO 14001, so that you keep it once.',
      )}
      actions={<PageLink path="/frameworks">{t('Standards and laws')}</PageLink>}
    >
      <Await query={query}>
        {(data) => (
          <>
            <Shared data={data} />
            <Section title={t('A second certificate')}>
              <p className="read">{data.personalData.advice}</p>
            </Section>
            <Table data={data} />
          </>
        )}
      </Await>
    </Page>
  );
}

function Shared({ data }: { readonly data: Data }) {
  return (
    <ul className="counts" style={{ maxWidth: 420 }}>
      {data.shared.map((each) => (
        <li key={each.framework}>
          <OrgLink path={`/frameworks/${each.framework}/readiness`} className="plain">
            <span>{shortName({ id: each.framework, title: each.framework })}</span>
            <span className="num">
              {t('{same} the same, {part} in part', { same: each.same, part: each.part })}
            </span>
          </OrgLink>
        </li>
      ))}
    </ul>
  );
}

function Table({ data }: { readonly data: Data }) {
  return (
    <Section title={t('Clause by clause')}>
      <TableCard
        label={t('Clause by clause')}
        head={[t('ISO/IEC 42001'), t('Records'), ...data.frameworks.map((each) => shortName(each))]}
      >
        {data.rows.map((row) => (
          <tr key={row.id}>
            <td>
              <OrgLink path={`/conformity/${row.id}`} className="plain">
                <span className="ref">{row.id}</span> {row.title}
              </OrgLink>
            </td>
            <td data-label={t('Records')}>
              <VerdictMark verdict={row.verdict} />
            </td>
            {data.frameworks.map((each) => (
              <td key={each.id} data-label={shortName(each)}>
                {row.cells
                  .filter((cell) => cell.framework === each.id)
                  .map((cell) => (
                    <div key={cell.id}>
                      <OrgLink path={pathOf(`${cell.framework}:${cell.id}`)}>{cell.id}</OrgLink>{' '}
                      <span className="quiet meta">{cell.counts ? t('the same') : t('in part')}</span>
                    </div>
                  ))}
              </td>
            ))}
          </tr>
        ))}
      </TableCard>
    </Section>
  );
}
