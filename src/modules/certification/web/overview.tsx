import { t } from '#kernel/language.ts';
import { useEndpoint } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, Day, Empty, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { certificationEndpoints, certificationFindingEndpoints, demandEndpoints } from '../contract.ts';
import { certificationFindingLifecycle, certificationLifecycle } from '../lifecycle.ts';
import { bindings, demandKinds, findingKinds, WHAT_IT_COVERS } from '../words.ts';
import { AddCertification } from './add-certification.tsx';
import { Calendar } from './calendar.tsx';
import type { Certification, Demand, Finding } from './data.ts';

/** Where the certification stands: certificates, the days of the cycle, what the body waits for, who demands it. */
export default function Overview() {
  const query = useEndpoint(certificationEndpoints.list, {
    'state[not]': 'given-up,withdrawn',
    sort: 'title',
    limit: 50,
  } as never);
  return (
    <Page
      title={t('Certification')}
      sentence={t(WHAT_IT_COVERS)}
      clause="ISO/IEC 17021-1"
      actions={
        <>
          <PageLink path="/certifications">{t('All certifications')}</PageLink>
          <PageLink path="/certification/process">{t('How it works here')}</PageLink>
          <PageLink path="/certification/proofs">{t('What we can show')}</PageLink>
          <AddCertification />
        </>
      }
    >
      <Await query={query as never}>
        {({ rows }: { rows: readonly Certification[] }) =>
          rows.length === 0 ? (
            <Empty
              title={t('No certification is begun')}
              why={t(
                'ISO/IEC 42001 is voluntary. Begin when you have chosen a certification body, or to keep its offer; the process page explains every step first.',
              )}
            />
          ) : (
            rows.map((it) => <One key={it.id} it={it} />)
          )
        }
      </Await>
      <Findings />
      <Demands />
    </Page>
  );
}

function One({ it }: { readonly it: Certification }) {
  return (
    <Section title={it.title} actions={<OrgLink path={`/certifications/${it.id}`}>{t('Open')}</OrgLink>}>
      <div className="standing">
        <StateMark {...certificationLifecycle.states[it.state]} />
        <span>{it.standard}</span>
        {it.body && <span className="quiet">{it.body}</span>}
        {it.certificateNumber && (
          <span className="quiet">
            <Trans
              id="Certificate {certificateNumber}, until <0/>"
              values={{ certificateNumber: it.certificateNumber }}
              components={{ 0: <Day day={it.validUntil} /> }}
            />
          </span>
        )}
      </div>
      <Calendar id={it.id} />
    </Section>
  );
}

function Findings() {
  const query = useEndpoint(certificationFindingEndpoints.list, {
    state: 'open,answered',
    sort: 'answerDueOn',
    limit: 20,
  } as never);
  return (
    <Section
      title={t('Waiting for an answer, or for the body')}
      actions={<OrgLink path="/certification-findings">{t('All findings')}</OrgLink>}
    >
      <Await query={query as never}>
        {({ rows }: { rows: readonly Finding[] }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('Nothing waits.')}</p>
          ) : (
            <ul className="card actions">
              {rows.map((each) => (
                <li key={each.id}>
                  <OrgLink path={`/certification-findings/${each.id}`} className="plain">
                    <span className="ref">{each.ref}</span> {each.title}
                  </OrgLink>
                  <span className="quiet">{t(findingKinds[each.kind])}</span>
                  <StateMark {...certificationFindingLifecycle.states[each.state]} />
                  <Day day={each.answerDueOn} />
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Section>
  );
}

function Demands() {
  const query = useEndpoint(demandEndpoints.list, { state: 'current', sort: 'since', limit: 20 } as never);
  return (
    <Section
      title={t('Who demands it of us')}
      actions={<OrgLink path="/certification-demands">{t('All demands')}</OrgLink>}
    >
      <Await query={query as never}>
        {({ rows }: { rows: readonly Demand[] }) =>
          rows.length === 0 ? (
            <p className="quiet">
              {t('Nobody, as far as is written down. The standard itself is voluntary.')}
            </p>
          ) : (
            <ul className="card actions">
              {rows.map((each) => (
                <li key={each.id}>
                  <OrgLink path={`/certification-demands/${each.id}`} className="plain">
                    <span className="ref">{each.ref}</span> {each.title}
                  </OrgLink>
                  <span className="quiet">{t(demandKinds[each.kind])}</span>
                  <span className="quiet">{t(bindings[each.binding])}</span>
                  <span className="quiet">
                    <Trans id="since <0/>" components={{ 0: <Day day={each.since} /> }} />
                  </span>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Section>
  );
}
