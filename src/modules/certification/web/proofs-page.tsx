import { numberText, t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, Day } from '#ui/states.tsx';
import { certificationViews } from '../views-contract.ts';

/** What there is to show for the four promises of a certificate; each figure leads to its records. */
export default function ProofsPage() {
  const query = useEndpoint(certificationViews.proofs, {});
  return (
    <Page
      title={t('What we can show')}
      sentence={t(
        'Records behind the four things a certificate is asked for. They are no judgement: an auditor looks at them, and at what no record shows.',
      )}
      actions={<PageLink path="/certification">{t('Certification')}</PageLink>}
    >
      <Await query={query}>
        {({ promises }) =>
          promises.map((promise) => (
            <Section key={promise.id} title={promise.title}>
              <div className="card scroll">
                <table className="list">
                  <thead>
                    <tr>
                      <th>{t('Records')}</th>
                      <th className="num">{t('How many')}</th>
                      <th>{t('Newest')}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {promise.proofs.map((proof) => (
                      <tr key={proof.label}>
                        <th scope="row">{proof.label}</th>
                        <td className="num" data-label={t('How many')}>
                          <OrgLink path={proof.href}>{numberText(proof.count)}</OrgLink>
                        </td>
                        <td data-label={t('Newest')}>{proof.newest ? <Day day={proof.newest} /> : ''}</td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </div>
              <p className="quiet meta">
                {t('No record shows: {notSeen}', { notSeen: promise.notSeen.join(' ') })}
              </p>
            </Section>
          ))
        }
      </Await>
    </Page>
  );
}
