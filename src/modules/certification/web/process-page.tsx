import type { OutputOf } from '#kernel/endpoint.ts';
import { msg, t } from '#kernel/language.ts';
import { longDay } from '#ui/days.ts';
import { useEndpoint, useSearchState } from '#ui/hooks.ts';
import { OrgLink } from '#ui/links.tsx';
import { Page, PageLink } from '#ui/page.tsx';
import { Await, StateMark } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { certificationViews } from '../views-contract.ts';

type Step = OutputOf<typeof certificationViews.process>['steps'][number];

const STATES = {
  done: { label: msg('Done'), tone: 'good' },
  now: { label: msg('Now'), tone: 'active' },
  later: { label: msg('Later'), tone: 'muted' },
  late: { label: msg('Needs attention'), tone: 'bad' },
} as const;

/** How certification works, step by step, with the organisation's own days. */
export default function ProcessPage() {
  const [search] = useSearchState();
  const query = useEndpoint(certificationViews.process, search.id ? { id: search.id } : {});
  return (
    <Page
      title={t('How certification works here')}
      clause="ISO/IEC 17021-1, 42006"
      sentence={t(
        'Every step from the first demand to recertification: what it is for, and how it stands here.',
      )}
      actions={<PageLink path="/certification">{t('Certification')}</PageLink>}
    >
      <Await query={query}>
        {({ steps, covers, certification }) => (
          <>
            <p className="read">{covers}</p>
            {certification && (
              <p className="quiet">
                <Trans
                  id="With the days of <0/>."
                  components={{
                    0: (
                      <OrgLink path={`/certifications/${certification.id}`}>
                        {certification.ref} {certification.title}
                      </OrgLink>
                    ),
                  }}
                />
              </p>
            )}
            <ol className="card process">
              {steps.map((step) => (
                <Line key={step.id} step={step} />
              ))}
            </ol>
            <p className="quiet meta read">
              {t(
                'Rules from ISO/IEC 17021-1 in our own words; usual practice of certification bodies is called so. Your contract with the body goes before this page.',
              )}
            </p>
          </>
        )}
      </Await>
    </Page>
  );
}

function Line({ step }: { readonly step: Step }) {
  const here = step.here.replace(/\d{4}-\d\d-\d\d/g, longDay);
  return (
    <li aria-current={step.state === 'now' ? 'step' : undefined}>
      <div>
        <StateMark {...STATES[step.state]} />
      </div>
      <div>
        <h2>{step.title}</h2>
        <p className="quiet read">{step.purpose}</p>
        <p className="read">{step.href ? <OrgLink path={step.href}>{here}</OrgLink> : here}</p>
      </div>
    </li>
  );
}
