import { useState } from 'react';
import { t } from '#kernel/language.ts';
import { useActor, useEndpoint } from '#ui/hooks.ts';
import { Page, PageLink, Section } from '#ui/page.tsx';
import { Await, Day } from '#ui/states.tsx';
import { Trans } from '#ui/trans.tsx';
import { intakeViews } from '../contract.ts';
import { mayAsk, mayReadRequests } from '../policy.ts';
import { AskForm } from './ask-form.tsx';
import { MyRequest } from './my-request.tsx';

/** For everybody: ask or declare in two minutes, and read the answer. Made for a phone first. */
export default function AskPage() {
  const actor = useActor();
  const [sent, setSent] = useState<string | null>(null);
  const may = mayAsk(actor);
  return (
    <Page
      title={t('May I use this AI?')}
      clause="A.9.2"
      sentence={t(
        'Ask before you start, or tell us what you use already. Telling us is welcome: nobody is blamed for it. You get an answer here, with reasons.',
      )}
      actions={
        <>
          {mayReadRequests(actor).allowed && <PageLink path="/use-requests">{t('All requests')}</PageLink>}
          <PageLink path="/ask/list">{t('Declare several at once')}</PageLink>
        </>
      }
    >
      <div className="ask">
        <div>
          {sent && (
            <p role="status" className="card thanks">
              {t('● Thank you. {sent} is with the AI governance officer; you will find the answer below.', {
                sent,
              })}
            </p>
          )}
          {may.allowed ? (
            <AskForm onSent={setSent} key={sent ?? 'first'} />
          ) : (
            <p className="quiet">{may.reason}</p>
          )}
        </div>
        <div className="first-flush">
          <Mine />
          <Allowed />
        </div>
      </div>
    </Page>
  );
}

function Mine() {
  const query = useEndpoint(intakeViews.mine, {});
  return (
    <Section title={t('What you asked or declared')}>
      <Await query={query}>
        {({ requests }) =>
          requests.length === 0 ? (
            <p className="quiet">{t('Nothing yet. What you ask and its answer will stand here.')}</p>
          ) : (
            requests.map((request) => <MyRequest key={request.id} request={request} />)
          )
        }
      </Await>
    </Section>
  );
}

function Allowed() {
  const query = useEndpoint(intakeViews.allowed, {});
  return (
    <Section title={t('Approved here already')}>
      <Await query={query}>
        {({ uses }) =>
          uses.length === 0 ? (
            <p className="quiet">{t('No tool is approved yet. Yours may be the first.')}</p>
          ) : (
            <ul className="card allowed">
              {uses.map((use) => (
                <li key={use.ref}>
                  <strong>{use.tool}</strong>
                  {use.purpose && (
                    <span className="quiet"> {t('for: {purpose}', { purpose: use.purpose })}</span>
                  )}
                  {use.conditions.length > 0 && (
                    <ul className="sentences">
                      {use.conditions.map((condition) => (
                        <li key={condition}>{condition}</li>
                      ))}
                    </ul>
                  )}
                  <div className="quiet meta">
                    <Trans
                      id="Approved until <0/>. For another purpose, ask again."
                      components={{ 0: <Day day={use.validUntil} /> }}
                    />
                  </div>
                </li>
              ))}
            </ul>
          )
        }
      </Await>
    </Section>
  );
}
